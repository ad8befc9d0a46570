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
    guard let place = AgentPlace(of: location.file), let link = place.connect() else {
      return Standard.note("no agent holds \(location.file)")
    }
    let agent = link.process
    guard link.locks(place.vault) else {
      kill(agent, SIGKILL)
      return Standard.note("the agent did not answer, and was killed")
    }
    Standard.note("locked")
  }
}
