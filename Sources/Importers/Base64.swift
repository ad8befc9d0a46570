internal import Authenticator
public import Secrets

/// Base64 (RFC 4648, sections 4 and 5), with or without padding.
public enum Base64 {
  /// Decodes a text.
  ///
  /// - Parameters:
  ///   - text: base64, with or without padding.
  ///   - arena: takes the bytes.
  /// - Returns: the bytes, or `nil` where it is not base64 to its end.
  public static func decode(_ text: Secret, into arena: SecretArena) -> Secret? {
    var decoder = Decoder()
    var isWhole = true
    let bytes = text.withBytes { text in
      arena.secret(capacity: decodedCapacity(text.count)) { output in
        for index in text.indices where isWhole {
          isWhole = decoder.take(text[index], into: &output)
        }
      }
    }
    return isWhole && decoder.isWhole ? bytes : nil
  }

  /// Encodes bytes, with padding.
  ///
  /// - Parameter bytes: any number of bytes.
  /// - Returns: the text.
  public static func encode(_ bytes: Span<UInt8>) -> String {
    let text = [UInt8](capacity: encodedLength(bytes.count)) { encode(bytes, into: &$0) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The characters that bytes take, with padding.
  package static func encodedLength(_ count: Int) -> Int { (count + 2) / 3 * 4 }

  /// Encodes bytes, with padding; `output` takes `encodedLength` characters.
  package static func encode(_ bytes: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
    for start in stride(from: 0, to: bytes.count, by: 3) {
      var bits: UInt32 = 0
      for index in start..<start + 3 {
        bits = bits << 8 | (index < bytes.count ? UInt32(bytes[index]) : 0)
      }
      let length = min(bytes.count - start, 3) + 1
      for place in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * place) & 63)
        output.append(place < length ? digits[digit] : UInt8(ascii: "="))
      }
    }
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Decodes a text that may be broken into lines.
  ///
  /// - Parameter text: base64, with or without padding.
  /// - Returns: the bytes, or `nil` where it is not base64 to its end.
  static func decode(_ text: String) -> [UInt8]? {
    var decoder = Decoder()
    var isWhole = true
    let bytes = [UInt8](capacity: decodedCapacity(text.utf8.count)) { output in
      for character in text.utf8 where isWhole && !character.isASCIISpace {
        isWhole = decoder.take(character, into: &output)
      }
    }
    return isWhole && decoder.isWhole ? bytes : nil
  }

  /// The most bytes that a text can hold.
  static func decodedCapacity(_ length: Int) -> Int { length / 4 * 3 + length % 4 * 3 / 4 }

  /// Decodes one character after the other.
  struct Decoder {
    private var bits: UInt32 = 0
    private var count = 0
    private var hasEnded = false

    /// Takes a character in; a byte that it completes goes out.
    ///
    /// - Returns: whether base64 has the character here.
    mutating func take(_ character: UInt8, into output: inout OutputSpan<UInt8>) -> Bool {
      if character == UInt8(ascii: "=") {
        hasEnded = true
        return true
      }
      guard !hasEnded, let value = Self.value(of: character) else { return false }
      bits = bits << 6 | value
      count += 6
      guard count >= 8 else { return true }
      count -= 8
      output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      return true
    }

    /// Whether the text may end here: a last character that makes no byte is one of a torn text.
    var isWhole: Bool { count < 6 }

    private static func value(of character: UInt8) -> UInt32? {
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
      default: nil
      }
    }
  }
}
