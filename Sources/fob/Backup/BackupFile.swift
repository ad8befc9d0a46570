internal import Authenticator
internal import SystemPackage

/// A backup that was opened as a stranger opens it: by its own bytes and a secret. It is only read.
struct BackupFile: ~Copyable {
  let header: VaultHeader
  let vault: Vault
  let unlocked: UnlockedKey

  private init(_ header: VaultHeader, _ vault: Vault, _ unlocked: consuming UnlockedKey) {
    (self.header, self.vault) = (header, vault)
    self.unlocked = unlocked
  }

  /// Opens a backup.
  ///
  /// - Parameters:
  ///   - path: of the backup.
  ///   - access: to that file.
  /// - Returns: the backup.
  /// - Throws: `Failure`.
  static func open(_ path: String, by access: VaultAccess) throws(Failure) -> BackupFile {
    let store = VaultStore(location: try VaultLocation(option: path))
    try requireFile(path)
    do throws(Failure) {
      let file = try store.read()
      let unlocked = try access.masterKey(of: file, in: store)
      let vault = try content(of: file, with: unlocked.masterKey, in: store)
      return BackupFile(file.header, vault, unlocked)
    } catch {
      throw error.ofBackup(in: store)
    }
  }

  private static func content(
    of file: VaultFile, with key: borrowing MasterKey, in store: VaultStore
  ) throws(Failure) -> Vault {
    do {
      return try file.open(with: key)
    } catch {
      throw store.failure(error == .wrongKey ? .damaged : error)
    }
  }

  /// The key alone.
  consuming func unlockedKey() -> UnlockedKey { unlocked }

  private static func requireFile(_ path: String) throws(Failure) {
    guard (try? Stat(FilePath(path))) == nil else { return }
    throw Failure("there is no backup at \(path)", status: .unreadableInput)
  }
}
