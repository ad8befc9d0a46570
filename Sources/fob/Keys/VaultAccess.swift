internal import Authenticator
internal import Secrets

/// Which vault to open, and where its password or recovery key comes from.
struct VaultAccess: Equatable {
  /// `nil` for the usual place.
  var path: String?
  var passwordDescriptor: Int32?
  var recoveryKeyDescriptor: Int32?
  /// Whether the user types the recovery key instead of the password.
  var asksForRecoveryKey = false
  var allowsCostlySlots = false
  /// The program that asks for the password, where one is named.
  var pinentry: String?
  /// Whether no agent is asked, and none started.
  var avoidsAgent = false

  /// Opens the vault with what is given, or with what the user types.
  ///
  /// - Throws: `Failure`.
  func open() throws(Failure) -> OpenVault {
    let store = VaultStore(location: try VaultLocation(option: path))
    let file = try store.read()
    return try OpenVault(file, in: store, unlockedBy: try unlock(file, in: store))
  }

  private func unlock(_ file: VaultFile, in store: VaultStore) throws(Failure) -> UnlockedKey {
    if let recoveryKeyDescriptor {
      let typed = try SecretSource(recoveryKeyDescriptor).read()
      return try file.unlocked(byRecoveryKey: typed)
    }
    let source = try SecretSource.given(
      passwordDescriptor, variable: "FOB_PASSWORD_FD", option: "--password-fd")
    if let source, !asksForRecoveryKey { return try unlock(file, in: store, by: source.read()) }
    let prompt = try PasswordPrompt(pinentry: pinentry)
    if asksForRecoveryKey {
      return try prompt.untilRight("Recovery key") { (typed) throws(Failure) in
        try file.unlocked(byRecoveryKey: typed)
      }
    }
    let question = "Password for \(store.location.file)"
    return try prompt.untilRight(question) { (password) throws(Failure) in
      try unlock(file, in: store, by: password)
    }
  }

  private func unlock(
    _ file: VaultFile, in store: VaultStore, by password: borrowing SecretBytes
  ) throws(Failure) -> UnlockedKey {
    do {
      return try file.unlock(
        password: password, ceiling: allowsCostlySlots ? .max : VaultFile.defaultCostCeiling)
    } catch {
      throw store.failure(error)
    }
  }
}

extension VaultFile {
  fileprivate func unlocked(
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
