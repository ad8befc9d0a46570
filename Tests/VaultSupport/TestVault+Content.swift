public import Authenticator
private import Glibc
private import Secrets
private import SystemPackage

extension TestVault {
  /// A whole file.
  ///
  /// - Parameter path: its place.
  /// - Returns: its bytes.
  /// - Throws: `Errno`.
  public func read(_ path: String) throws -> [UInt8] {
    let file = try FileDescriptor.open(FilePath(path), .readOnly)
    return try file.closeAfter {
      let size = Int(try file.seek(offset: 0, from: .end))
      try file.seek(offset: 0, from: .start)
      var bytes = [UInt8](repeating: 0, count: size)
      let count = try unsafe bytes.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
      return Array(bytes.prefix(count))
    }
  }

  /// What a vault file holds, opened in this process with the recovery key that `fob` is given.
  ///
  /// - Parameter path: the vault's, or a generation's.
  /// - Returns: the open vault.
  /// - Throws: `VaultError` where it is not whole, `Errno` where it is not there.
  public func content(of path: String) throws -> Vault {
    let typed = try read(keyFiles[0]).filter { $0 != UInt8(ascii: "\n") }
    let file = try VaultFile(try read(path))
    return try file.open(
      with: file.unlock(recoveryKey: try RecoveryKey(typed: typed.span)).masterKey)
  }

  /// The paths of this vault's generations, oldest first, with those of other vaults that lay at
  /// the same place.
  public var keptFiles: [String] {
    Folder.names(in: generations).flatMap { folder in
      Folder.names(in: "\(generations)/\(folder)").map { "\(generations)/\(folder)/\($0)" }
    }
  }
}

extension TestVault {
  /// Changes the settings of the vault file, in this process.
  ///
  /// - Parameter change: gets the settings as they are.
  /// - Throws: where the vault cannot be read or written.
  public func set(_ change: (inout Settings) -> Void) throws {
    let typed = try read(keyFiles[0]).filter { $0 != UInt8(ascii: "\n") }
    let file = try VaultFile(try read(path))
    let unlocked = try file.unlock(recoveryKey: try RecoveryKey(typed: typed.span))
    var vault = try file.open(with: unlocked.masterKey)
    change(&vault.settings)
    try write(VaultFile.seal(vault, header: file.header, key: unlocked.masterKey), to: path)
  }
}
