import Authenticator
import Secrets
import VaultSupport

extension TestVault {
  /// Writes the vault anew with other slots or another content, and all else as it is.
  func rewrite(
    content edit: (inout Vault) -> Void = { _ in },
    _ change: (inout [Slot], borrowing MasterKey, VaultHeader) throws -> Void = { _, _, _ in }
  ) throws {
    let typed = try read(keyFiles[0]).filter { $0 != UInt8(ascii: "\n") }
    let file = try VaultFile(try read(path))
    let key = try file.unlock(recoveryKey: try RecoveryKey(typed: typed.span)).masterKey
    var header = file.header
    try change(&header.slots, key, file.header)
    var vault = try file.open(with: key)
    edit(&vault)
    try write(VaultFile.seal(vault, header: header, key: key), to: path)
  }

  /// The slots as they are on the disk.
  var slots: [Slot] {
    get throws { try VaultFile(try read(path)).header.slots }
  }
}
