internal import Authenticator

extension VaultAccess {
  /// The vault for who needs no secret and no key of it: the agent's, or else opened here, after
  /// which an agent holds it too if the password was typed.
  ///
  /// - Throws: `Failure`.
  func session() throws(Failure) -> any VaultSession {
    let store = VaultStore(location: try VaultLocation(option: path))
    guard isAsked, !avoidsAgent else { return LocalSession(try open()) }
    if let session = AgentSession(store, reopen: open) { return session }
    let opened = try open()
    if let words = startAgent(holding: opened) { Standard.note(words) }
    return LocalSession(opened)
  }

  /// Whether somebody has to be asked for the password. What is named on the command line or in the
  /// environment is read in any case: who reads the rest of that descriptor counts on it.
  var isAsked: Bool {
    passwordDescriptor == nil && recoveryKeyDescriptor == nil && keyFile == nil
      && !asksForRecoveryKey && SystemCall.environment("FOB_PASSWORD_FD") ?? "" == ""
  }

  /// Starts an agent that holds the vault too, unless that is not wanted.
  ///
  /// - Returns: what to tell the user.
  func startAgent(holding opened: borrowing OpenVault) -> String? {
    let (file, settings) = (opened.store.location.file, opened.vault.settings)
    guard !avoidsAgent, settings.startsAgent, let place = AgentPlace(of: file) else { return nil }
    do {
      try place.start(holding: opened, timeout: settings.agentTimeout)
      let time = Duration.untilQuiet(settings.agentTimeout)
      return "the vault stays open \(time); fob lock ends that"
    } catch {
      return "note: no agent was started: \(error.message)"
    }
  }
}
