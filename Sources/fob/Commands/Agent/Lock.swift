internal import ArgumentParser
internal import Authenticator
internal import Glibc

/// `fob lock`: ends the agent.
struct Lock: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "lock", abstract: "Forget the opened vault: end the agent that holds it.",
    discussion: """
      When this returns, the agent has wiped what it held. An agent that does not answer is killed.

      Examples:
        fob lock
      """)

  @Option(help: ArgumentHelp("The vault file.", valueName: "path"), completion: .file())
  var vault: String?

  func run() throws {
    let location = try VaultLocation(option: vault)
    switch AgentPlace(of: location.file)?.lockAgent() {
    case true: Standard.note("locked")
    case false: Standard.note("the agent did not answer, and was killed")
    case nil: Standard.note("no agent holds \(location.file)")
    }
  }
}

extension AgentPlace {
  /// Ends the agent; when this returns, it has wiped what it held.
  ///
  /// - Returns: whether it did so itself, or had to be killed; `nil` where there is none.
  func lockAgent() -> Bool? {
    guard let link = connect() else { return nil }
    let agent = link.process
    guard !link.locks(vault) else { return true }
    kill(agent, SIGKILL)
    return false
  }
}
