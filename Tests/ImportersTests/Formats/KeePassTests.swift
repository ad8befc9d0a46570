import Authenticator
import Fixtures
import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `A KeePass database` {
  private static let backups = Dictionary(
    uniqueKeysWithValues: Backup.all(of: "KeePass").map { ($0.name, $0) })

  private static func bytes(_ name: String) throws -> [UInt8] {
    try #require(backups["keepass/\(name).kdbx"]).bytes
  }

  private static func open(_ bytes: [UInt8], with password: String?) throws -> ImportResult {
    try Importers.recognise(ImportDocument(Secret(bytes: bytes)))
      .read(into: SecretArena(), password: password.map { Secret(text: $0) })
  }

  private static let password = "correct horse Ω"

  @Test(arguments: [30, 60, 200])
  func `of version 4 with a changed header is damaged, whatever the password`(
    place: Int
  ) throws {
    var bytes = try Self.bytes("kdbx4-aes-argon2d")
    bytes[place] ^= 1
    for password in [Self.password, "wrong"] {
      #expect(throws: ImportError.damaged(.structure)) {
        try Self.open(bytes, with: password)
      }
    }
  }

  @Test(arguments: ["kdbx4-aes-argon2d", "kdbx4-chacha20-argon2id", "kdbx4-twofish-aeskdf"])
  func `with a changed block is damaged`(name: String) throws {
    var bytes = try Self.bytes(name)
    bytes[bytes.count / 2] ^= 1
    #expect(throws: ImportError.damaged(.cipher)) {
      try Self.open(bytes, with: Self.password)
    }
  }

  @Test func `of version 3 with a changed block is damaged`() throws {
    var bytes = try Self.bytes("kdbx3-aes")
    bytes[bytes.count / 2] ^= 1
    #expect(throws: ImportError.damaged(.cipher)) {
      try Self.open(bytes, with: Self.password)
    }
  }

  @Test func `without its last block is damaged`() throws {
    let bytes = try Self.bytes("kdbx4-aes-argon2d")
    #expect(throws: ImportError.damaged(.structure)) {
      try Self.open(Array(bytes.dropLast(36)), with: Self.password)
    }
  }

  @Test func `that asks for far too many rounds is refused before any password`() throws {
    let bytes = try Self.bytes("kdbx3-aes")
    let rounds: [UInt8] = [6, 8, 0, 0xE8, 3, 0, 0, 0, 0, 0, 0]
    let place = try #require(
      bytes.indices.first { Array(bytes[$0...].prefix(rounds.count)) == rounds })
    var changed = bytes
    changed[place + 10] = 0x7F
    #expect(throws: ImportError.tooCostly) { try Self.open(changed, with: nil) }
  }

  @Test(arguments: [(4, UInt8(0x65)), (10, UInt8(9)), (10, UInt8(2))])
  func `of another version tells the way out`(place: Int, value: UInt8) throws {
    var bytes = try Self.bytes("kdbx4-aes-argon2d")
    bytes[place] = value
    #expect { try Self.open(bytes, with: Self.password) } throws: { error in
      guard case .refused(let explanation) = error as? ImportError else { return false }
      return explanation.message.contains("KeePass") || explanation.message.contains("KDBX")
    }
  }

  private static func open(
    _ name: String, with password: String?, and keyFile: String?
  ) throws -> ImportResult {
    let folder = "Backups/keepass/key-files/"
    let file = keyFile.map { Secret(bytes: Fixture.bytes(of: folder + $0 + ".keyx")) }
    let database = Secret(bytes: Fixture.bytes(of: folder + name + ".kdbx"))
    return try Importers.recognise(ImportDocument(database)).read(
      ImportContext(
        arena: SecretArena(), password: password.map { Secret(text: $0) }, keyFile: file))
  }

  @Test(arguments: [
    ("kdbx4", "raw"), ("kdbx4", "digits"), ("kdbx4", "version1"), ("kdbx4", "version2"),
    ("kdbx3", "version2"), ("any", "any"),
  ])
  func `may need a key file beside its password`(name: String, keyFile: String) throws {
    let result = try Self.open(name, with: Self.password, and: keyFile)
    #expect(result.accounts.map(\.account.name) == ["alice@example.com"])
    #expect(throws: ImportError.needsPassword) { try Self.open(name, with: nil, and: keyFile) }
    for (password, file) in [(Self.password, nil), ("wrong", keyFile), ("", keyFile)] {
      #expect(throws: ImportError.wrongPassword) { try Self.open(name, with: password, and: file) }
    }
    let other = keyFile == "any" ? "raw" : "any"
    #expect(throws: ImportError.wrongPassword) {
      try Self.open(name, with: Self.password, and: other)
    }
  }

  @Test(arguments: [nil, ""] as [String?])
  func `may need a key file alone`(password: String?) throws {
    #expect(try Self.open("alone", with: password, and: "raw").accounts.count == 1)
  }

  @Test func `is not opened with a damaged key file, which says so`() {
    #expect {
      try Self.open("kdbx4", with: Self.password, and: "damaged")
    } throws: { error in
      guard case .refused(let explanation) = error as? ImportError else { return false }
      return explanation.message.contains("key file is damaged")
    }
  }

  private static func xml(_ strings: [(String, String)]) -> String {
    let fields = strings.map { "<String><Key>\($0)</Key><Value>\($1)</Value></String>" }.joined()
    return "<KeePassFile><Root><Group><Entry>\(fields)</Entry></Group></Root></KeePassFile>"
  }

  @Test func `has a code once that an entry has in several forms`() throws {
    let text = Self.xml([
      ("Title", "Service"), ("UserName", "alice"), ("TOTP Settings", "30;6"),
      ("otp", "otpauth://totp/Other:name?secret=JBSWY3DPEHPK3PXP&amp;period=30"),
      ("TOTP Seed", "jbsw y3dp ehpk 3pxp"), ("TimeOtp-Secret-Base32", "JBSWY3DPEHPK3PXQ"),
    ])
    let result = try Self.open(Array(text.utf8), with: nil)
    #expect(result.accounts.map(\.account.name) == ["name", "alice"])
  }

  @Test func `has codes in Strongbox's notes`() throws {
    let text = Self.xml([
      ("Title", "Service"),
      ("Notes", "mine\n---\nStrongbox TOTP Auth URL: [otpauth://totp/a?secret=JBSWY3DPEHPK3PXP]"),
    ])
    let read = try #require(try Self.open(Array(text.utf8), with: nil).accounts.first)
    #expect(read.account.name == "a" && read.account.issuer == "Service")
    #expect(read.account.note.hasPrefix("mine") && !read.account.note.contains("JBSW"))
  }

  /// Names are looked up once for an entry, not once for each of its codes.
  @Test func `may have very many codes in one entry`() throws {
    let codes = (0..<3000).map {
      ("f\($0)", "otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&amp;c=\($0)")
    }
    let text = Array(Self.xml(codes + [("Title", "Service")]).utf8)
    var result = ImportResult()
    let time = try ContinuousClock().measure { result = try Self.open(text, with: nil) }
    #expect(result.accounts.count == 1 && time < .seconds(30))
  }
}
