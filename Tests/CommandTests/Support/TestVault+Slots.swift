import Authenticator
import Secrets
import VaultSupport

extension TestVault {
  /// Writes the vault anew with other slots, and all else as it is.
  func rewriteSlots(
    _ change: (inout [Slot], borrowing MasterKey, VaultHeader) throws -> Void
  ) throws {
    try rewrite { _, header, key in
      let old = header
      try change(&header.slots, key, old)
    }
  }

  /// Writes the vault anew with another content or header.
  func rewrite(
    _ change: (inout Vault, inout VaultHeader, borrowing MasterKey) throws -> Void
  ) throws {
    let typed = try read(keyFiles[0]).filter { $0 != UInt8(ascii: "\n") }
    let file = try VaultFile(try read(path))
    let unlocked = try file.unlock(recoveryKey: try RecoveryKey(typed: typed.span))
    var (vault, header) = (try file.open(with: unlocked.masterKey), file.header)
    try change(&vault, &header, unlocked.masterKey)
    try write(VaultFile.seal(vault, header: header, key: unlocked.masterKey), to: path)
  }

  /// The slots as they are on the disk.
  var slots: [Slot] {
    get throws { try VaultFile(try read(path)).header.slots }
  }
}
