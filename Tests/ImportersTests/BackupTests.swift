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
  "OTP Auth for iOS",
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
  func `that is cut off is read in part, or refused`(backup: Backup) {
    let bytes = backup.bytes
    let keys = KeyMemory()
    let password = backup.password.isEmpty ? nil : Secret(text: backup.password)
    for count in stride(from: 0, to: bytes.count, by: max(bytes.count / 40, 1)) {
      let document = ImportDocument(Secret(bytes: Array(bytes.prefix(count))))
      let context = ImportContext(arena: SecretArena(), password: password, derive: keys.derive)
      _ = try? Importers.recognise(document).read(context)
    }
  }
}

/// Derives each key once: some formats have a fixed cost, and a file is cut off forty times.
private final class KeyMemory {
  private var keys: [String: Secret] = [:]

  func derive(
    _ derivation: ForeignDerivation, _ password: Secret, _ salt: [UInt8], _ length: Int
  ) throws(ImportError) -> Secret {
    let name = "\(derivation) \(password.bytes) \(salt) \(length)"
    if let key = keys[name] { return key }
    let key = try derivation.key(from: password, salt: salt, length: length)
    keys[name] = key
    return key
  }
}

extension Backup {
  fileprivate func recognised() throws -> RecognisedImport {
    let content = Secret(bytes: bytes)
    // An archive or a database is kept as fob-unpack prints it.
    return try Importers.recognise(.unpacked(content) ?? ImportDocument(content))
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
