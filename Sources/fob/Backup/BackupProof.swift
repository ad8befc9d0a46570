internal import Authenticator

/// What a backup gives back, account by account: a code of each, and whether the vault has the same.
struct BackupProof {
  /// An account that does not come back as it should.
  struct Fault {
    let label: String
    let reason: String
  }

  /// How many accounts the backup holds, those in the trash left out.
  let count: Int
  let faults: [Fault]
  /// The vault's accounts that are not in it, newer than the backup or not.
  let missing: [PublicAccount]
  /// When the backup was made, Unix time in seconds.
  let made: UInt64?

  /// Computes a code of each account.
  ///
  /// - Parameters:
  ///   - backup: the opened backup.
  ///   - session: the vault to compare with; `nil` for none.
  ///   - seconds: Unix time of the codes.
  /// - Throws: `Failure` where the vault does not answer.
  init(
    of backup: borrowing BackupFile, against session: (any VaultSession)?, at seconds: UInt64
  ) throws {
    let accounts = backup.vault.accounts
    let entries = accounts.map(\.entry)
    let codes = try session?.perform(ComputeCodes(entries, at: seconds))
    faults = accounts.enumerated().compactMap { index, stored in
      BackupProof.reason(stored.account, at: seconds, vaults: codes?[index]).map {
        Fault(label: stored.label, reason: $0)
      }
    }
    let present = Set(entries)
    let live = try session?.perform(ListAccounts()).accounts ?? []
    missing = live.filter { !present.contains($0.entry) }
    (count, made) = (accounts.count, backup.vault.backupMade)
  }

  /// Those that came after the backup.
  var newer: [PublicAccount] {
    missing.filter { account in made.map { account.created >= $0 } ?? false }
  }

  /// `restores 42 of 42 accounts; 3 newer ones are not in it`
  var text: String {
    let older = missing.count - newer.count
    let restored = "restores \(count - faults.count) of \(counted(count, "account"))"
    return [
      restored, BackupProof.absence(newer.count, "newer"), BackupProof.absence(older, "older"),
    ].compactMap(\.self).joined(separator: "; ")
  }

  private static func absence(_ count: Int, _ age: String) -> String? {
    guard count > 0 else { return nil }
    return "\(count) \(age) \(count == 1 ? "one is" : "ones are") not in it"
  }

  /// Why an account does not come back; `nil` where it does. What gives no code in the vault either,
  /// since its PIN is not known, is back as it was.
  private static func reason(
    _ account: Account, at seconds: UInt64, vaults: CodeAnswer??
  ) -> String? {
    guard account.credential.type != .hotp else {
      let code = try? account.credential.code(counter: account.counter)
      return code == nil ? "it gives no code" : nil
    }
    switch (CodeAnswer(of: account, at: seconds), vaults ?? nil) {
    case (.code(let restored), .code(let known)):
      return restored.code == known.code ? nil : "its code is not the vault's"
    case (.code, _): return nil
    case (.unavailable, .unavailable): return nil
    case (.unavailable(let failure), _): return failure.message
    }
  }
}
