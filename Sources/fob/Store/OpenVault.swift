internal import Authenticator
internal import Secrets

/// A vault that was opened, and can be changed.
struct OpenVault: ~Copyable {
  let store: VaultStore
  /// As it was read last.
  private(set) var vault: Vault { didSet { listed = nil } }
  /// The part of the file that is not encrypted, likewise.
  private(set) var header: VaultHeader
  /// The live accounts in no order, once they were asked for.
  private var listed: [StoredAccount]?
  let unlocked: UnlockedKey

  /// - Throws: `Failure`.
  init(
    _ file: VaultFile, in store: VaultStore, unlockedBy unlocked: consuming UnlockedKey
  ) throws(Failure) {
    self.store = store
    do {
      vault = try file.open(with: unlocked.masterKey)
    } catch {
      // A slot that opens to another key than the file's is no wrong password.
      throw store.failure(error == .wrongKey ? .damaged : error)
    }
    header = file.header
    self.unlocked = unlocked
  }

  /// The slot that opened it; `nil` where it is gone meanwhile.
  var openingSlot: Slot? { header.slots.first { $0.id == unlocked.slot } }

  /// Makes a slot of this vault, without saving it.
  ///
  /// - Parameter make: gets the master key and the header.
  /// - Returns: the slot.
  /// - Throws: what `make` throws.
  func wrapped<Fault: Error>(
    _ make: (borrowing MasterKey, VaultHeader) throws(Fault) -> Slot
  ) throws(Fault) -> Slot {
    try make(unlocked.masterKey, header)
  }

  /// The live accounts in no order, for who looks for one of many, maybe again.
  mutating func unorderedAccounts() -> [StoredAccount] {
    if let listed { return listed }
    let accounts = vault.unorderedAccounts
    listed = accounts
    return accounts
  }

  /// The master key, for the agent that is to hold the vault.
  var key: Secret { unlocked.masterKey.copy }

  /// The slot that opened it.
  var slot: ID128 { unlocked.slot }

  /// Reads the vault again, after another process wrote it.
  ///
  /// - Throws: `Failure`; what was read last stays.
  mutating func reload() throws(Failure) {
    let file = try store.read()
    vault = try open(file)
    header = file.header
  }

  /// Changes the vault as it now is on the disk, whoever wrote it last, and saves it.
  ///
  /// The edit is applied to what is read under the lock, not merged afterwards: two processes that
  /// use an HOTP counter at one time get different codes. An edit that changes neither an account nor
  /// a setting writes nothing; one that changes no account keeps no generation, so that ten of them
  /// stay ten changes of accounts.
  ///
  /// - Returns: what `edit` returns.
  /// - Throws: what `edit` throws, or `Failure`; nothing was written then.
  @discardableResult
  mutating func update<Result>(_ edit: (inout Vault) throws -> Result) throws -> Result {
    try change { vault, _ in
      let before = vault
      let result = try edit(&vault)
      guard vault.needsSaving(after: before) else { return (result, .nothing) }
      return (result, vault.hasSameState(as: before) ? .settings : .content)
    }
  }

  /// Changes the ways to open the vault, as they now are on the disk, and saves it.
  ///
  /// - Parameters:
  ///   - verb: what the journal notes; `nil` for nothing.
  ///   - now: Unix time in milliseconds.
  ///   - patience: how long to wait for another writer, in milliseconds.
  ///   - edit: changes the slots.
  /// - Returns: what `edit` returns.
  /// - Throws: what `edit` throws, or `Failure`; nothing was written then.
  @discardableResult
  mutating func updateSlots<Result>(
    as verb: Change.Verb?, now: UInt64, patience: UInt32 = VaultLock.patience,
    _ edit: (inout Vault, inout [Slot]) throws -> Result
  ) throws -> Result {
    try change(patience: patience) { vault, header in
      let before = (vault, header.slots)
      let result = try edit(&vault, &header.slots)
      guard header.slots == before.1 else {
        vault.noteSlots(header.slots, insteadOf: before.1, as: verb, now: now)
        return (result, .content)
      }
      return (result, vault.needsSaving(after: before.0) ? .settings : .nothing)
    }
  }

  /// What an edit changed.
  private enum Extent { case nothing, settings, content }

  private mutating func change<Result>(
    patience: UInt32 = VaultLock.patience,
    _ edit: (inout Vault, inout VaultHeader) throws -> (Result, Extent)
  ) throws -> Result {
    var (outcome, latest, new): (Result?, Vault, VaultHeader) = (nil, vault, header)
    try store.update(patience: patience) { file in
      new = file.header
      latest = try open(file)
      let (result, extent) = try edit(&latest, &new)
      outcome = result
      guard extent != .nothing else { return nil }
      new.generation = max(new.generation, new.generation &+ 1)
      return (try seal(latest, new, unlocked.masterKey), keepsOld: extent == .content)
    } opens: { file in
      (try? file.open(with: unlocked.masterKey)) == latest
    }
    (vault, header) = (latest, new)
    guard let outcome else { throw Failure.keyChanged }
    return outcome
  }

  func open(_ file: VaultFile) throws(Failure) -> Vault {
    do {
      return try file.open(with: unlocked.masterKey)
    } catch {
      throw error == .wrongKey ? .keyChanged : store.failure(error)
    }
  }

  func seal(
    _ vault: Vault, _ header: VaultHeader, _ key: borrowing MasterKey
  ) throws(Failure) -> [UInt8] {
    do {
      return try VaultFile.seal(vault, header: header, key: key)
    } catch {
      throw store.failure(error)
    }
  }
}
