import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `An agent ends` {
  @Test func `at once when it is told to`() async throws {
    let vault = try TestVault([])
    let fob = try await TestAgent(holding: vault)
    let process = try #require(try await fob.process)
    let result = try await fob("lock")
    #expect(result.end == .exited(0) && result.error == "locked\n")
    #expect(fob.files.allSatisfy { $0.hasSuffix(".lock") })
    #expect(try await areGone([process], within: 1))
    #expect(try await fob("code x").failed(4))
    #expect(try await fob("unlock --status").failed(4))
    #expect(try await fob("unlock --status --json").text == "{\"locked\":true}\n")
    #expect(try await fob("lock").end == .exited(0))
  }

  @Test func `with all others of its user where that is asked for, also one that is stuck`()
    async throws
  {
    let vaults = try (0..<3).map { _ in try TestVault([]) }
    let fob = try await TestAgent(holding: vaults[0])
    for vault in vaults.dropFirst() {
      #expect(try await fob("unlock --vault", vault.path, with: .password).end == .exited(0))
    }
    let stuck = try #require(try await fob.process)
    _ = try await run("/bin/kill", ["-STOP", stuck])
    let result = try await fob("lock --all")
    #expect(result.end == .exited(0))
    let words = vaults.dropFirst().map { "locked \($0.path)" }
    #expect(
      Set(result.error.split(separator: "\n").map(String.init))
        == Set(words + ["the agent did not answer, and was killed"]))
    #expect(try await areGone([stuck], within: 1))
    #expect(try await fob("lock --all").error == "no agent holds a vault\n")
    #expect(try await fob("lock --all --vault x").failed(64))
  }

  @Test func `when nobody has asked for its time, questions about it apart`() async throws {
    let fob = try await TestAgent(holding: try TestVault(uris: [Known.github]), timeout: "5s")
    for _ in 0..<3 {
      try await Task.sleep(for: .seconds(2))
      #expect(try await fob("code github --at 59").printed("287082"))
    }
    try await Task.sleep(for: .seconds(1))
    #expect(try await fob("unlock --status").end == .exited(0))
    #expect(try await fob.ask("codes", "[[], 59]").hasPrefix("[0,"))
    #expect(try await fob.waitForEnd(seconds: 10))
  }

  @Test(arguments: ["TERM", "INT", "HUP"])
  func `by a signal, and leaves no socket`(signal: String) async throws {
    let fob = try await TestAgent(holding: try TestVault([]))
    let process = try #require(try await fob.process)
    _ = try await run("/bin/kill", ["-\(signal)", process])
    #expect(try await fob.waitForEnd())
  }

  @Test func `even where it does not answer`() async throws {
    let fob = try await TestAgent(holding: try TestVault([]))
    let process = try #require(try await fob.process)
    _ = try await run("/bin/kill", ["-STOP", process])
    #expect(try await fob("lock").error.contains("was killed"))
    #expect(try await isGone(process))
  }

  @Test func `when the vault is moved`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try await TestAgent(holding: vault)
    try await vault.mv(vault.path, vault.path + ".moved")
    #expect(try await fob("code github --at 59").failed(1))
    #expect(try await fob.waitForEnd())
  }

  @Test func `when another vault takes the place`() async throws {
    let (vault, other) = (try TestVault(uris: [Known.github]), try TestVault(uris: [Known.long]))
    let fob = try await TestAgent(holding: vault)
    try await vault.mv(other.path, vault.path)
    let result = try await fob("code github --at 59")
    #expect(result.failed(4) && result.error.contains("its keys were changed"))
    #expect(try await fob.waitForEnd())
  }

  @Test func `when the vault gets new keys, and never brings the old state back`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try await TestAgent(holding: vault)
    let rekey = try await vault("rekey --yes", with: .password)
    try #require(rekey.end == .exited(0), "\(rekey.error)")
    let after = try vault.read(vault.path)
    let edit = try await fob("edit github --note old")
    #expect(edit.failed(4) && edit.error.contains("its keys were changed"))
    #expect(try await fob.waitForEnd())
    #expect(try vault.read(vault.path) == after)
  }

  @Test func `when its socket is removed`() async throws {
    let fob = try await TestAgent(holding: try TestVault([]))
    let process = try #require(try await fob.process)
    _ = try await run("/bin/rm", [fob.socket])
    #expect(try await areGone([process]))
  }
}

extension TestVault {
  fileprivate func mv(_ old: String, _ new: String) async throws {
    let result = try await run("/bin/mv", [old, new])
    try #require(result.end == .exited(0))
  }
}
