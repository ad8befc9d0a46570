internal import Authenticator
internal import Secrets

/// How many backup codes accounts have.
struct CountBackupCodes: VaultRequest {
  static let name = "count backup codes"

  let entries: [EntryID]

  var value: Value { .parts(entries) }

  init(_ entries: [EntryID]) { self.entries = entries }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let entries: [EntryID] = parts.next() else {
      return nil
    }
    self.init(entries)
  }

  /// One for each entry, in their order.
  func answer(from opened: inout OpenVault) -> [BackupCodeCount] {
    entries.map { BackupCodeCount(opened.vault.backupCodes(of: $0)) }
  }
}

/// How many backup codes there are.
struct BackupCodeCount: Transferable, Equatable {
  let left: Int
  let all: Int

  /// What JSON objects of accounts tell of them, where there are any.
  var pairs: [(String, JSON)] {
    all == 0 ? [] : [("backup_codes_left", .number(UInt64(left)))]
  }

  init(_ codes: [BackupCode]) { (left, all) = (codes.left, codes.count) }

  var value: Value { .parts(left, all) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let left: Int = parts.next(),
      let all: Int = parts.next()
    else { return nil }
    (self.left, self.all) = (left, all)
  }
}

/// All backup codes of an account, for a user who wants to see them.
struct ShowBackupCodes: VaultRequest {
  static let name = "show backup codes"

  let entry: EntryID

  var value: Value { .parts(entry) }

  init(_ entry: EntryID) { self.entry = entry }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let entry: EntryID = parts.next() else { return nil }
    self.init(entry)
  }

  func answer(from opened: inout OpenVault) -> [ShownBackupCode] {
    opened.vault.backupCodes(of: entry).map {
      ShownBackupCode(text: $0.text.shown, used: $0.used)
    }
  }
}

/// A backup code on its way to the screen.
struct ShownBackupCode: Transferable {
  let text: String
  /// Unix time in seconds, 0 where it is not known; `nil` for a code that is not used.
  let used: UInt64?

  init(text: String, used: UInt64?) { (self.text, self.used) = (text, used) }

  var value: Value { .parts(text, used) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let text: String = parts.next(),
      let used: UInt64? = parts.next()
    else { return nil }
    self.init(text: text, used: used)
  }
}

extension Secret {
  /// The text of a code that the user asked for; it is printable ASCII.
  fileprivate var shown: String { withBytes { String(decoding: $0.copy, as: UTF8.self) } }
}

/// Takes the next backup code; it is told once its mark is on the disk.
struct UseBackupCode: VaultRequest {
  static let name = "use backup code"

  let entry: EntryID

  var value: Value { .parts(entry) }

  init(_ entry: EntryID) { self.entry = entry }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let entry: EntryID = parts.next() else { return nil }
    self.init(entry)
  }

  /// The code, or nothing where none is left.
  func answer(from opened: inout OpenVault) throws -> String? {
    let now = Clock.milliseconds
    return try opened.update { vault in vault.useBackupCode(of: entry, now: now) }?.shown
  }
}
