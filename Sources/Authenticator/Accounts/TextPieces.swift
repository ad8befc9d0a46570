/// Takes a text of backup codes apart, by positions, so that no piece is copied.
enum TextPieces {
  private static let columnEnds = Array("\t,;|".utf8)
  private static let quotes = Array("\"'`".utf8)
  private static let bullets = Array("*#>".utf8)
  private static let space = UInt8(ascii: " ")

  /// The lines, empty ones too.
  static func lines(of text: Span<UInt8>) -> [Range<Int>] {
    split(0..<text.count, of: text, keepingEmpty: true) { $0 == UInt8(ascii: "\n") }
  }

  /// What stands in a line between tabs, commas, semicolons, bars and runs of spaces.
  static func columns(of text: Span<UInt8>, in line: Range<Int>) -> [Range<Int>] {
    split(line, of: text, by: columnEnds.contains).flatMap { part in
      var (columns, start): ([Range<Int>], Int) = ([], part.lowerBound)
      for index in part
      where text[index] == space && index + 1 < part.upperBound && text[index + 1] == space {
        columns.append(start..<index)
        start = index + 1
      }
      return (columns + [start..<part.upperBound]).map { text.trimmed($0) }
        .filter { !$0.isEmpty }
    }
  }

  /// A piece without bullet, box, number and quotes; empty where there is nothing else. `expected`
  /// is the number that may stand before a code without a sign behind it.
  static func withoutNumber(
    _ piece: Range<Int>, of text: Span<UInt8>, expected: Int
  ) -> Range<Int> {
    let item = withoutBullets(piece, of: text)
    let (number, digits) = leadingNumber(item, of: text)
    guard !digits.isEmpty, digits.count <= 3 else { return unquoted(item, of: text) }
    guard digits.count < item.count else { return digits.upperBound..<digits.upperBound }
    let (sign, rest) = (text[digits.upperBound], digits.upperBound + 1..<item.upperBound)
    let isNumber = ".):".utf8.contains(sign) || (sign == space && number == expected)
    return unquoted(isNumber ? text.trimmed(rest) : item, of: text)
  }

  static func split(
    _ part: Range<Int>, of text: Span<UInt8>, keepingEmpty: Bool = false,
    by isEnd: (UInt8) -> Bool
  ) -> [Range<Int>] {
    var (pieces, start): ([Range<Int>], Int) = ([], part.lowerBound)
    for index in part where isEnd(text[index]) {
      pieces.append(start..<index)
      start = index + 1
    }
    pieces.append(start..<part.upperBound)
    return keepingEmpty ? pieces : pieces.filter { !$0.isEmpty }
  }

  private static func unquoted(_ piece: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
    without(piece, of: text, where: quotes.contains)
  }

  private static func without(
    _ piece: Range<Int>, of text: Span<UInt8>, where isDropped: (UInt8) -> Bool
  ) -> Range<Int> {
    let start = piece.first { !isDropped(text[$0]) } ?? piece.upperBound
    let last = piece.last { !isDropped(text[$0]) } ?? start - 1
    return start..<max(last + 1, start)
  }

  /// `*`, `- `, `[ ]`, `[x]` and an opening bracket of a number.
  private static func withoutBullets(_ piece: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
    var rest = text.trimmed(piece)
    while let first = rest.first {
      let second = rest.count > 1 ? text[first + 1] : space
      if bullets.contains(text[first]) || (text[first] == UInt8(ascii: "-") && second == space) {
        rest = text.trimmed(first + 1..<rest.upperBound)
      } else if text[first] == UInt8(ascii: "["), rest.count > 2,
        text[first + 2] == UInt8(ascii: "]")
      {
        rest = text.trimmed(first + 3..<rest.upperBound)
      } else if text[first] == UInt8(ascii: "("), isDigit(second) {
        rest = first + 1..<rest.upperBound
      } else {
        break
      }
    }
    return rest
  }

  private static func leadingNumber(
    _ piece: Range<Int>, of text: Span<UInt8>
  ) -> (number: Int, digits: Range<Int>) {
    let end = piece.first { !isDigit(text[$0]) } ?? piece.upperBound
    let digits = piece.lowerBound..<end
    let number = digits.prefix(3).reduce(0) { $0 * 10 + Int(text[$1] - UInt8(ascii: "0")) }
    return (number, digits)
  }
}
