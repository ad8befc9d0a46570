import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `Coded bytes` {
  @Test(
    arguments: [
      ("", []), ("00ff", [0, 255]), ("AB cd-EF:01\n", [0xAB, 0xCD, 0xEF, 1]), ("0", nil),
      ("0g", nil), ("é", nil),
    ] as [(String, [UInt8]?)])
  func `may be hexadecimal`(text: String, decoded: [UInt8]?) {
    #expect(Hexadecimal.decode(text) == decoded)
  }

  @Test(
    arguments: [
      ("", []), ("Zg==", [0x66]), ("Zm8", [0x66, 0x6F]), ("Zm9v\r\nYmFy\n", Array("foobar".utf8)),
      ("-_8", [0xFB, 0xFF]), ("+/8=", [0xFB, 0xFF]), ("Z", nil), ("Zg=g", nil), ("Zm!v", nil),
    ] as [(String, [UInt8]?)])
  func `may be base64 with either alphabet, in lines`(text: String, decoded: [UInt8]?) {
    #expect(Base64.decode(text) == decoded)
  }

  @Test(
    arguments: [
      ([0x61, 0xC3, 0xA9], "aé"), ([0xEF, 0xBB, 0xBF, 0x61], "a"),
      ([0xE9], nil), ([0xFF, 0xFE, 0x61, 0], nil),
    ] as [([UInt8], String?)])
  func `may be text in UTF-8`(bytes: [UInt8], text: String?) {
    #expect(String(text: bytes.span) == text)
  }
}

@Suite struct `Compressed bytes` {
  /// `zlib.compress`, `gzip.compress` and a raw stream of Python, of 1000 zeros.
  static let zeros: [(form: Inflation.Form, bytes: [UInt8])] = [
    (.zlib, bytes(hex: "78da63601805a360140c77000003e80001")),
    (.gzip, bytes(hex: "1f8b080000000000020363601805a360140c77000080170b06e8030000")),
    (.raw, bytes(hex: "63601805a360140c770000")),
  ]

  @Test(arguments: zeros.indices)
  func `become what they were`(index: Int) throws {
    let (form, compressed) = Self.zeros[index]
    let expanded = try Inflation.expand(Secret(bytes: compressed), form)
    #expect(expanded.bytes == [UInt8](repeating: 0, count: 1000))
    let followed = try Inflation.expand(Secret(bytes: compressed + [1, 2, 3]), form)
    #expect(followed == expanded)
  }

  @Test(arguments: zeros.indices)
  func `become no more than they may`(index: Int) throws {
    let (form, compressed) = Self.zeros[index]
    #expect(try Inflation.expand(Secret(bytes: compressed), form, limit: 1000).count == 1000)
    #expect(throws: ImportError.tooLarge) {
      try Inflation.expand(Secret(bytes: compressed), form, limit: 999)
    }
  }

  @Test(arguments: zeros.indices)
  func `that are cut off are damage`(index: Int) {
    let (form, compressed) = Self.zeros[index]
    for count in compressed.indices {
      #expect(throws: ImportError.damaged(.compression)) {
        try Inflation.expand(Secret(bytes: Array(compressed.prefix(count))), form)
      }
    }
  }
}
