internal import Authenticator
internal import Secrets

/// Which vault to open, and where what opens it comes from.
struct VaultAccess: Equatable {
  /// `nil` for the usual place.
  var path: String?
  var passwordDescriptor: Int32?
  var recoveryKeyDescriptor: Int32?
  var keyFile: String?
  /// Whether the user types the recovery key instead of the password.
  var asksForRecoveryKey = false
  var allowsCostlySlots = false
  /// The program that asks for the password, where one is named.
  var pinentry: String?
  /// Whether no agent is asked, and none started.
  var avoidsAgent = false
  /// Whether it is opened for what no agent gives, so that the question says why it comes.
  var isBeyondAgent = false
  /// Whether `FOB_PASSWORD_FD` means this file; it means the vault, and no backup of it.
  var readsEnvironment = true

  /// Opens the vault with what is given, or with what the user types.
  ///
  /// - Throws: `Failure`.
  func open() throws(Failure) -> OpenVault { try openKeepingSecrets().vault() }

  /// Opens the vault for who needs what opened it once more.
  ///
  /// - Throws: `Failure`.
  func openKeepingSecrets() throws(Failure) -> Opening {
    let store = VaultStore(location: try VaultLocation(option: path))
    let file = try store.read()
    let keys = try unlock(file, in: store)
    return try Opening(file, in: store, unlockedBy: keys)
  }

  /// The most key derivation that is done unasked.
  var costCeiling: UInt64 { allowsCostlySlots ? .max : VaultFile.defaultCostCeiling }

  private func unlock(_ file: VaultFile, in store: VaultStore) throws(Failure) -> GivenKeys {
    if recoveryKeyDescriptor != nil || asksForRecoveryKey {
      return GivenKeys(try unlockByRecoveryKey(file))
    }
    guard let keyFile else { return try unlockByPassword(file, in: store, with: nil) }
    let key = try KeyFile.read(keyFile)
    do {
      return GivenKeys(try file.unlock(keyFile: key), keyFile: key)
    } catch {
      guard error == .wrongKey else { throw store.failure(error) }
      return try unlockByPassword(file, in: store, with: key)
    }
  }

  private func unlockByRecoveryKey(_ file: VaultFile) throws(Failure) -> UnlockedKey {
    if let recoveryKeyDescriptor {
      return try file.unlocked(byRecoveryKey: try SecretSource(recoveryKeyDescriptor).read())
    }
    return try PasswordPrompt(pinentry: pinentry).untilRight("Recovery key") {
      (typed) throws(Failure) in try file.unlocked(byRecoveryKey: typed)
    }
  }

  private func unlockByPassword(
    _ file: VaultFile, in store: VaultStore, with keyFile: consuming KeyFile?
  ) throws(Failure) -> GivenKeys {
    try file.requireSlot(for: keyFile == nil ? .password : .passwordAndKeyFile)
    let source =
      readsEnvironment
      ? try SecretSource.given(
        passwordDescriptor, variable: "FOB_PASSWORD_FD", option: "--password-fd")
      : passwordDescriptor.map(SecretSource.init)
    var keys =
      if let source {
        try unlock(file, in: store, by: source.read(), keyFile)
      } else {
        try unlock(file, in: store, askingFor: keyFile)
      }
    keys.keyFile = keyFile
    return keys
  }

  private func unlock(
    _ file: VaultFile, in store: VaultStore, askingFor keyFile: borrowing KeyFile?
  ) throws(Failure) -> GivenKeys {
    if isBeyondAgent, AgentPlace(of: store.location.file)?.connect() != nil {
      Standard.note("the agent gives out no secret and no key, so this needs the password")
    }
    let question = "Password for \(store.location.file)"
    return try PasswordPrompt(pinentry: pinentry).untilRight(question) {
      (password) throws(Failure) in try unlock(file, in: store, by: password, keyFile)
    }
  }

  /// Unlocks with a password, and with a key file where there is one.
  ///
  /// - Throws: `Failure`.
  func unlock(
    _ file: VaultFile, in store: VaultStore, by password: consuming SecretBytes,
    _ keyFile: borrowing KeyFile?
  ) throws(Failure) -> GivenKeys {
    do {
      let unlocked =
        switch keyFile {
        case .none: try file.unlock(password: password, ceiling: costCeiling)
        case .some(let keyFile):
          try file.unlock(password: password, keyFile: keyFile, ceiling: costCeiling)
        }
      return GivenKeys(unlocked, password: password)
    } catch {
      throw store.failure(error)
    }
  }
}

extension VaultAccess {
  /// Finds the master key of a version of the vault with what is given, or with what the user types.
  ///
  /// - Throws: `Failure`.
  func masterKey(of file: VaultFile, in store: VaultStore) throws(Failure) -> UnlockedKey {
    try unlock(file, in: store).masterKey()
  }
}

extension VaultFile {
  /// Unlocks with a recovery key as it was typed.
  ///
  /// - Throws: `Failure`.
  func unlocked(
    byRecoveryKey typed: borrowing SecretBytes
  ) throws(Failure) -> UnlockedKey {
    let key: RecoveryKey
    do {
      key = try typed.withBytes { (typed) throws(RecoveryKeyError) in
        try RecoveryKey(typed: typed)
      }
    } catch {
      throw Failure(error)
    }
    do {
      return try unlock(recoveryKey: key)
    } catch {
      throw Failure("this recovery key does not open the vault", status: .locked)
    }
  }

  /// Before a password is asked for, which would be typed for nothing.
  fileprivate func requireSlot(for kind: Slot.Kind) throws(Failure) {
    let kinds = header.slots.compactMap(\.kind)
    guard !kinds.contains(kind) else { return }
    guard kind == .password else {
      throw Failure("this key file does not open the vault", status: .locked)
    }
    throw Failure(
      "no password alone opens this vault",
      hint: kinds.contains { $0 == .keyFile || $0 == .passwordAndKeyFile }
        ? "give its key file with --key-file" : "give the recovery key with --use-recovery-key",
      status: .locked)
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
