/// A one-time code: one to ten printable ASCII characters.
public struct Code: Sendable, Equatable, CustomStringConvertible {
  /// The characters to type in.
  public let text: String
  /// The same as `text`.
  public var description: String { text }

  /// The last `length` digits of `value`, written with the characters of `alphabet`.
  ///
  /// - Parameters:
  ///   - value: the truncated hash.
  ///   - alphabet: one ASCII character for each digit; their number is the base.
  ///   - length: characters of the code, 1 to 10.
  ///   - leastFirst: whether the least significant digit stands first.
  init(_ value: UInt64, alphabet: [UInt8], length: Int, leastFirst: Bool = false) {
    let base = UInt64(alphabet.count)
    var characters = InlineArray<10, UInt8>(repeating: 0)
    var rest = value
    for position in 0..<length {
      characters[leastFirst ? position : length - 1 - position] = alphabet[Int(rest % base)]
      rest /= base
    }
    text = String(ascii: characters.span.extracting(first: length))
  }
}

extension String {
  /// Text of ASCII characters only; up to 15 of them need no allocation.
  init(ascii characters: Span<UInt8>) {
    guard let text = try? UTF8Span(validating: characters) else {
      self = ""
      return
    }
    self.init(copying: text)
  }
}
