internal import Authenticator
internal import Secrets

/// Adds backup codes to an account.
struct AddBackupCodes: VaultRequest {
  static let name = "add backup codes"

  let entry: EntryID
  let codes: [Secret]

  var value: Value { .parts(entry, codes) }

  init(_ codes: [Secret], to entry: EntryID) { (self.entry, self.codes) = (entry, codes) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let entry: EntryID = parts.next(),
      let codes: [Secret] = parts.next()
    else { return nil }
    self.init(codes, to: entry)
  }

  /// What became of each, in the same order.
  func answer(from opened: inout OpenVault) throws -> [BackupCodeAddition] {
    let now = Clock.milliseconds
    return try opened.update { vault in vault.addBackupCodes(codes, to: entry, now: now) }
  }
}

/// Marks a backup code as used that was used without fob.
struct MarkBackupCode: VaultRequest {
  static let name = "mark backup code"

  let entry: EntryID
  let code: Secret

  var value: Value { .parts(entry, code) }

  init(_ code: Secret, of entry: EntryID) { (self.entry, self.code) = (entry, code) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let entry: EntryID = parts.next(),
      let code: Secret = parts.next()
    else { return nil }
    self.init(code, of: entry)
  }

  func answer(from opened: inout OpenVault) throws -> BackupCodeMarking {
    let now = Clock.milliseconds
    return try opened.update { vault in vault.markBackupCode(code, of: entry, now: now) }
  }
}

/// Removes all backup codes of an account.
struct RemoveBackupCodes: VaultRequest {
  static let name = "remove backup codes"

  let entry: EntryID

  var value: Value { .parts(entry) }

  init(_ entry: EntryID) { self.entry = entry }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let entry: EntryID = parts.next() else { return nil }
    self.init(entry)
  }

  func answer(from opened: inout OpenVault) throws -> Nothing {
    let now = Clock.milliseconds
    try opened.update { vault in vault.removeBackupCodes(of: entry, now: now) }
    return Nothing()
  }
}

extension Transferable where Self: RawRepresentable<String> {
  var value: Value { rawValue.value }

  init?(_ value: Value) {
    guard let text = String(value) else { return nil }
    self.init(rawValue: text)
  }
}

extension BackupCodeAddition: Transferable {}
extension BackupCodeMarking: Transferable {}
