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
        fob lock --all
      """)

  @Option(help: ArgumentHelp("The vault file.", valueName: "path"), completion: .file())
  var vault: String?

  @Flag(help: "End all agents of yours, whichever vaults they hold.")
  var all = false

  func validate() throws {
    guard !all || vault == nil else { throw ValidationError("--all means every vault") }
  }

  func run() throws {
    guard !all else { return Lock.lockAll() }
    let location = try VaultLocation(option: vault)
    guard let place = AgentPlace(of: location.file), let isAnswered = place.lockAgent() else {
      return Standard.note("no agent holds \(location.file)")
    }
    Lock.tell(isAnswered, of: nil)
  }

  private static func lockAll() {
    let ends = AgentPlace.all.compactMap { place in
      let status = (try? place.tell(.status)).flatMap(AgentStatus.init)
      return place.lockAgent().map { (isAnswered: $0, vault: status?.vault) }
    }
    for end in ends { tell(end.isAnswered, of: end.vault) }
    if ends.isEmpty { Standard.note("no agent holds a vault") }
  }

  private static func tell(_ isAnswered: Bool, of vault: String?) {
    guard isAnswered else { return Standard.note("the agent did not answer, and was killed") }
    Standard.note(vault.map { "locked \($0)" } ?? "locked")
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
