internal import Authenticator

extension Failure {
  /// The same of a backup, where what helps is another thing than with the vault itself.
  ///
  /// - Parameter store: of the backup.
  /// - Returns: what went wrong, and what to do.
  func ofBackup(in store: VaultStore) -> Failure {
    let file = store.location.file
    if message == store.failure(.wrongKey).message {
      return Failure(
        message,
        hint: "check keyboard and Caps Lock; forgotten? --backup-recovery-key asks for "
          + "the recovery key instead", status: status)
    }
    if message == store.failure(.damaged).message {
      return Failure(
        "the backup \(file) is damaged", hint: "try another one, or another copy of it",
        status: status)
    }
    if message == store.failure(.notAVault).message {
      return Failure(
        "\(file) is no backup",
        hint: "a paper backup is tried with: fob restore-vault --dry-run \(file)", status: status)
    }
    return self
  }
}
