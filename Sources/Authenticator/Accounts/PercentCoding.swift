/// Percent-encoding (RFC 3986, section 2.1).
package enum PercentCoding {
  /// Takes the next byte of percent-encoded text.
  ///
  /// - Parameters:
  ///   - text: the encoded text.
  ///   - position: where to read; moved behind what was read.
  ///   - plus: what a raw `+` stands for.
  /// - Returns: the byte.
  /// - Throws: `badPercentEncoding` or `zeroByte`.
  package static func next(
    in text: Span<UInt8>, at position: inout Int, plus: UInt8
  ) throws(AccountError) -> UInt8 {
    var byte = text[position]
    position += 1
    if byte == UInt8(ascii: "+") { return plus }
    if byte == UInt8(ascii: "%") {
      guard text.count - position >= 2, let high = text[position].hexadecimalValue,
        let low = text[position + 1].hexadecimalValue
      else { throw .badPercentEncoding }
      position += 2
      byte = high << 4 | low
    }
    guard byte != 0 else { throw .zeroByte }
    return byte
  }

  /// Decodes text that is no secret.
  ///
  /// - Parameters:
  ///   - text: the encoded text.
  ///   - plus: what a raw `+` stands for.
  /// - Returns: the bytes.
  /// - Throws: `badPercentEncoding` or `zeroByte`.
  static func decode(_ text: Span<UInt8>, plus: UInt8) throws(AccountError) -> [UInt8] {
    var decoded: [UInt8] = []
    var position = 0
    while position < text.count {
      decoded.append(try next(in: text, at: &position, plus: plus))
    }
    return decoded
  }

  /// Encodes all but the unreserved characters; zero bytes are left out, as no reader takes them.
  static func encode(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 where byte != 0 {
      forEachCharacter(of: byte) { encoded.unicodeScalars.append(Unicode.Scalar($0)) }
    }
    return encoded
  }

  /// Encodes a secret; `output` takes `encodedLength` characters.
  static func encode(_ secret: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
    for index in secret.indices {
      forEachCharacter(of: secret[index]) { output.append($0) }
    }
  }

  /// The characters that `encode` makes of a secret.
  static func encodedLength(_ secret: Span<UInt8>) -> Int {
    secret.indices.reduce(0) { $0 + (isUnreserved(secret[$1]) ? 1 : 3) }
  }

  private static let digits = [UInt8]("0123456789ABCDEF".utf8)

  private static func forEachCharacter(of byte: UInt8, _ body: (UInt8) -> Void) {
    guard !isUnreserved(byte) else { return body(byte) }
    body(UInt8(ascii: "%"))
    body(digits[Int(byte >> 4)])
    body(digits[Int(byte & 15)])
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
