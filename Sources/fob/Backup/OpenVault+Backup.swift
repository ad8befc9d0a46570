internal import Authenticator
internal import Secrets

extension OpenVault {
  /// Seals a backup that opens with all that opens this vault.
  ///
  /// - Parameter seconds: Unix time.
  /// - Returns: the backup.
  /// - Throws: `Failure`.
  borrowing func sealedBackup(at seconds: UInt64) throws(Failure) -> SealedBackup {
    try sealed(vault.backup(at: seconds), header, unlocked.masterKey)
  }

  /// Seals a backup under a key of its own, which another password opens and nothing else. Who opens
  /// it has the key of no version of the vault itself.
  ///
  /// - Parameters:
  ///   - seconds: Unix time.
  ///   - password: of the backup.
  ///   - cost: what a guess of it takes.
  /// - Returns: the backup.
  /// - Throws: `Failure`.
  borrowing func sealedBackup(
    at seconds: UInt64, under password: borrowing SecretBytes, cost: PassphraseKey.Cost
  ) throws(Failure) -> SealedBackup {
    let key = MasterKey()
    var (backup, header) = (vault.backup(at: seconds), header)
    do {
      header.slots = [try Slot(password: password, cost: cost, wrapping: key, of: header)]
    } catch {
      throw store.failure(error)
    }
    backup.noteSlots(header.slots, insteadOf: [], as: nil, now: seconds * 1000)
    return try sealed(backup, header, key)
  }

  /// Seals a backup, and opens it for trial.
  private borrowing func sealed(
    _ backup: Vault, _ header: VaultHeader, _ key: borrowing MasterKey
  ) throws(Failure) -> SealedBackup {
    let bytes = try seal(backup, header, key)
    guard (try? VaultFile(bytes).open(with: key)) == backup else {
      throw Failure("the backup does not open after sealing; nothing was written")
    }
    return SealedBackup(bytes, of: backup)
  }
}
