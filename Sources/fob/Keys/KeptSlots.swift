internal import Authenticator
internal import Secrets

/// The slots that go over to a new master key: those whose secret is given.
struct KeptSlots: ~Copyable {
  /// The new master key.
  let key = MasterKey()
  private let file: VaultFile
  private let store: VaultStore
  private let ceiling: UInt64
  private var wrapped: [ID128: Slot] = [:]

  init(of file: VaultFile, in store: VaultStore, ceiling: UInt64) {
    (self.file, self.store, self.ceiling) = (file, store, ceiling)
  }

  /// The kept slots, wrapping the new key, in the order of the file.
  var slots: [Slot] { file.header.slots.compactMap { wrapped[$0.id] } }
  /// The old slots that are kept.
  var kept: [Slot] { file.header.slots.filter { wrapped[$0.id] != nil } }
  /// The old slots that are not.
  var dropped: [Slot] { file.header.slots.filter { wrapped[$0.id] == nil } }

  /// Keeps the slots that a password opens, alone or with a key file.
  ///
  /// - Returns: whether there was one that was not kept yet.
  /// - Throws: `Failure` where a key cannot be derived.
  mutating func keep(
    _ password: borrowing SecretBytes, _ keyFile: borrowing KeyFile?
  ) throws(Failure) -> Bool {
    let count = wrapped.count
    do {
      try keepSlots(openedBy: password)
      switch keyFile {
      case .some(let keyFile): try keepSlots(openedBy: password, and: keyFile)
      case .none: break
      }
    } catch {
      throw store.failure(error)
    }
    return wrapped.count > count
  }

  /// Keeps the slots that a key file opens alone.
  mutating func keep(_ keyFile: borrowing KeyFile) {
    while let id = try? file.unlock(keyFile: keyFile, except: Set(wrapped.keys)).slot {
      wrapped[id] = Slot(keyFile: keyFile, id: id, wrapping: key, of: file.header)
    }
  }

  private mutating func keepSlots(
    openedBy password: borrowing SecretBytes
  ) throws(VaultError) {
    while let slot = try slot(open: { (kept) throws(VaultError) in
      try file.unlock(password: password, ceiling: ceiling, except: kept)
    }), let cost = slot.cost {
      wrapped[slot.id] = try Slot(
        password: password, id: slot.id, cost: cost, wrapping: key, of: file.header)
    }
  }

  private mutating func keepSlots(
    openedBy password: borrowing SecretBytes, and keyFile: borrowing KeyFile
  ) throws(VaultError) {
    while let slot = try slot(open: { (kept) throws(VaultError) in
      try file.unlock(password: password, keyFile: keyFile, ceiling: ceiling, except: kept)
    }), let cost = slot.cost {
      wrapped[slot.id] = try Slot(
        password: password, keyFile: keyFile, id: slot.id, cost: cost, wrapping: key,
        of: file.header)
    }
  }

  /// The first slot, not kept yet, that something opens.
  private func slot(
    open: (Set<ID128>) throws(VaultError) -> UnlockedKey
  ) throws(VaultError) -> Slot? {
    do {
      let id = try open(Set(wrapped.keys)).slot
      return file.header.slots.first { $0.id == id }
    } catch {
      guard error == .wrongKey else { throw error }
      return nil
    }
  }
}
