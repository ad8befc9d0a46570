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

  /// Only the password is asked for, and the format cannot tell that there should be more.
  @Test func `whose password is wrong may need a key file`() {
    #expect(ImportError.wrongPassword.hint.contains("key file"))
  }
}
