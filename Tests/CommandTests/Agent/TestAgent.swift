import ChildProcesses
import Foundation
import Testing
import VaultSupport

/// An agent that holds a vault, and what speaks with it. It ends with the value.
final class TestAgent: Sendable {
  let vault: TestVault

  /// A vault with a private runtime folder, and no agent yet.
  init(on vault: TestVault) throws {
    self.vault = vault
    try Folder.make(vault.folder + "/run")
  }

  /// Starts an agent with the vault's password.
  convenience init(holding vault: TestVault, timeout: String = "60s") async throws {
    try self.init(on: vault)
    let start = try await self("unlock --timeout \(timeout)", with: .password)
    try #require(start.end == .exited(0), "\(start.error)")
  }

  /// An agent whose socket is gone ends by itself.
  deinit { Folder.remove(vault.folder + "/run/fob") }

  /// What leads fob to the agent.
  var variables: [String: String] { ["XDG_RUNTIME_DIR": vault.folder + "/run"] }

  /// Runs fob without a terminal; without a key it can only ask the agent.
  func callAsFunction(
    _ command: String, _ more: String..., with key: TestVault.Key = .nothing, input: String = "",
    variables: [String: String] = [:]
  ) async throws -> Finished {
    try await vault.fob(
      command.split(separator: " ").map(String.init) + more, with: key,
      under: ["/usr/bin/setsid", "--wait"], input: Array(input.utf8),
      variables: self.variables.merging(variables) { $1 })
  }

  /// The agent's process, or `nil` where there is none.
  var process: String? {
    get async throws {
      try await self("unlock --status --json").text.firstMatch(of: /"process":([0-9]+)/)
        .map { String($0.1) }
    }
  }

  /// The names in its folder.
  var files: [String] { Folder.names(in: vault.folder + "/run/fob") }

  var socket: String {
    vault.folder + "/run/fob/" + (files.first { $0.hasSuffix(".socket") } ?? "none")
  }

  /// Speaks with it as the protocol's document says, or in a way that nobody should.
  func python(
    _ arguments: [String], under wrapper: [String] = [], script: String = TestAgent.script
  ) async throws -> Finished {
    let command = wrapper + ["/usr/bin/python3", "-B", script, socket] + arguments
    return try await run(command[0], Array(command.dropFirst()))
  }

  /// Sends one request.
  func ask(_ name: String, _ content: String = "None") async throws -> String {
    let result = try await python(["ask", vault.path, name, content])
    return result.end == .exited(0) ? result.text : "failed: \(result.error)"
  }

  /// Waits until there is no agent any more.
  func waitForEnd(seconds: Double = 10) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if !files.contains(where: { $0.hasSuffix(".socket") }) { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Independent/ask_agent.py").path
}
