public import Secrets

// Finding the master key with what somebody has (VaultFormat, *Slots*).

extension VaultFile {
  /// Finds the master key with a password.
  ///
  /// - Parameters:
  ///   - password: as it was typed, in UTF-8.
  ///   - ceiling: the sum of passes times memory, in KiB, over all slots that are tried.
  ///   - others: slots that are not tried.
  /// - Returns: the master key, and the id of the slot that opened.
  /// - Throws: `VaultError.wrongKey`, `.tooCostly`, `.outOfMemory`; `.damaged` where the slot opens,
  ///   but the file is not as the holder of its key made it.
  public func unlock(
    password: borrowing SecretBytes, ceiling: UInt64 = VaultFile.defaultCostCeiling,
    except others: Set<ID128> = []
  ) throws(VaultError) -> UnlockedKey {
    var spent: UInt64 = 0
    for slot in slots(.password, except: others) {
      let slotKey = try slot.passwordKey(password, ceiling: ceiling, spent: &spent)
      if let key = try unwrap(slot, with: slotKey) { return key }
    }
    throw .wrongKey
  }

  /// Finds the master key with a password and a key file, where it takes both.
  ///
  /// - Parameters:
  ///   - password: as it was typed, in UTF-8.
  ///   - keyFile: the key file.
  ///   - ceiling: the sum of passes times memory, in KiB, over all slots that are tried.
  ///   - others: slots that are not tried.
  /// - Returns: the master key, and the id of the slot that opened.
  /// - Throws: as with a password alone.
  public func unlock(
    password: borrowing SecretBytes, keyFile: borrowing KeyFile,
    ceiling: UInt64 = VaultFile.defaultCostCeiling, except others: Set<ID128> = []
  ) throws(VaultError) -> UnlockedKey {
    var spent: UInt64 = 0
    for slot in slots(.passwordAndKeyFile, except: others) {
      let passwordKey = try slot.passwordKey(password, ceiling: ceiling, spent: &spent)
      let slotKey = keyFile.slotKey(passwordKey: passwordKey)
      if let key = try unwrap(slot, with: slotKey) { return key }
    }
    throw .wrongKey
  }

  /// Finds the master key with a key file alone.
  ///
  /// - Parameters:
  ///   - keyFile: the key file.
  ///   - others: slots that are not tried.
  /// - Returns: the master key, and the id of the slot that opened.
  /// - Throws: `VaultError.wrongKey`; `.damaged` as with a password.
  public func unlock(
    keyFile: borrowing KeyFile, except others: Set<ID128> = []
  ) throws(VaultError) -> UnlockedKey {
    for slot in slots(.keyFile, except: others) {
      let slotKey = keyFile.slotKey(salt: slot.salt)
      if let key = try unwrap(slot, with: slotKey) { return key }
    }
    throw .wrongKey
  }

  /// Finds the master key with a recovery key.
  ///
  /// - Parameter recoveryKey: as it was typed.
  /// - Returns: the master key, and the id of the slot that opened.
  /// - Throws: `VaultError.wrongKey`; `.damaged` as with a password.
  public func unlock(
    recoveryKey: borrowing RecoveryKey
  ) throws(VaultError) -> UnlockedKey {
    for slot in slots(.recoveryKey, except: []) {
      let slotKey = recoveryKey.slotKey(salt: slot.salt)
      if let key = try unwrap(slot, with: slotKey) { return key }
    }
    throw .wrongKey
  }

  private func slots(_ kind: Slot.Kind, except others: Set<ID128>) -> [Slot] {
    header.slots.filter { $0.kind == kind && !others.contains($0.id) }
  }

  private func unwrap(
    _ slot: Slot, with slotKey: borrowing SecretBytes
  ) throws(VaultError) -> UnlockedKey? {
    guard let key = slot.unwrap(with: slotKey, identity: header.identity) else { return nil }
    guard isCommitted(to: key) else { throw .damaged }
    return UnlockedKey(masterKey: key, slot: slot.id)
  }
}

extension Slot {
  /// What is derived from the password; its cost is added to what was spent before.
  fileprivate func passwordKey(
    _ password: borrowing SecretBytes, ceiling: UInt64, spent: inout UInt64
  ) throws(VaultError) -> SecretBytes {
    guard let cost else { throw .damaged }
    spent += UInt64(cost.passes) * UInt64(cost.memoryKiB)
    guard spent <= ceiling else { throw .tooCostly }
    return try Slot.derive(password, salt: salt, cost: cost)
  }
}

/// What opening a slot gives.
@frozen
public struct UnlockedKey: ~Copyable, Sendable {
  /// The vault's master key.
  public let masterKey: MasterKey
  /// The slot that opened.
  public let slot: ID128
}

extension VaultHeader {
  /// The header of a new vault, still without slots.
  public static func new() -> VaultHeader {
    VaultHeader(vaultID: .random(), generation: 1, keyEpoch: 1, slots: [])
  }
}
