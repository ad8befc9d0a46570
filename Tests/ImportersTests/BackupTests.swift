import Authenticator
import Fixtures
import Secrets
import TestSupport
import Testing

@testable import Importers

/// The formats that have their fixtures elsewhere: in `URIListTests` and `MigrationTests`.
private let others = ["otpauth URIs and Google Authenticator"]

@Suite struct `A backup of another app` {
  static let backups = ImportFormat.catalogue.map(\.name).filter { !others.contains($0) }
    .flatMap { Backup.all(of: $0) }

  @Test(arguments: backups)
  func `gives its accounts, and names what it cannot give`(backup: Backup) throws {
    let recognised = try backup.recognised()
    #expect(recognised.name == backup.format)
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
    let bytes = backup.bytes
    for count in stride(from: 0, to: bytes.count, by: max(bytes.count / 20, 1)) {
      try readHostile(Array(bytes.prefix(count)), of: backup)
    }
  }

  @Test(arguments: backups)
  func `that was changed is read in part, or refused`(backup: Backup) throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<30 { try readHostile(mutated(backup.bytes, using: &random), of: backup) }
  }

  /// Reads with keys that cost nothing, so that what stands behind them is reached or refused at
  /// once; every account that comes is sound.
  private func readHostile(_ bytes: [UInt8], of backup: Backup) throws {
    let password = backup.password.isEmpty ? nil : Secret(text: backup.password)
    let context = ImportContext(arena: SecretArena(), password: password) {
      (_, _, _, length) throws(ImportError) in
      Secret(bytes: [UInt8](repeating: 7, count: length))
    }
    let document = ImportDocument(Secret(bytes: bytes))
    guard let recognised = try? Importers.recognise(document),
      let result = try? recognised.read(context)
    else { return }
    for read in result.accounts { try read.account.requireSound() }
  }
}

extension Backup {
  fileprivate func recognised() throws -> RecognisedImport {
    try Importers.recognise(ImportDocument(Secret(bytes: bytes)))
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
