import Authenticator
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `A text` {
  private static let csv =
    "Title,URL,Username,Password,Notes,OTPAuth\r\nNäh,,alice,,,otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ\r\n"
  private static let json =
    #"[{"secret":"GEZDGNBVGY3TQOJQ","label":"alice","issuer":"Näh","type":"TOTP"}]"#
  private static let uri = "otpauth://totp/N%C3%A4h:alice?secret=GEZDGNBVGY3TQOJQ"

  private static func utf16(_ text: String, isLittle: Bool, marked: Bool) -> [UInt8] {
    (marked ? "\u{FEFF}" + text : text).utf16.flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return isLittle ? bytes : bytes.reversed()
    }
  }

  private func names(_ bytes: [UInt8]) throws -> [String] {
    try read(bytes).accounts.map { $0.account.issuer + "/" + $0.account.name }
  }

  @Test(arguments: [csv, json, uri, "\r\n" + uri + "\r\n"])
  func `may be in UTF-16, as PowerShell writes it`(text: String) throws {
    let wanted = try names(Array(text.utf8))
    #expect(wanted.count == 1)
    for (isLittle, marked) in [(true, true), (true, false), (false, true), (false, false)] {
      guard marked || !text.hasPrefix("\r") else { continue }
      #expect(try names(Self.utf16(text, isLittle: isLittle, marked: marked)) == wanted)
    }
    #expect(try names(Self.utf16(text, isLittle: true, marked: true) + [0x0A]) == wanted)
  }

  @Test(arguments: [csv, json, uri])
  func `may have a mark before it, zeros behind it, and other line ends`(text: String) throws {
    let wanted = try names(Array(text.utf8))
    #expect(try names(Array(("\u{FEFF}" + text).utf8)) == wanted)
    #expect(try names(Array(text.utf8) + [0]) == wanted)
    #expect(try names(Array(text.utf8) + [UInt8](repeating: 0, count: 512)) == wanted)
    #expect(try names(Array(text.utf8).filter { $0 != 13 }) == wanted)
    #expect(try names(Array(text.utf8).filter { $0 != 10 }) == wanted)
  }

  @Test(arguments: [csv, json])
  func `may be in Windows' old coding, or in both`(text: String) throws {
    let old = text.unicodeScalars.map { UInt8($0.value) }
    #expect(try names(old) == names(Array(text.utf8)))
    let both = Array(text.utf8) + [0x0A, 0x0A]
    #expect(ImportDocument(Secret(bytes: both + [0x80])).text?.hasSuffix("€") ?? false)
  }

  @Test(arguments: [
    [UInt8](repeating: 0, count: 9), [0xFF, 0xFE, 1, 0, 2, 0], [0, 0x61, 0, 1],
    (0..<200).map { UInt8($0) }, [UInt8](repeating: 0xE9, count: 40), [0x1F, 0x8B, 8, 0, 1, 2],
    Array("SQLite format 3\0".utf8), Array("BM1234\0\0\0\0".utf8),
  ])
  func `is not made of what is none`(bytes: [UInt8]) {
    #expect(ImportDocument(Secret(bytes: bytes)).content.bytes == bytes)
  }

  /// `gzip -n` of one URI.
  @Test func `may be compressed`() throws {
    let bytes = try #require(
      Hexadecimal.decode(
        "1f8b0800000000000203cb2f29482c2dc9b0d2d72fc92f29d08fca2cb04accc94c4eb52f4e4d2e4a2db175778d72"
          + "71f7730a738f340e09f4f70ae40200b690593f31000000"))
    #expect(try names(bytes) == ["Zip/alice"])
    #expect(throws: ImportError.self) { try names(Array(bytes.dropLast(20))) }
  }
}
