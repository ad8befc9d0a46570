internal import ArgumentParser
internal import Authenticator

/// Where the secret that opens a backup comes from: never the agent, and nothing that opens the vault
/// unless it is given for the backup, too.
struct BackupOptions: ParsableArguments {
  @Option(
    name: .customLong("backup-password-fd"),
    help: ArgumentHelp("Read the backup's password from this descriptor.", valueName: "n"))
  var passwordDescriptor: Int32?

  @Option(
    name: .customLong("backup-recovery-key-fd"),
    help: ArgumentHelp("Read the backup's recovery key from this descriptor.", valueName: "n"))
  var recoveryKeyDescriptor: Int32?

  @Option(
    name: .customLong("backup-key-file"),
    help: ArgumentHelp("A key file that opens the backup.", valueName: "path"),
    completion: .file())
  var keyFile: String?

  @Flag(
    name: .customLong("backup-recovery-key"),
    help: "Ask for the backup's recovery key instead of its password.")
  var asksForRecoveryKey = false

  /// Whether anything is said of the backup's secret.
  private var areGiven: Bool {
    passwordDescriptor != nil || recoveryKeyDescriptor != nil || keyFile != nil
      || asksForRecoveryKey
  }

  /// How to open a backup where there is a vault.
  func access(to path: String, _ options: VaultOptions) -> VaultAccess {
    VaultAccess(
      path: path, passwordDescriptor: passwordDescriptor,
      recoveryKeyDescriptor: recoveryKeyDescriptor, keyFile: keyFile,
      asksForRecoveryKey: asksForRecoveryKey, allowsCostlySlots: options.allowCostlySlots,
      pinentry: options.pinentry, avoidsAgent: true, readsEnvironment: false)
  }

  /// How to open a backup where there is no vault: then the vault's options can mean the backup only.
  func accessWithoutVault(to path: String, _ options: VaultOptions) -> VaultAccess {
    guard !areGiven else { return access(to: path, options) }
    var access = options.access
    (access.path, access.avoidsAgent) = (path, true)
    return access
  }
}
