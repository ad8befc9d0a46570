internal import Secrets

/// Text of a web page as plain ASCII, in locked memory.
enum PlainASCII {
  /// Stands for every character that has no plain form.
  static let foreign: UInt8 = 0x7F

  /// Other spaces, dashes and bullets become ` `, `-` and `*`, line ends `\n`.
  ///
  /// - Parameter text: in UTF-8; what is not valid becomes `foreign`.
  /// - Returns: the text, no longer than it was.
  static func fold(_ text: Span<UInt8>) -> SecretBytes {
    SecretBytes(capacity: text.count) { output in
      var position = 0
      while position < text.count {
        let length = length(of: text[position])
        let end = min(position + length, text.count)
        if let byte = plain(text.extracting(position..<end)),
          !endsLine(byte, in: text, at: position)
        {
          output.append(byte)
        }
        position = end
      }
    }
  }

  /// Whether a return only announces the line feed behind it.
  private static func endsLine(_ byte: UInt8, in text: Span<UInt8>, at position: Int) -> Bool {
    text[position] == UInt8(ascii: "\r") && position + 1 < text.count
      && text[position + 1] == UInt8(ascii: "\n")
  }

  /// Bytes of a character, by its first (RFC 3629).
  private static func length(of first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// `nil` for what is nothing: a byte order mark, a space without width.
  private static func plain(_ character: Span<UInt8>) -> UInt8? {
    guard character.count > 1 else { return plain(character[0]) }
    let code = character.indices.reduce(0 as UInt32) { $0 << 8 | UInt32(character[$1]) }
    return switch code {
    case 0xEFBB_BF, 0xE280_8B...0xE280_8D, 0xE281_A0, 0xC2AD: nil
    // No-break space, the spaces U+2000 to U+200A, U+202F, U+3000.
    case 0xC2A0, 0xE280_80...0xE280_8A, 0xE280_AF, 0xE380_80: UInt8(ascii: " ")
    // Hyphens and dashes U+2010 to U+2015, the minus sign.
    case 0xE280_90...0xE280_95, 0xE288_92: UInt8(ascii: "-")
    // Dots, triangles, squares, circles and ballot boxes.
    case 0xC2B7, 0xE280_A2...0xE280_A3, 0xE296_A0...0xE297_BF, 0xE298_90...0xE298_92:
      UInt8(ascii: "*")
    default: foreign
    }
  }

  private static func plain(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "\r"): UInt8(ascii: "\n")
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"), 0x20..<0x7F: byte
    default: foreign
    }
  }
}
