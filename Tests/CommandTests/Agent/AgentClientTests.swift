import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `A client of the agent` {
  @Test func `is understood where it speaks as the document says`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try await TestAgent(holding: vault)
    #expect(try await fob.ask("code", "['github', False, 59]").contains("'287082'"))
    #expect(try await fob.ask("list").contains("'alice@example.com'"))
    #expect(try await fob.ask("status").contains(vault.path))
    #expect(try await fob.ask("undo", "[None]").hasPrefix("[0,"))
  }

  @Test(arguments: [
    ("export", "None"), ("secrets", "None"), ("key", "None"), ("handover", "None"), ("", "None"),
  ])
  func `gets nothing that is no request`(name: String, content: String) async throws {
    let fob = try await TestAgent(holding: try TestVault(uris: [Known.github]))
    let answer = try await fob.ask(name, content)
    #expect(answer.hasPrefix("[2, 'it is of another version"), "\(answer)")
    #expect(try await fob("code github --at 59").printed("287082"))
  }

  @Test(arguments: [
    "digits", "code", "codes", "count", "list", "changes", "add", "edit", "move", "undo",
  ])
  func `is told where a request is not what it should be`(name: String) async throws {
    let fob = try await TestAgent(holding: try TestVault(uris: [Known.github]))
    for content in [
      "17", "['x', 'y', 'z', 'u', 'v']", "[[[[[]]]]]", "{'a': b'x'}", "[None, None, None, None]",
    ] {
      #expect(try await fob.ask(name, content).hasPrefix("[1, ['the agent does not understand"))
    }
  }

  @Test func `does not stop others by stalling`() async throws {
    let fob = try await TestAgent(holding: try TestVault(uris: [Known.github]))
    async let stalling = fob.python(["stall", "100", "3"])
    for _ in 0..<8 {
      try await Task.sleep(for: .milliseconds(300))
      #expect(try await fob("code github --at 59").printed("287082"))
    }
    #expect(try await stalling.end == .exited(0))
  }

  @Test func `does not stop others by asking without end and never reading`() async throws {
    let vault = try TestVault(accounts: 300)
    let fob = try await TestAgent(holding: vault)
    async let flooding = fob.python(["flood", vault.path, "3"])
    for _ in 0..<5 {
      try await Task.sleep(for: .milliseconds(400))
      let result = try await fob("code", "issuer 77")
      #expect(result.end == .exited(0), "\(result.error)")
    }
    _ = try await flooding
    let process = try #require(try await fob.process)
    let memory = try await run(
      "/usr/bin/awk", ["/VmHWM/ { print $2 }", "/proc/\(process)/status"]
    ).text
    #expect((Int(memory.dropLast()) ?? .max) < 60_000, "\(memory) kB")
  }

  @Test func `does not disturb it with rubbish`() async throws {
    let fob = try await TestAgent(holding: try TestVault(uris: [Known.github]))
    let result = try await fob.python(["rubbish", "300"])
    #expect(result.printed("done"), "\(result.error)")
    #expect(try await fob("code github --at 59").printed("287082"))
  }

  @Test func `of another user is turned away, whatever the folder allows`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try await TestAgent(holding: vault)
    // The other user may not even see where the project lies.
    let open = """
      cp -r "$(dirname '\(TestAgent.script)')" '\(vault.folder)/client'
      cd '\(vault.folder)'; chmod -R a+rX . ; chmod 666 '\(fob.socket)'
      """
    _ = try await run("/bin/sh", ["-c", open])
    let other = ["/usr/bin/setpriv", "--reuid", "65534", "--clear-groups"]
    let result = try await fob.python(
      ["ask", vault.path, "list"], under: other, script: "\(vault.folder)/client/ask_agent.py")
    #expect(result.printed("None"), "\(result.error)")
    #expect(try await fob.ask("list").contains("alice"))
  }

  @Test func `does not believe a socket of another user`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try TestAgent(on: vault)
    let listen = """
      import os, socket, sys
      s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); os.chmod(sys.argv[1], 0o666)
      os.setresuid(65534, 65534, 65534); s.listen(); print('listening', flush=True)
      s.settimeout(20); c, _ = s.accept(); print(c.recv(100), flush=True)
      """
    // Where the agent's socket would be: learnt from one, which ends before.
    #expect(try await fob("unlock", with: .password).end == .exited(0))
    let socket = fob.socket
    #expect(try await fob("lock").end == .exited(0))
    async let listener = run("/usr/bin/python3", ["-c", listen, socket])
    while !fob.files.contains(where: { $0.hasSuffix(".socket") }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    try await Task.sleep(for: .milliseconds(300))
    #expect(try await fob("code github").failed(4))
    #expect(try await listener.text == "listening\nb''\n")
  }

  @Test func `that hears nothing from it does without it, and says so once`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.counted])
    let fob = try await TestAgent(holding: vault)
    let process = try #require(try await fob.process)
    _ = try await run("/bin/kill", ["-STOP", process])
    let start = ContinuousClock.now
    let script = #""$program" code github --at 59; "$program" code token"#
    try await Pane.running(script, on: vault, columns: 150, variables: fob.variables) { pane in
      for number in 1...2 {
        try await pane.wait(for: "question \(number)") {
          $0.split(separator: "Password for", omittingEmptySubsequences: false).count == number + 1
        }
        try await pane.type(TestVault.password + "\n")
      }
      let screen = try await pane.wait(for: "[status 0]")
      let words = "the agent (process \(process)) does not answer\n"
      #expect(screen.split(separator: words, omittingEmptySubsequences: false).count == 3)
      #expect(!screen.contains("stays open"))
    }
    #expect(ContinuousClock.now - start < .seconds(10))
    // What was asked of it in vain is not done later.
    _ = try await run("/bin/kill", ["-CONT", process])
    #expect(try await fob("code token").printed("287082"))
  }

  @Test func `that hears nothing from it asks on the live screen, and goes on without it`()
    async throws
  {
    let vault = try TestVault(uris: [Known.github])
    let fob = try await TestAgent(holding: vault)
    let process = try #require(try await fob.process)
    _ = try await run("/bin/kill", ["-STOP", process])
    let script = #""$program""#
    try await Pane.running(script, on: vault, columns: 120, variables: fob.variables) { pane in
      let screen = try await pane.wait(for: "Password:", within: 6)
      #expect(screen.contains("the agent (process \(process)) does not answer"))
      try await pane.type(TestVault.password + "\n")
      try await pane.wait(for: "GitHub", within: 6)
    }
    // Stopped, it would not see that its socket is gone, and stay.
    _ = try await run("/bin/kill", ["-CONT", process])
  }

  @Test func `waits for longer where nobody could be asked in its place`() async throws {
    let fob = try await TestAgent(holding: try TestVault(uris: [Known.github]))
    let process = try #require(try await fob.process)
    _ = try await run("/bin/kill", ["-STOP", process])
    async let code = fob("code github --at 59")
    try await Task.sleep(for: .seconds(4))
    _ = try await run("/bin/kill", ["-CONT", process])
    #expect(try await code.printed("287082"))
  }

  @Test func `is given no answer that is too long, and the command opens the vault itself`()
    async throws
  {
    let vault = try TestVault(
      (1...33).map { number in
        var account = TestVault.account(number)
        account.tags = [String(repeating: "x", count: 1 << 20)]
        return account
      })
    let fob = try await TestAgent(holding: vault)
    let result = try await fob("list")
    #expect(result.failed(4) && result.error.contains("more than the agent takes at once"))
  }
}
