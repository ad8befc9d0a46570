internal import Authenticator
internal import SystemPackage

/// The backups of one vault that this machine made in a folder.
struct OldBackups {
  private let files: [FilePath]

  /// Finds them. A name is not enough: a file must be a whole vault file with the vault's id, be no
  /// link, and never have been written as a vault.
  ///
  /// - Parameters:
  ///   - newest: the one that was just made, which is not among them.
  ///   - vaultID: of the vault.
  ///   - vault: the vault file itself.
  init(beside newest: FilePath, of vaultID: ID128, at vault: FilePath) {
    let folder = newest.removingLastComponent()
    files = SystemCall.names(in: folder).compactMap { BackupName($0) }.sorted().reversed()
      .map { folder.appending($0.text) }
      .filter { $0 != newest && OldBackups.isBackup($0, of: vaultID, at: vault) }
  }

  /// Removes all but the newest ones.
  ///
  /// - Parameter count: how many may stay.
  /// - Returns: what was removed.
  /// - Throws: `Failure`; what was removed until then is gone.
  func remove(butFor count: Int) throws(Failure) -> [FilePath] {
    let old = Array(files.dropFirst(count))
    for file in old {
      do {
        try SystemCall.remove(file)
      } catch {
        throw Failure(
          "the backup was made, but the old one \(file) cannot be removed: "
            + FileFault.system(error).text)
      }
    }
    return old
  }

  private static func isBackup(
    _ file: FilePath, of vaultID: ID128, at vault: FilePath
  ) -> Bool {
    guard (try? Stat(file, followTargetSymlink: false).type) == .regular,
      SystemCall.resolve(file) != SystemCall.resolve(vault),
      let location = try? VaultLocation(option: file.string),
      !VaultStore(location: location).wasWrittenHere,
      let bytes = try? Files.read(file, limit: VaultFile.longest),
      let content = try? VaultFile(bytes)
    else { return false }
    return content.header.vaultID == vaultID
  }
}
