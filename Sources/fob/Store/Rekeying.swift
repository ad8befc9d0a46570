internal import Authenticator
internal import SystemPackage

extension OpenVault {
  /// Puts a new master key in the old one's place.
  ///
  /// - Parameters:
  ///   - key: the new master key.
  ///   - slots: the ways to open the vault from now on.
  ///   - now: Unix time in milliseconds.
  ///   - announce: called under the lock, before anything is written.
  ///   - opens: whether what shall be written opens with all that shall open it.
  /// - Throws: what `announce` throws, or `Failure`; nothing was written then.
  borrowing func rekey(
    to key: borrowing MasterKey, slots: [Slot], now: UInt64,
    announce: () throws(Failure) -> Void, opens: (VaultFile) -> Bool
  ) throws {
    var latest = vault
    try store.update { file in
      latest = try open(file)
      guard file.header.slots == header.slots else { throw Failure.slotsChanged }
      var new = file.header.rekeyed(slots)
      new.generation = max(new.generation, new.generation &+ 1)
      latest.noteSlots(slots, insteadOf: file.header.slots, as: .rekey, now: now)
      latest.renewSyncKeys()
      try announce()
      return (try seal(latest, new, key), keepsOld: true)
    } opens: { file in
      (try? file.open(with: key)) == latest && opens(file)
    }
  }

  /// What became of the generations.
  struct Generations {
    var changed = 0
    /// They are sealed under another key than that which is known.
    var left = 0
  }

  /// Seals the generations under a new master key. Each is there all the time, old or new.
  ///
  /// - Parameters:
  ///   - key: the new master key.
  ///   - slots: the ways to open them from now on.
  /// - Returns: how many there were.
  /// - Throws: `Failure`; what was sealed until then stays so.
  borrowing func resealGenerations(
    under key: borrowing MasterKey, slots: [Slot]
  ) throws(Failure) -> Generations {
    var outcome = Generations()
    let lock = try VaultLock(store.location)
    for path in store.generationFiles(of: header.vaultID) {
      guard let bytes = try? Files.read(path, limit: VaultFile.longest),
        let file = try? VaultFile(bytes), let old = try? file.open(with: unlocked.masterKey)
      else {
        outcome.left += 1
        continue
      }
      try store.replace(path, with: try seal(old, file.header.rekeyed(slots), key))
      outcome.changed += 1
    }
    _ = consume lock
    return outcome
  }

  /// Deletes the generations.
  ///
  /// - Returns: how many there were.
  /// - Throws: `Failure`; what was deleted until then is gone.
  borrowing func deleteGenerations() throws(Failure) -> Generations {
    var outcome = Generations()
    let lock = try VaultLock(store.location)
    for path in store.generationFiles(of: header.vaultID) {
      do {
        try SystemCall.remove(path)
      } catch {
        throw .cannotWrite(path, .system(error))
      }
      outcome.changed += 1
    }
    _ = consume lock
    return outcome
  }
}

extension VaultHeader {
  /// The header of the same file under the next master key.
  fileprivate func rekeyed(_ slots: [Slot]) -> VaultHeader {
    var header = self
    header.slots = slots
    header.keyEpoch = max(keyEpoch, keyEpoch &+ 1)
    return header
  }
}

extension VaultStore {
  func generationFiles(of vaultID: ID128) -> [FilePath] {
    Generations(of: location)?.files(of: vaultID) ?? []
  }

  fileprivate func replace(_ generation: FilePath, with file: [UInt8]) throws(Failure) {
    do {
      try Generations(of: location)?.replace(generation, with: file)
    } catch {
      throw .cannotWrite(generation, error)
    }
  }
}
