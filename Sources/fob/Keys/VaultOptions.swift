internal import ArgumentParser

/// The options of every command that works on a vault.
struct VaultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The vault file.", valueName: "path"), completion: .file())
  var vault: String?

  @Option(
    name: .customLong("password-fd"),
    help: ArgumentHelp("Read the password from this descriptor (one line).", valueName: "n"))
  var passwordDescriptor: Int32?

  @Option(
    name: .customLong("recovery-key-fd"),
    help: ArgumentHelp("Read the recovery key from this descriptor.", valueName: "n"))
  var recoveryKeyDescriptor: Int32?

  @Option(
    name: .customLong("key-file"),
    help: ArgumentHelp(
      "A key file that opens the vault, or does with the password.", valueName: "path"))
  var keyFile: String?

  @Flag(help: "Ask for the recovery key instead of the password.")
  var useRecoveryKey = false

  @Option(
    help: ArgumentHelp("Ask for the password with this pinentry program.", valueName: "program"))
  var pinentry: String?

  @Flag(name: .customLong("no-agent"), help: "Neither ask an agent nor start one.")
  var avoidsAgent = false

  @Flag(help: "Open a vault that asks for more key derivation than fob does unasked.")
  var allowCostlySlots = false

  /// What they say.
  var access: VaultAccess {
    VaultAccess(
      path: vault, passwordDescriptor: passwordDescriptor,
      recoveryKeyDescriptor: recoveryKeyDescriptor, keyFile: keyFile,
      asksForRecoveryKey: useRecoveryKey, allowsCostlySlots: allowCostlySlots,
      pinentry: pinentry, avoidsAgent: avoidsAgent)
  }

  /// The vault for a command that needs no secret and no key.
  ///
  /// - Throws: `Failure`.
  func session() throws(Failure) -> any VaultSession { try access.session() }

  /// Opens the vault in this process, secrets and keys with it, with what the options give, or with
  /// what the user types.
  ///
  /// - Throws: `Failure`.
  func open() throws(Failure) -> OpenVault { try accessBeyondAgent.open() }

  /// Opens it for who needs what opened it once more.
  ///
  /// - Throws: `Failure`.
  func openKeepingSecrets() throws(Failure) -> Opening {
    try accessBeyondAgent.openKeepingSecrets()
  }

  private var accessBeyondAgent: VaultAccess {
    var access = access
    access.isBeyondAgent = !avoidsAgent
    return access
  }
}
