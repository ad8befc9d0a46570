internal import ArgumentParser
internal import Authenticator
internal import Secrets

/// `fob init`: a new vault, and its recovery key, shown once.
struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "init", abstract: "Make a vault; prints its recovery key once.",
    discussion: """
      --kdf tells how long a guess of the password takes: interactive (64 MiB), moderate \
      (256 MiB, a third of a second here) or sensitive (1 GiB).

      Examples:
        fob init
        fob init --kdf sensitive --vault work.fob
      """)

  @OptionGroup var options: VaultOptions

  @Option(help: "interactive, moderate or sensitive.")
  var kdf = KeyDerivation.moderate

  func validate() throws {
    guard options.recoveryKeyDescriptor == nil, !options.useRecoveryKey, options.keyFile == nil
    else {
      throw ValidationError("a new vault gets a new recovery key; give its password only")
    }
  }

  func run() throws {
    let store = VaultStore(location: try VaultLocation(option: options.vault))
    try store.requireFreePlace()
    let source = try SecretSource.given(
      options.passwordDescriptor, variable: "FOB_PASSWORD_FD", option: "--password-fd")
    let password = try NewPassword.read(
      from: source, prompt: "Password for the new vault", option: "--password-fd")
    let recoveryKey = RecoveryKey()
    try create(in: store, password: password, recoveryKey: recoveryKey)
  }

  /// The recovery key is told when the vault is on the disk, and before it has its name: a vault whose
  /// key nobody saw would be lost with its password, a key without a vault be kept for nothing.
  private func create(
    in store: VaultStore, password: borrowing SecretBytes, recoveryKey: borrowing RecoveryKey
  ) throws {
    let key = MasterKey()
    var header = VaultHeader.new()
    do {
      header.slots = [
        try Slot(password: password, cost: kdf.cost, wrapping: key, of: header),
        Slot(recoveryKey: recoveryKey, wrapping: key, of: header),
      ]
      let file = try VaultFile.seal(Initialize.content(header.slots), header: header, key: key)
      try store.create(file) { () throws(Failure) in
        try recoveryKey.tell(from: nil)
      } opens: { file in
        (try? file.open(with: key)) != nil
      }
      Standard.note("made \(store.location.file)")
    } catch let error as VaultError {
      throw store.failure(error)
    }
  }

  private static func content(_ slots: [Slot]) -> Vault {
    let now = Clock.milliseconds
    var vault = Vault()
    vault.noteSlots(slots, insteadOf: [], as: nil, now: now)
    vault.settings.passwordTyped = now / 1000
    return vault
  }
}
