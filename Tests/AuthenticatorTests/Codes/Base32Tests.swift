import Authenticator
import Secrets
import TestSupport
import Testing

@Suite struct `Base32 text` {
  static let rfc4648: [(String, String)] = [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
    ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
  ]

  @Test(arguments: rfc4648)
  func `RFC 4648, section 10, in both directions`(text: String, base32: String) throws {
    #expect(try Secret(base32: base32).bytes == Array(text.utf8))
    #expect(encoded(Array(text.utf8)) == base32)
  }

  @Test(arguments: [
    "mzxw6ytboi", "MZXW 6YTB OI", "MZXW-6YTB-OI", "MZXW6YTBOI======", "=MZ=XW6YTBOI",
    "\tMZXW6YTBOI\r\n", "MzXw6yTbOi",
  ])
  func `how people write it makes no difference`(text: String) throws {
    #expect(try Secret(base32: text).bytes == Array("foobar".utf8))
  }

  @Test(arguments: [
    ("M", 0), ("MZXW6YTBO", 5), ("GEZDGNBVGY3TQOJQG", 10), ("GEZDGNBVGY3TQOJQGEZ", 11),
  ])
  func `bits beyond the last byte are left out`(text: String, count: Int) throws {
    #expect(try Secret(base32: text).count == count)
  }

  @Test(arguments: ["0", "1", "8", "9", "!", "_", "/", "é", "\u{0}", "@", "[", "`", "{"])
  func `another character is refused at its position`(character: String) {
    let refusal = #expect(throws: Base32.InvalidCharacter.self) {
      try Secret(base32: "MZXW" + character + "YTB")
    }
    #expect(refusal?.position == 4)
  }

  @Test func `any bytes come back`() throws {
    for count in 0...80 {
      let bytes = RandomBytes.make(count: count)
      let text = encoded(bytes)
      #expect(text.utf8.count == Base32.encodedLength(count))
      #expect(try Secret(base32: text).bytes == bytes)
    }
  }

  private func encoded(_ bytes: [UInt8]) -> String {
    let text = [UInt8](capacity: Base32.encodedLength(bytes.count)) { output in
      Base32.encode(bytes.span, into: &output)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
