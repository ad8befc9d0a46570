internal import Authenticator

/// All accounts, in order, and what is kept but not understood.
struct ListAccounts: VaultRequest {
  static let name = "list"

  var value: Value { .null }

  init() {}

  init?(_ value: Value) {
    guard case .null = value else { return nil }
  }

  func answer(from opened: inout OpenVault) -> AccountList {
    AccountList(opened.vault)
  }
}

/// What a vault holds, without its secrets.
struct AccountList: Transferable {
  /// The live accounts: pinned ones first, then by issuer and name.
  let accounts: [PublicAccount]
  /// Those in the trash, in the same order.
  let trash: [PublicAccount]
  /// What to tell of each entry that this version keeps but does not understand.
  let notes: [String]

  init(_ vault: Vault) {
    accounts = vault.accounts.map { PublicAccount($0) }
    trash = vault.trash.map { PublicAccount($0) }
    notes = vault.opaqueRecords.map(\.note)
  }

  var value: Value { .parts(accounts, trash, notes) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 3), let accounts: [PublicAccount] = parts.next(),
      let trash: [PublicAccount] = parts.next(), let notes: [String] = parts.next()
    else { return nil }
    (self.accounts, self.trash, self.notes) = (accounts, trash, notes)
  }
}

extension AccountList {
  /// Says what to do where there is no account to show.
  func noteEmptiness() {
    Standard.note(
      trash.isEmpty
        ? "no accounts yet; fob add asks for one, fob import reads pictures"
        : "no accounts; \(trash.count) in the trash (fob list --trash)")
  }

  /// Names what this version keeps but does not understand.
  func noteOpaqueRecords() {
    for note in notes { Standard.note(note) }
  }
}

extension OpaqueRecord {
  fileprivate var note: String {
    "one entry is kept but not understood: \(label ?? "no name") (\(reason))"
  }

  private var reason: String {
    switch fault {
    case .malformed: "it is malformed"
    case .unknownCore: "a newer fob made it"
    case .stampTooLate: "it is dated after the year 2199"
    }
  }
}

/// The latest changes, newest first.
struct ListChanges: VaultRequest {
  static let name = "changes"

  var value: Value { .null }

  init() {}

  init?(_ value: Value) {
    guard case .null = value else { return nil }
  }

  func answer(from opened: inout OpenVault) -> [PublicChange] {
    opened.vault.history.map { PublicChange($0, in: opened.vault) }
  }
}

/// One change, without the values that it replaced.
struct PublicChange: Transferable {
  /// Counts up from 1 in this vault file.
  let number: UInt64
  /// Unix time in seconds.
  let time: UInt64
  /// What the user did.
  let verb: String
  /// The accounts that it touched, as they stand now; `nil` for each that was purged since.
  let accounts: [PublicAccount?]

  init(_ change: Change, in vault: Vault) {
    (number, time, verb) = (change.number, change.time, change.verb)
    accounts = vault.accounts(touchedBy: change).map { $0.map { PublicAccount($0) } }
  }

  var value: Value { .parts(number, time, verb, accounts) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 4), let number: UInt64 = parts.next(),
      let time: UInt64 = parts.next(), let verb: String = parts.next(),
      let accounts: [PublicAccount?] = parts.next()
    else { return nil }
    (self.number, self.time, self.verb, self.accounts) = (number, time, verb, accounts)
  }
}
