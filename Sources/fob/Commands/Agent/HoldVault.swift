internal import ArgumentParser

/// `fob hold-vault`, the agent, which fob starts by itself.
struct HoldVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: AgentProcess.command, _superCommandName: "fob",
    abstract: "Hold the vault whose key standard input gives.", shouldDisplay: false)

  func run() throws { try AgentProcess.run() }
}
