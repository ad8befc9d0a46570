import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `An agent is started` {
  @Test func `once, by however many at one time`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try TestAgent(on: vault)
    let ends = try await withThrowingTaskGroup(of: Finished.self) { group in
      for _ in 0..<6 { group.addTask { try await fob("unlock", with: .password) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for end in ends { #expect(end.end == .exited(0), "\(end.error)") }
    #expect(fob.files.count == 2)
    #expect(try await fob("code github --at 59").printed("287082"))
    #expect(try await fob("lock").end == .exited(0))
    #expect(try await fob("code github").failed(4))
  }

  @Test func `over the socket of one that was killed`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try TestAgent(on: vault)
    #expect(try await fob("unlock", with: .password).end == .exited(0))
    _ = try await run("/bin/kill", ["-KILL", try #require(try await fob.process)])
    #expect(fob.files.count == 2)
    #expect(try await fob("code github").failed(4))
    #expect(try await fob("unlock", with: .password).end == .exited(0))
    #expect(try await fob("code github --at 59").printed("287082"))
    #expect(try await fob("lock").end == .exited(0))
  }

  @Test func `only where there is a private folder for it`() async throws {
    let vault = try TestVault([])
    let fob = try TestAgent(on: vault)
    let unset = try await vault("unlock", with: .password)
    #expect(unset.failed(1) && unset.error.contains("XDG_RUNTIME_DIR is not set"))
    _ = try await run("/bin/chmod", ["750", vault.folder + "/run"])
    let shared = try await fob("unlock", with: .password)
    #expect(shared.failed(1) && shared.error.contains("is not yours alone"))
    #expect(fob.files.isEmpty)
  }

  @Test func `with a key that no argument and no variable tells`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try TestAgent(on: vault)
    let trace = vault.folder + "/trace"
    let result = try await vault.fob(
      ["unlock", "--timeout", "1"], with: .password,
      under: ["/usr/bin/strace", "-f", "-e", "trace=execve", "-s", "4096", "-v", "-o", trace],
      variables: fob.variables)
    #expect(result.end == .exited(0))
    let calls = String(decoding: try vault.read(trace), as: UTF8.self)
    let start = try #require(
      calls.split(separator: "\n").first { $0.contains("hold-vault") })
    #expect(start.contains(/\["[^"]*fob", "hold-vault"\]/))
    let names = start.matches(of: /"([A-Z_]+)=/).map { String($0.1) }.sorted()
    #expect(names == ["HOME", "PATH", "XDG_RUNTIME_DIR", "XDG_STATE_HOME"])
  }

  @Test func `by the first command that asks for the password, which says so`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try TestAgent(on: vault)
    let script = #""$program" code github --at 59; "$program" code github --at 59"#
    try await Pane.running(script, on: vault, columns: 150, variables: fob.variables) { pane in
      try await pane.wait(for: "Password for \(vault.path):")
      try await pane.type(TestVault.password + "\n")
      let screen = try await pane.wait(for: "[status 0]")
      #expect(screen.contains("the vault stays open until nobody has asked for 5 min"))
      #expect(screen.split(separator: "\n").count { $0 == "287082" } == 2)
    }
    #expect(try await fob("code github --at 59").printed("287082"))
    #expect(try await fob("lock").end == .exited(0))
  }

  @Test(arguments: ["--no-agent", ""])
  func `by no command where that is not wanted`(option: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try TestAgent(on: vault)
    if option.isEmpty { #expect(try await vault("settings agent off").end == .exited(0)) }
    let script = #""$program" code github --at 59 "# + option
    try await Pane.running(script, on: vault, columns: 150, variables: fob.variables) { pane in
      try await pane.wait(for: "Password for \(vault.path):")
      try await pane.type(TestVault.password + "\n")
      #expect(try await !pane.wait(for: "[status 0]").contains("stays open"))
    }
    #expect(fob.files.isEmpty)
  }

  @Test func `with the timeout of the settings`() async throws {
    let vault = try TestVault([])
    let fob = try TestAgent(on: vault)
    #expect(try await vault("settings agent-timeout 1234").end == .exited(0))
    #expect(try await fob("unlock", with: .password).end == .exited(0))
    #expect(try await fob("unlock --status --json").text.contains(#""timeout":1234"#))
    #expect(try await fob("lock").end == .exited(0))
  }

  @Test(arguments: ["0", "25h", "-1", "x", "1d", "", "99999999999999999999", "+5"])
  func `with no other timeout than one of 1 second to 24 hours`(timeout: String) async throws {
    let vault = try TestVault([])
    #expect(try await vault("unlock", "--timeout=\(timeout)").failed(64))
  }

  @Test func `by fob alone`() async throws {
    #expect(try await TestVault([])("hold-vault", with: .nothing, input: "x").failed(64))
  }
}
