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
      while let slot = try slot(openedBy: password) {
        try keep(slot, password, nil)
      }
      while let slot = try slot(openedBy: password, keyFile) {
        try keep(slot, password, keyFile)
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

  private mutating func keep(
    _ slot: Slot, _ password: borrowing SecretBytes, _ keyFile: borrowing KeyFile?
  ) throws(VaultError) {
    guard let cost = slot.cost else { return }
    wrapped[slot.id] = try Slot(
      password: password, with: keyFile, id: slot.id, cost: cost, wrapping: key, of: file.header)
  }

  /// The first slot, not kept yet, that a password opens alone.
  private func slot(openedBy password: borrowing SecretBytes) throws(VaultError) -> Slot? {
    do {
      let id = try file.unlock(password: password, ceiling: ceiling, except: Set(wrapped.keys)).slot
      return file.header.slots.first { $0.id == id }
    } catch {
      guard error == .wrongKey else { throw error }
      return nil
    }
  }

  /// The first slot, not kept yet, that it takes both to open.
  private func slot(
    openedBy password: borrowing SecretBytes, _ keyFile: borrowing KeyFile?
  ) throws(VaultError) -> Slot? {
    do {
      switch keyFile {
      case .none: return nil
      case .some(let keyFile):
        let id = try file.unlock(
          password: password, keyFile: keyFile, ceiling: ceiling, except: Set(wrapped.keys)
        ).slot
        return file.header.slots.first { $0.id == id }
      }
    } catch {
      guard error == .wrongKey else { throw error }
      return nil
    }
  }
}
