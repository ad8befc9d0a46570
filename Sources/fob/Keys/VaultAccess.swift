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

  /// The vault for who needs no secret and no key of it.
  ///
  /// - Throws: `Failure`.
  func session() throws(Failure) -> any VaultSession { LocalSession(try open()) }

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
    guard let terminal = Terminal() else { throw .lockedWithoutTerminal }
    if asksForRecoveryKey {
      return try terminal.untilRight { (terminal) throws(Failure) in
        try file.unlocked(byRecoveryKey: terminal.askHidden("Recovery key: "))
      }
    }
    return try terminal.untilRight { (terminal) throws(Failure) in
      try unlock(
        file, in: store, by: terminal.askHidden("Password for \(store.location.file): "))
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

extension Terminal {
  /// Lets the user try three times, as a wrong password is a wrong key more often than not.
  ///
  /// - Parameter attempt: asks, and tries the answer.
  /// - Returns: what the first right answer gives.
  /// - Throws: what the last attempt throws, or what is no wrong answer.
  fileprivate borrowing func untilRight(
    _ attempt: (borrowing Terminal) throws(Failure) -> UnlockedKey
  ) throws(Failure) -> UnlockedKey {
    for _ in 0..<2 {
      do {
        return try attempt(self)
      } catch {
        guard error.status == .locked, error != .noAnswer else { throw error }
        write("\(error.message), try again\n")
      }
    }
    return try attempt(self)
  }
}

extension Failure {
  fileprivate static let lockedWithoutTerminal = Failure(
    "the vault is locked, and there is no terminal to ask for its password",
    hint: "give it with --password-fd, or the recovery key with --recovery-key-fd",
    status: .locked)

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
