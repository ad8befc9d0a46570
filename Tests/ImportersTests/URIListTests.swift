import Authenticator
import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `A list of URIs` {
  private let one = "otpauth://totp/One:a?secret=JBSWY3DPEHPK3PXP"
  private let two = "otpauth://hotp/Two:b?secret=JBSWY3DPEHPK3PXP&counter=3"

  @Test(arguments: ["\n", "\r\n", "\n\n", " \n\t", "\n# a comment\n", "\n#otpauth://totp/x\n"])
  func `has a URI a line, blank lines and comments`(separator: String) throws {
    let result = try read("\u{FEFF}  \(one)\(separator)\(two)\(separator)")
    #expect(result.accounts.map(\.account.issuer) == ["One", "Two"])
    #expect(result.skipped == [])
  }

  @Test func `may be a single URI`() throws {
    #expect(try read(one).accounts.map(\.account.name) == ["a"])
    #expect(try read("steam://JBSWY3DPEHPK3PXP").accounts.map(\.account.issuer) == ["Steam"])
    #expect(try read("motp://A:b?secret=e3152afee62599c8").accounts.count == 1)
  }

  @Test func `may be what zbarimg prints`() throws {
    let result = try read("QR-Code:\(one)\nQR-Code: \(two)\n")
    #expect(result.accounts.map(\.account.issuer) == ["One", "Two"])
  }

  @Test func `gives the same URI once`() throws {
    let result = try read("\(one)\n\(two)\n\(one)&digits=6")
    #expect(result.accounts.map(\.account.issuer) == ["One", "Two"])
  }

  @Test func `keeps what is unusual beside its account`() throws {
    let result = try read(one + "&digits=3")
    #expect(result.accounts.map(\.warnings) == [[.unusualDigits(3)]])
  }

  @Test func `may have names that are not UTF-8`() throws {
    let bytes = Array("otpauth://totp/Caf".utf8) + [0xE9] + Array("?secret=JBSWY3DPEHPK3PXP".utf8)
    #expect(try read(bytes).accounts.map(\.account.name) == ["Caf\u{FFFD}"])
  }

  @Test func `may have migration codes among its lines`() throws {
    var code = MigrationCode()
    code.add(name: "c", issuer: "Three")
    let result = try read("\(one)\n\(code.uri)\n\(two)")
    #expect(result.accounts.map(\.account.issuer) == ["One", "Three", "Two"])
  }

  @Test(
    arguments: [
      ("otpauth://totp/Bad:x?secret=!", "Bad:x", .account(.badSecret)),
      ("otpauth://ocra/Bad:x?secret=ME", "Bad:x", .account(.unknownType)),
      ("otpauth://totp/Bad:x?secret=", "Bad:x", .account(.missingSecret)),
      ("JBSWY3DPEHPK3PXP", "", .content(.text)), ("https://example.com", "", .content(.webAddress)),
      ("phonefactor://activate_account?code=1", "", .content(.phoneFactor)),
      ("duo://code", "", .content(.duo)), ("steam://JBSW!", "", .account(.badSecret)),
      ("otpauth-migration://x", "", .noMigrationData),
    ] as [(String, String, SkipReason)])
  func `names what it cannot read, and reads the rest`(
    line: String, name: String, reason: SkipReason
  ) throws {
    let result = try read("\(one)\n\n\(line)\n\(two)")
    #expect(result.accounts.map(\.account.issuer) == ["One", "Two"])
    #expect(result.skipped == [SkippedEntry(line: 3, name: name, reason: reason)])
  }
}

@Suite struct `Text that is no list` {
  @Test func `has one URI among ten thousand other lines`() {
    let text = String(repeating: "text\n", count: 10_001) + "steam://JBSWY3DPEHPK3PXP"
    #expect(throws: ImportError.unrecognised(.text)) { try read(text) }
  }
}

@Suite struct `A long text` {
  /// Each format looks at a part of it, or at its bytes; none splits it by characters.
  @Test(arguments: ["x", "word word\n", "a: b\n- c: d\n", "a,b;c\n", "<p>é</p>\n"])
  func `that is no known format is refused quickly`(part: String) {
    let text = String(repeating: part, count: 2_000_000 / part.utf8.count)
    let time = ContinuousClock().measure {
      #expect(throws: ImportError.self) { try read(text) }
    }
    #expect(time < .seconds(60))
  }
}

@Suite struct `Bytes that are no known format` {
  @Test(
    arguments: [
      ([], .empty), (Array(" \r\n".utf8), .empty),
      ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], .picture),
      ([0xFF, 0xD8, 0xFF, 0xE0], .picture), (Array("GIF89a".utf8), .picture),
      (Array("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ".utf8), .picture),
      (Array("P6\n2 2\n255\n".utf8), .picture),
      (Array("BM1234\0\0\0\0".utf8), .picture), ([0x49, 0x49, 0x2A, 0], .picture),
      (Array("\0\0\0\u{18}ftypheic".utf8), .picture), (Array("BMW 1234".utf8), .text),
      (Array("%PDF-1.7".utf8), .pdf), (Array(" {\"a\": 1}".utf8), .json), (Array("[]".utf8), .json),
      ([0x50, 0x4B, 3, 4], .zip), (Array("SQLite format 3\0".utf8), .sqlite),
      (Array("\u{7F}ELF".utf8) + [2, 1, 1, 0], .program),
      ([0x89] + Array("fob\r\n\u{1A}\n".utf8), .vault),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4], .compressed),
      ([UInt8](repeating: 0, count: 4096) + (1...255), .binary),
      (Array(String(repeating: "x", count: 4096).utf8), .text),
      (Array("http://example.com".utf8), .webAddress),
      (Array("HTTPS://example.com/otpauth://totp/x".utf8), .webAddress),
      (Array("phonefactor://activate_account?code=1".utf8), .phoneFactor),
      (Array("duo://x".utf8), .duo),
      (Array("JBSWY3DPEHPK3PXP".utf8), .text), (Array("\u{FEFF}plain".utf8), .text),
      ([0, 1, 2, 3], .binary), ([0xFF, 0xFE, 0x6F, 0], .text), ([0xFF, 0xFE, 1, 0], .binary),
      ([0x89, 0x50, 0x4E, 0x47, 10] + Array("otpauth://totp/x?secret=ME".utf8), .picture),
    ] as [([UInt8], Content)])
  func `are told for what they are`(bytes: [UInt8], content: Content) {
    #expect(throws: ImportError.unrecognised(content)) { try read(bytes) }
  }

  @Test(arguments: Content.allCases)
  func `come with a message and a hint`(content: Content) {
    let error = ImportError.unrecognised(content)
    #expect(error.message.contains(content.label) && !error.hint.isEmpty)
  }
}
