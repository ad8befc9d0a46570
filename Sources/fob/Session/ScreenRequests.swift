internal import Authenticator

/// What the live screen remembers from one time to the next.
struct ScreenSettings: Transferable, Equatable {
  /// Whether codes are hidden until they are asked for.
  var hidesCodes: Bool
  /// The order of the accounts.
  var order: Settings.Order
  /// Seconds without a key after which it locks.
  var timeout: UInt64
  /// When a password opened the vault last, in Unix seconds.
  var passwordTyped: UInt64?
  /// When a backup was proven to restore last, in Unix seconds.
  var backupProven: UInt64?
  /// How many accounts are newer than that backup.
  var accountsAfterBackup: Int
  /// When accounts were used last.
  var uses: [AccountUse]

  init(_ vault: Vault) {
    let settings = vault.settings
    (hidesCodes, order) = (settings.hidesCodes, settings.sort)
    (timeout, passwordTyped) = (settings.screenTimeout, settings.passwordTyped)
    (backupProven, accountsAfterBackup) = (settings.backupProven, vault.accountsAfterBackup)
    uses = settings.lastUse.map { AccountUse(entry: $0.key, time: $0.value) }
  }

  var value: Value {
    .parts(
      hidesCodes, order.rawValue, timeout, passwordTyped, backupProven, accountsAfterBackup, uses)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 7), let hidesCodes: Bool = parts.next(),
      let order = (parts.next() as String?).flatMap(Settings.Order.init(rawValue:)),
      let timeout: UInt64 = parts.next(), let passwordTyped: UInt64? = parts.next(),
      let backupProven: UInt64? = parts.next(), let accountsAfterBackup: Int = parts.next(),
      let uses: [AccountUse] = parts.next()
    else { return nil }
    (self.hidesCodes, self.order, self.timeout) = (hidesCodes, order, timeout)
    (self.passwordTyped, self.backupProven) = (passwordTyped, backupProven)
    (self.accountsAfterBackup, self.uses) = (accountsAfterBackup, uses)
  }
}

/// When an account was used.
struct AccountUse: Transferable, Equatable {
  let entry: EntryID
  /// Unix time in seconds.
  let time: UInt64

  var value: Value { .parts(entry, time) }

  init(entry: EntryID, time: UInt64) { (self.entry, self.time) = (entry, time) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let entry: EntryID = parts.next(),
      let time: UInt64 = parts.next()
    else { return nil }
    self.init(entry: entry, time: time)
  }
}

/// Tells what the live screen remembers.
struct ReadScreenSettings: VaultRequest {
  static let name = "screen-settings"
  /// The screen asks by itself.
  static let isUse = false

  var value: Value { .null }

  init() {}

  init?(_ value: Value) {
    guard case .null = value else { return nil }
  }

  func answer(from opened: inout OpenVault) -> ScreenSettings {
    ScreenSettings(opened.vault)
  }
}

/// Keeps what the live screen remembers: all but the timeout, which is set elsewhere.
struct KeepScreenSettings: VaultRequest {
  static let name = "keep-screen-settings"

  let hidesCodes: Bool
  let order: Settings.Order
  /// Those since the last time; older ones stay.
  let uses: [AccountUse]

  var value: Value { .parts(hidesCodes, order.rawValue, uses) }

  init(hidesCodes: Bool, order: Settings.Order, uses: [AccountUse]) {
    (self.hidesCodes, self.order, self.uses) = (hidesCodes, order, uses)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 3), let hidesCodes: Bool = parts.next(),
      let order = (parts.next() as String?).flatMap(Settings.Order.init(rawValue:)),
      let uses: [AccountUse] = parts.next()
    else { return nil }
    self.init(hidesCodes: hidesCodes, order: order, uses: uses)
  }

  func answer(from opened: inout OpenVault) throws -> Nothing {
    try opened.update { vault in
      // What is as it is by default is not written down, until it was something else.
      if vault.settings.hidesCodes != hidesCodes { vault.settings.hidesCodes = hidesCodes }
      if vault.settings.sort != order { vault.settings.sort = order }
      for use in uses where vault[use.entry] != nil {
        vault.settings.noteUse(of: use.entry, at: use.time)
      }
    }
    return Nothing()
  }
}
