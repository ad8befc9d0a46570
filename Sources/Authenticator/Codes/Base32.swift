/// Base32 (RFC 4648, section 6), straight between bytes in locked memory: never through a String.
public enum Base32 {
  /// What stands in the text that base32 does not have; the text itself is not told.
  public struct InvalidCharacter: Error, Equatable, Sendable {
    /// Its position in the text in bytes, from 0.
    public let position: Int
  }

  /// The most bytes that a text can hold.
  ///
  /// - Parameter length: characters of the text.
  /// - Returns: bytes, rounded down.
  public static func decodedCapacity(_ length: Int) -> Int { length / 8 * 5 + length % 8 * 5 / 8 }

  /// The characters that bytes take, without padding.
  ///
  /// - Parameter count: bytes.
  /// - Returns: characters.
  public static func encodedLength(_ count: Int) -> Int {
    count / 5 * 8 + (count % 5 * 8 + 4) / 5
  }

  /// Decodes text as people and apps write it: in either case, with spaces, dashes and padding
  /// anywhere, of any length; bits beyond the last whole byte are left out.
  ///
  /// - Parameters:
  ///   - text: ASCII.
  ///   - output: takes the bytes; `decodedCapacity` of them fit always.
  /// - Throws: `InvalidCharacter`, among others for 0, 1, 8 and 9.
  public static func decode(
    _ text: Span<UInt8>, into output: inout OutputSpan<UInt8>
  ) throws(InvalidCharacter) {
    var decoder = Decoder()
    for position in text.indices {
      guard decoder.take(text[position], into: &output) else {
        throw InvalidCharacter(position: position)
      }
    }
  }

  /// Encodes in upper case without padding.
  ///
  /// - Parameters:
  ///   - bytes: any number of bytes.
  ///   - output: takes `encodedLength` characters.
  public static func encode(_ bytes: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
    var bits: UInt32 = 0
    var count = 0
    for index in bytes.indices {
      bits = bits << 8 | UInt32(bytes[index])
      count += 8
      while count >= 5 {
        count -= 5
        output.append(character(bits >> UInt32(count)))
      }
    }
    if count > 0 { output.append(character(bits << UInt32(5 - count))) }
  }

  private static func character(_ value: UInt32) -> UInt8 {
    let value = UInt8(value & 31)
    return value < 26 ? UInt8(ascii: "A") + value : UInt8(ascii: "2") + value - 26
  }

  /// Decodes one character after the other.
  struct Decoder {
    private var bits: UInt32 = 0
    private var count = 0

    /// Takes a character in; a byte that it completes goes out.
    ///
    /// - Returns: whether base32 has the character.
    mutating func take(_ character: UInt8, into output: inout OutputSpan<UInt8>) -> Bool {
      guard let value = Self.value(of: character) else { return Self.isFiller(character) }
      bits = bits << 5 | value
      count += 5
      guard count >= 8 else { return true }
      count -= 8
      output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      return true
    }

    private static func value(of character: UInt8) -> UInt32? {
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a"))
      case UInt8(ascii: "2")...UInt8(ascii: "7"): UInt32(character - UInt8(ascii: "2")) + 26
      default: nil
      }
    }

    private static func isFiller(_ character: UInt8) -> Bool {
      switch character {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "="): true
      case 9...13: true
      default: false
      }
    }
  }
}
