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
    VaultAccess.startAgent(holding: opened)
    return LocalSession(opened)
  }

  /// Whether somebody has to be asked for the password. What is named on the command line or in the
  /// environment is read in any case: who reads the rest of that descriptor counts on it.
  private var isAsked: Bool {
    passwordDescriptor == nil && recoveryKeyDescriptor == nil && keyFile == nil
      && !asksForRecoveryKey
      && SystemCall.environment("FOB_PASSWORD_FD") ?? "" == ""
  }

  private static func startAgent(holding opened: borrowing OpenVault) {
    let (file, settings) = (opened.store.location.file, opened.vault.settings)
    guard settings.startsAgent, let place = AgentPlace(of: file) else { return }
    do {
      try place.start(holding: opened, timeout: settings.agentTimeout)
      let time = Duration.untilQuiet(settings.agentTimeout)
      Standard.note("the vault stays open \(time); fob lock ends that (--no-agent: do not)")
    } catch {
      Standard.note("note: no agent was started: \(error.message)")
    }
  }
}
