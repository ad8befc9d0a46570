internal import Authenticator

/// Hexadecimal text.
package enum Hexadecimal {
  /// Decodes digits in either case; spaces, dashes and colons between them are passed over.
  ///
  /// - Parameter text: digits, an even number of them.
  /// - Returns: the bytes; `nil` where it is none.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text.utf8 where !isFiller(character) {
      guard let value = character.hexadecimalValue else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }

  /// Whether a text has nothing but hexadecimal digits, and at least one.
  static func isOne(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0.hexadecimalValue != nil }
  }

  /// Encodes in lower case.
  package static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func isFiller(_ character: UInt8) -> Bool {
    character.isASCIISpace || character == UInt8(ascii: "-") || character == UInt8(ascii: ":")
  }
}
