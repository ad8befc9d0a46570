internal import Authenticator

/// The lines of a text, whichever line ends it has, without white space around them, and without
/// what zbarimg prints first.
struct TextLines: ~Escapable {
  private static let mark = "qr-code:"
  private let text: Span<UInt8>
  private var rest: Range<Int>

  /// The number of the line that `next` gave last, from 1.
  private(set) var number = 0

  /// The lines of a text; some editors put a byte order mark before it.
  @_lifetime(copy text)
  init(_ text: Span<UInt8>) {
    self.text = text
    rest = (text.begins(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)..<text.count
  }

  /// The next line; `nil` behind the last.
  @_lifetime(self: copy self)
  mutating func next() -> Range<Int>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.first { text[$0] == 10 || text[$0] == 13 } ?? rest.upperBound
    let line = text.trimmed(rest.lowerBound..<end)
    let isPair = end + 1 < rest.upperBound && text[end] == 13 && text[end + 1] == 10
    rest = min(end + (isPair ? 2 : 1), rest.upperBound)..<rest.upperBound
    number += 1
    guard text.extracting(line).holds(Self.mark) else { return line }
    return text.trimmed(line.lowerBound + Self.mark.utf8.count..<line.upperBound)
  }
}
