internal import Authenticator

/// Looks for what needs doing in a vault.
struct ExamineVault: VaultRequest {
  static let name = "examine"

  var value: Value { .null }

  init() {}

  init?(_ value: Value) {
    guard case .null = value else { return nil }
  }

  func answer(from opened: inout OpenVault) -> VaultHealth {
    VaultHealth(opened.vault, sync: SyncHealth(opened))
  }
}

/// What is to be known of a vault's content, by the accounts' labels.
struct VaultHealth: Transferable {
  /// Live accounts that have the same secret.
  let sameSecrets: [[String]]
  /// Those whose secret has less than 80 bits.
  let weak: [String]
  /// Those with backup codes of which few are left, and how many.
  let fewCodes: [String]
  /// Unix time in seconds; `nil` where none was.
  let backupProven: UInt64?
  /// How many accounts are newer than that backup.
  let accountsAfterBackup: Int
  /// How it stands to other machines; `nil` where it does not sync.
  let sync: SyncHealth?

  init(_ vault: Vault, sync: SyncHealth?) {
    self.sync = sync
    let accounts = vault.accounts
    sameSecrets = vault.accountsWithOneSecret.map { $0.map(\.label) }
    weak = accounts.filter { PublicAccount($0).secretBits < 80 }.map(\.label)
    fewCodes = accounts.compactMap { stored in
      let codes = vault.backupCodes(of: stored.entry)
      let isLow = !codes.isEmpty && codes.left <= AccountCodes.few
      return isLow ? "\(stored.label) (\(codes.left == 0 ? "none" : "\(codes.left)") left)" : nil
    }
    backupProven = vault.settings.backupProven
    accountsAfterBackup = vault.accountsAfterBackup
  }

  var value: Value { .parts(sameSecrets, weak, fewCodes, backupProven, accountsAfterBackup, sync) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 6), let sameSecrets: [[String]] = parts.next(),
      let weak: [String] = parts.next(), let fewCodes: [String] = parts.next(),
      let backupProven: UInt64? = parts.next(), let accountsAfterBackup: Int = parts.next(),
      let sync: SyncHealth? = parts.next()
    else { return nil }
    self.sync = sync
    (self.sameSecrets, self.weak, self.fewCodes) = (sameSecrets, weak, fewCodes)
    (self.backupProven, self.accountsAfterBackup) = (backupProven, accountsAfterBackup)
  }

  /// The first of many labels.
  static func list(_ labels: [String]) -> String {
    let more = labels.count > 5 ? ", and \(labels.count - 5) more" : ""
    return labels.prefix(5).joined(separator: ", ") + more
  }
}
