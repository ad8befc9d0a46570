internal import Authenticator
internal import Secrets

/// A vault that was opened, and can be changed.
struct OpenVault: ~Copyable {
  let store: VaultStore
  /// As it was read last.
  private(set) var vault: Vault
  private let unlocked: UnlockedKey

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
    self.unlocked = unlocked
  }

  /// The slot that opened it.
  var slot: ID128 { unlocked.slot }

  /// Reads the vault again, after another process wrote it.
  ///
  /// - Throws: `Failure`; what was read last stays.
  mutating func reload() throws(Failure) {
    vault = try open(try store.read())
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
    try change { vault, _, _ in
      let before = vault
      let result = try edit(&vault)
      guard vault.needsSaving(after: before) else { return (result, .nothing) }
      return (result, vault.hasSameState(as: before) ? .settings : .content)
    }
  }

  /// Replaces one way to open the vault, which the journal notes.
  ///
  /// - Parameters:
  ///   - now: Unix time in milliseconds.
  ///   - replace: gets the header and the master key; gives a slot with the id of an old one.
  /// - Throws: `Failure`; nothing was written then.
  mutating func replaceSlot(
    now: UInt64, _ replace: (VaultHeader, borrowing MasterKey) throws -> Slot
  ) throws {
    try change { vault, header, key in
      let new = try replace(header, key)
      guard let index = header.slots.firstIndex(where: { $0.id == new.id }) else {
        throw Failure.keyChanged
      }
      header.slots[index] = new
      vault.notePasswordChange(now: now)
      return ((), .content)
    }
  }

  /// What an edit changed.
  private enum Extent { case nothing, settings, content }

  private mutating func change<Result>(
    _ edit: (inout Vault, inout VaultHeader, borrowing MasterKey) throws -> (Result, Extent)
  ) throws -> Result {
    var (outcome, latest): (Result?, Vault) = (nil, vault)
    try store.update { file in
      var header = file.header
      latest = try open(file)
      let (result, extent) = try edit(&latest, &header, unlocked.masterKey)
      outcome = result
      guard extent != .nothing else { return nil }
      header.generation = max(header.generation, header.generation &+ 1)
      return (try seal(latest, header), keepsOld: extent == .content)
    } opens: { file in
      (try? file.open(with: unlocked.masterKey)) == latest
    }
    vault = latest
    guard let outcome else { throw Failure.keyChanged }
    return outcome
  }

  private func open(_ file: VaultFile) throws(Failure) -> Vault {
    do {
      return try file.open(with: unlocked.masterKey)
    } catch {
      throw error == .wrongKey ? .keyChanged : store.failure(error)
    }
  }

  private func seal(_ vault: Vault, _ header: VaultHeader) throws(Failure) -> [UInt8] {
    do {
      return try VaultFile.seal(vault, header: header, key: unlocked.masterKey)
    } catch {
      throw store.failure(error)
    }
  }
}
