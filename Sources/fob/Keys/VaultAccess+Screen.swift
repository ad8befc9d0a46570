internal import Authenticator
internal import Secrets

// A screen asks for the password itself.

extension VaultAccess {
  /// The vault where nobody has to type anything: the agent's, or opened with what is given.
  ///
  /// - Returns: `nil` where the password is needed.
  /// - Throws: `Failure`.
  func sessionUnasked(_ store: VaultStore) throws(Failure) -> (any VaultSession)? {
    guard !isAsked else { return avoidsAgent ? nil : AgentSession(store) }
    if asksForRecoveryKey, recoveryKeyDescriptor == nil { return nil }
    let isGiven =
      passwordDescriptor != nil || recoveryKeyDescriptor != nil
      || SystemCall.environment("FOB_PASSWORD_FD") ?? "" != ""
    if !isGiven, let keyFile { return try session(store, keyFile) }
    return LocalSession(try open())
  }

  /// A key file that opens alone needs no password.
  private func session(
    _ store: VaultStore, _ keyFile: String
  ) throws(Failure) -> (any VaultSession)? {
    let file = try store.read()
    let key = try KeyFile.read(keyFile)
    guard let unlocked = try? file.unlock(keyFile: key) else { return nil }
    return LocalSession(try OpenVault(file, in: store, unlockedBy: unlocked))
  }

  /// Opens the vault with what was typed: the password, or the recovery key in its place.
  ///
  /// - Throws: `Failure`.
  func open(_ store: VaultStore, typed: consuming SecretBytes) throws(Failure) -> OpenVault {
    let file = try store.read()
    if let unlocked = try? file.unlocked(byRecoveryKey: typed) {
      return try OpenVault(file, in: store, unlockedBy: unlocked)
    }
    var key: KeyFile?
    if let keyFile { key = try KeyFile.read(keyFile) }
    let keys = try unlock(file, in: store, by: typed, key)
    return try Opening(file, in: store, unlockedBy: keys).vault()
  }
}
