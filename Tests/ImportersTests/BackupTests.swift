import Authenticator
import Fixtures
import Secrets
import TestSupport
import Testing

@testable import Importers

/// The formats that have their fixtures elsewhere, or give no accounts themselves: see
/// `URIListTests`, `MigrationTests` and `Formats`.
private let others = [
  "otpauth URIs and Google Authenticator", "SQLCipher database", "Battle.net serial",
  "Yubico Authenticator",
]

@Suite struct `A backup of another app` {
  static let backups = ImportFormat.catalogue.map(\.name).filter { !others.contains($0) }
    .flatMap { Backup.all(of: $0) }

  @Test(arguments: backups)
  func `gives its accounts, and names what it cannot give`(backup: Backup) throws {
    let recognised = try backup.recognised()
    #expect(recognised.name.split(separator: " or ").contains { $0 == backup.format })
    let password = backup.password.isEmpty ? nil : Secret(text: backup.password)
    let result = try recognised.read(into: SecretArena(), password: password)
    var (accounts, skipped, others): ([[String]], [[String]], Int) = ([], [], 0)
    for entry in backup.entries {
      switch entry {
      case .account(let fields): accounts.append(fields)
      case .skipped(let name, let reason): skipped.append([name, reason])
      case .others(let count): others = count
      }
    }
    #expect(result.accounts.map(\.fields) == accounts)
    #expect(result.skipped.map { [$0.name, $0.why] } == skipped)
    #expect(result.otherEntries == others)
  }

  @Test(arguments: backups.filter { !$0.password.isEmpty })
  func `says whether a password is missing or wrong`(backup: Backup) throws {
    let recognised = try backup.recognised()
    #expect(throws: ImportError.needsPassword) { try recognised.read(into: SecretArena()) }
    for wrong in ["", "wrong", backup.password + " "] {
      #expect(throws: ImportError.wrongPassword) {
        try recognised.read(into: SecretArena(), password: Secret(text: wrong))
      }
    }
  }

  /// It may even be whole without its last bytes: then it gives the same.
  @Test(arguments: backups)
  func `that is cut off is read in part, or refused`(backup: Backup) throws {
    let (bytes, keys) = (backup.bytes, KeyMemory())
    for count in [bytes.count] + stride(from: 0, to: bytes.count, by: max(bytes.count / 20, 1)) {
      try readHostile(Array(bytes.prefix(count)), of: backup, keys)
    }
  }

  @Test(arguments: backups)
  func `that was changed is read in part, or refused`(backup: Backup) throws {
    var random = SeededGenerator(seed: 5)
    let keys = KeyMemory()
    try readHostile(backup.bytes, of: backup, keys)
    for _ in 0..<30 { try readHostile(mutated(backup.bytes, using: &random), of: backup, keys) }
  }

  /// Every account that comes is sound.
  private func readHostile(_ bytes: [UInt8], of backup: Backup, _ keys: KeyMemory) throws {
    let password = backup.password.isEmpty ? nil : Secret(text: backup.password)
    let context = ImportContext(arena: SecretArena(), password: password, derive: keys.derive)
    let recognised = try? Importers.recognise(backup.document(bytes))
    keys.isWhole = bytes == backup.bytes
    let result = try? recognised?.read(context)
    for read in result?.accounts ?? [] { try read.account.requireSound() }
  }
}

/// The keys of a whole file, derived once; any other costs nothing, and is wrong.
private final class KeyMemory {
  private var keys: [String: Secret] = [:]
  var isWhole = true

  func derive(
    _ derivation: ForeignDerivation, _ password: Secret, _ salt: [UInt8], _ length: Int
  ) throws(ImportError) -> Secret {
    let name = "\(derivation) \(password.bytes) \(salt) \(length)"
    if let key = keys[name] { return key }
    guard isWhole else { return Secret(bytes: [UInt8](repeating: 7, count: length)) }
    let key = try derivation.key(from: password, salt: salt, length: length)
    keys[name] = key
    return key
  }
}

extension Backup {
  fileprivate func recognised() throws -> RecognisedImport {
    try Importers.recognise(document(bytes))
  }

  /// An archive or a database is kept as fob-unpack prints it.
  fileprivate func document(_ bytes: [UInt8]) -> ImportDocument {
    let content = Secret(bytes: bytes)
    return .unpacked(content) ?? ImportDocument(content)
  }
}

extension ReadAccount {
  /// The account as `expected.tsv` writes it.
  fileprivate var fields: [String] {
    let credential = account.credential
    let moment = credential.type == .hotp ? Int(account.counter) : credential.period
    return [
      account.issuer, account.name, credential.type.rawValue, credential.algorithm.rawValue,
      String(credential.digits), String(moment), credential.secret.bytes.hexadecimal,
      account.pin.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "", account.note,
      account.tags.sorted().joined(separator: "|"), account.isPinned ? "pinned" : "",
      isTrashed ? "trashed" : "",
    ]
  }
}

extension SkippedEntry {
  /// The reason's name in the source.
  fileprivate var why: String {
    switch reason {
    case .account(let error): "\(error)"
    case .content, .noMigrationData, .damagedMigration, .damagedPart, .file: "\(reason)"
    case .refused: "refused"
    }
  }
}

extension [UInt8] {
  fileprivate var hexadecimal: String {
    map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
