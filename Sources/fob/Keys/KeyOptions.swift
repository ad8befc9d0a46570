internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// The options of every command that works on a vault.
struct VaultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The vault file.", valueName: "path"))
  var vault: String?

  @Option(
    name: .customLong("password-fd"),
    help: ArgumentHelp("Read the password from this descriptor (one line).", valueName: "n"))
  var passwordDescriptor: Int32?

  @Option(
    name: .customLong("recovery-key-fd"),
    help: ArgumentHelp("Read the recovery key from this descriptor.", valueName: "n"))
  var recoveryKeyDescriptor: Int32?

  @Flag(help: "Open a vault that asks for more key derivation than fob does unasked.")
  var allowCostlySlots = false

  /// Opens the vault with what the options give, or with what the user types.
  ///
  /// - Throws: `Failure`.
  func open() throws(Failure) -> OpenVault {
    let store = VaultStore(location: try VaultLocation(option: vault))
    let file = try store.read()
    return try OpenVault(file, in: store, unlockedBy: try unlock(file, in: store))
  }

  private func unlock(_ file: VaultFile, in store: VaultStore) throws(Failure) -> UnlockedKey {
    if let recoveryKeyDescriptor {
      let typed = try SecretSource(recoveryKeyDescriptor).read()
      return try unlock(file, in: store, recoveryKey: typed)
    }
    let password = try password(for: store)
    do {
      return try file.unlock(
        password: password,
        ceiling: allowCostlySlots ? .max : VaultFile.defaultCostCeiling)
    } catch {
      throw store.failure(error)
    }
  }

  private func unlock(
    _ file: VaultFile, in store: VaultStore, recoveryKey typed: borrowing SecretBytes
  ) throws(Failure) -> UnlockedKey {
    let key: RecoveryKey
    do {
      key = try typed.withBytes { (typed) throws(RecoveryKeyError) in try RecoveryKey(typed: typed)
      }
    } catch {
      throw Failure(error)
    }
    do {
      return try file.unlock(recoveryKey: key)
    } catch {
      throw Failure("this recovery key does not open the vault", status: .locked)
    }
  }

  private func password(for store: VaultStore) throws(Failure) -> SecretBytes {
    if let source = try SecretSource.given(
      passwordDescriptor, variable: "FOB_PASSWORD_FD", option: "--password-fd")
    {
      return try source.read()
    }
    guard let terminal = Terminal() else {
      throw Failure(
        "the vault is locked, and there is no terminal to ask for its password",
        hint: "give it with --password-fd, or the recovery key with --recovery-key-fd",
        status: .locked)
    }
    return try terminal.askHidden("Password for \(store.location.file): ")
  }
}

/// A descriptor that a secret comes from.
struct SecretSource {
  private let descriptor: FileDescriptor

  init(_ number: Int32) { descriptor = FileDescriptor(rawValue: number) }

  /// What an option, or else an environment variable, names.
  static func given(
    _ option: Int32?, variable: String, option name: String
  ) throws(Failure) -> SecretSource? {
    if let option { return SecretSource(option) }
    guard let value = SystemCall.environment(variable), !value.isEmpty else { return nil }
    guard let number = Int32(value), number >= 0 else {
      throw Failure(
        "\(variable) does not hold the number of a descriptor", hint: "or use \(name)",
        status: .usage)
    }
    return SecretSource(number)
  }

  /// Reads one line.
  func read() throws(Failure) -> SecretBytes {
    do {
      return try SecretInput.line(from: descriptor)
    } catch Errno.outOfRange {
      throw Failure(
        "a password or key has at most \(SecretInput.longestLine) bytes", status: .locked)
    } catch {
      let reason = (error as? Errno ?? .ioError).description.lowercasedFirst
      throw Failure(
        "cannot read from descriptor \(descriptor.rawValue): \(reason)", status: .locked)
    }
  }
}

extension Failure {
  init(_ error: RecoveryKeyError) {
    let hint = "a recovery key has 36 letters and digits, in nine groups of four"
    switch error {
    case .wrongLength:
      self.init("this is no recovery key: its length is wrong", hint: hint, status: .locked)
    case .foreignCharacter:
      self.init(
        "this is no recovery key: it has a character that none has", hint: hint, status: .locked)
    case .mistyped:
      self.init(
        "the recovery key was mistyped: its last four characters do not fit the rest",
        hint: "compare each group with the paper", status: .locked)
    }
  }
}
