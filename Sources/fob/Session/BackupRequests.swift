internal import Authenticator
internal import Secrets

/// Seals a backup of the vault that all opens what opens the vault.
struct SealBackup: VaultRequest {
  static let name = "seal-backup"

  /// Unix time in seconds.
  let time: UInt64

  var value: Value { .parts(time) }

  init(at time: UInt64) { self.time = time }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let time: UInt64 = parts.next() else { return nil }
    self.init(at: time)
  }

  func answer(from opened: inout OpenVault) throws -> SealedBackup {
    try opened.reload()
    return try opened.sealedBackup(at: time)
  }
}

/// A backup before it is written.
struct SealedBackup: Transferable {
  /// The whole file.
  let bytes: [UInt8]
  /// How many accounts are in it, and how many of the trash.
  let (accounts, trash): (Int, Int)

  var value: Value { .list([.bytes(bytes), accounts.value, trash.value]) }

  init(_ bytes: [UInt8], of vault: Vault) {
    (self.bytes, accounts, trash) = (bytes, vault.accounts.count, vault.trash.count)
  }

  init?(_ value: Value) {
    guard let list = value.list, list.count == 3, let bytes = list[0].bytes,
      let accounts = Int(list[1]), let trash = Int(list[2])
    else { return nil }
    (self.bytes, self.accounts, self.trash) = (bytes, accounts, trash)
  }
}

/// Remembers that a backup was proven to restore.
struct NoteBackupProof: VaultRequest {
  static let name = "note-backup-proof"

  /// Unix time in seconds.
  let time: UInt64
  /// When the backup was made; `nil` where it does not tell.
  let made: UInt64?

  var value: Value { .parts(time, made) }

  init(at time: UInt64, of made: UInt64?) { (self.time, self.made) = (time, made) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let time: UInt64 = parts.next(),
      let made: UInt64? = parts.next()
    else { return nil }
    self.init(at: time, of: made)
  }

  func answer(from opened: inout OpenVault) throws -> Nothing {
    try opened.update { vault in
      vault.settings.backupProven = time
      vault.settings.backupCovers = made
    }
    return Nothing()
  }
}

/// Merges a backup into the vault, or tells what that would do.
struct TakeInBackup: VaultRequest {
  static let name = "take-in"

  /// `Vault.payload` of the backup.
  let payload: Secret
  /// Whether to tell only.
  let isTrial: Bool

  var value: Value { .parts(payload, isTrial) }

  init(_ payload: Secret, isTrial: Bool = false) {
    (self.payload, self.isTrial) = (payload, isTrial)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let payload: Secret = parts.next(),
      let isTrial: Bool = parts.next()
    else { return nil }
    self.init(payload, isTrial: isTrial)
  }

  /// What becomes of the backup's accounts.
  func answer(from opened: inout OpenVault) throws -> [PublicTaken] {
    let now = Clock.milliseconds
    guard let backup = Vault(payload: payload) else {
      throw Failure("the backup cannot be read", status: .damaged)
    }
    guard isTrial else {
      return try opened.update { vault in vault.takeIn(backup, now: now) }.map { PublicTaken($0) }
    }
    var copy = opened.vault
    return copy.takeIn(backup, now: now).map { PublicTaken($0) }
  }
}

/// What becomes of an account of a backup.
struct PublicTaken: Transferable {
  let outcome: TakenAccount.Outcome
  let account: PublicAccount
  /// What of it changes, as the vault format names it.
  let fields: [String]

  init(_ taken: TakenAccount) {
    (outcome, account) = (taken.outcome, PublicAccount(taken.stored))
    fields = taken.fields
  }

  init(_ outcome: TakenAccount.Outcome, _ stored: StoredAccount) {
    (self.outcome, account, fields) = (outcome, PublicAccount(stored), [])
  }

  /// What a backup on paper does, whose accounts are added as an import's are.
  init(_ addition: PublicAddition) {
    outcome =
      switch addition.outcome {
      case .added, .addedToTrash: .added
      case .restored: .restored
      case .completed: .changed
      case .alreadyThere: .alreadyThere
      }
    (account, fields) = (addition.account, [])
  }

  var value: Value { .parts(outcome.rawValue, account, fields) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 3),
      let outcome = (parts.next() as String?).flatMap(TakenAccount.Outcome.init(rawValue:)),
      let account: PublicAccount = parts.next(), let fields: [String] = parts.next()
    else { return nil }
    (self.outcome, self.account, self.fields) = (outcome, account, fields)
  }
}
