internal import Authenticator

/// The strings of JSON (RFC 8259, section 7): for other apps' files, and for what our helpers print,
/// which never passes through a String.
package enum JSONText {
  /// Finds where a string ends.
  ///
  /// - Parameters:
  ///   - bytes: a document.
  ///   - start: where the opening quote should stand.
  /// - Returns: the position behind the closing quote; `nil` where no whole string stands there.
  package static func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
    var position = start + 1
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\"") { return position + 1 }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Decodes what stands between the quotes. Half a surrogate pair becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - text: what stands between the quotes.
  ///   - output: takes the UTF-8 bytes, never more than `text` has.
  /// - Returns: whether there is no control character and no unknown escape.
  package static func decode(
    _ text: Span<UInt8>, into output: inout OutputSpan<UInt8>
  ) -> Bool {
    var position = 0
    while position < text.count {
      guard text[position] == UInt8(ascii: "\\") else {
        guard text[position] >= 0x20 else { return false }
        output.append(text[position])
        position += 1
        continue
      }
      guard let scalar = escape(in: text, at: &position) else { return false }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { output.append(byte) }
    }
    return true
  }

  /// Decodes to a String; bytes that are not UTF-8 become U+FFFD.
  static func decoded(_ text: Span<UInt8>) -> String? {
    var isText = true
    let bytes = [UInt8](capacity: text.count) { output in
      isText = decode(text, into: &output)
    }
    return isText ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Reads the escape at a position, and goes behind it.
  private static func escape(in text: Span<UInt8>, at position: inout Int) -> Unicode.Scalar? {
    guard position + 1 < text.count else { return nil }
    let letter = text[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return scalar(in: text, at: &position)
    default: return nil
    }
  }

  /// Reads four digits, and the second half of a surrogate pair where it follows.
  private static func scalar(in text: Span<UInt8>, at position: inout Int) -> Unicode.Scalar? {
    guard let unit = unit(in: text, at: position) else { return nil }
    position += 4
    guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    guard text.begins(with: "\\u", at: position),
      let low = self.unit(in: text, at: position + 2), (0xDC00..<0xE000).contains(low)
    else { return "\u{FFFD}" }
    position += 6
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
  }

  private static func unit(in text: Span<UInt8>, at position: Int) -> UInt32? {
    guard position + 4 <= text.count else { return nil }
    var unit: UInt32 = 0
    for index in position..<position + 4 {
      guard let digit = text[index].hexadecimalValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
