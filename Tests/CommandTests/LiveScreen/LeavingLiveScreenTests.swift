import ChildProcesses
import Glibc
import Testing
import VaultSupport

@Suite(.serialized) struct `Leaving the live screen` {
  @Test func `by q leaves no code behind, on the screen or above it`() async throws {
    let vault = try TestVault(uris: [Known.long])
    try await Pane.running("echo before; fob", on: vault) { pane in
      try await pane.wait(for: "a code") { $0.contains(/\d{4} \d{4}/) }
      try await pane.type("q")
      try await pane.wait(for: "[echo]")
      let everything = try await pane.everything
      #expect(everything.contains("before\n[status 0]\n[echo]"))
      #expect(!everything.contains(/\d{4} \d{4}/) && !everything.contains("Bank"))
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `by a signal gives the terminal back, and ends by that signal`(
    signal: Int32
  ) async throws {
    let vault = try TestVault(uris: [Known.long])
    try await Pane.running("echo before; fob", on: vault) { pane in
      try await pane.wait(for: "a code") { $0.contains(/\d{4} \d{4}/) }
      try await pane.send(signal)
      let screen = try await pane.wait(for: "echo]")
      #expect(screen.contains("[status \(128 + signal)]") && screen.contains("[echo]"))
      #expect(try await !pane.everything.contains(/\d{4} \d{4}/))
    }
  }

  @Test func `by Ctrl-C gives the terminal back`() async throws {
    let vault = try TestVault(uris: [Known.long])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "Bank")
      try await pane.press("C-c")
      let screen = try await pane.wait(for: "echo]")
      #expect(screen.contains("[status 130]") && screen.contains("[echo]"))
    }
  }

  @Test func `happens where its terminal goes away`() async throws {
    let vault = try TestVault(uris: [Known.long])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "Bank")
      #expect(try await pane.isRunning)
      try await pane.close()
      for _ in 1...100 where try await pane.isRunning {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(try await !pane.isRunning)
    }
  }
}

@Suite(.serialized) struct `A terminal that cannot show the live screen` {
  @Test(arguments: [
    ("no-such-terminal", #"the terminal type "no-such-terminal" is not known here"#),
    ("", "TERM is not set"),
  ])
  func `is told so, with what to do instead`(name: String, message: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("export TERM='\(name)'; fob", on: vault) { pane in
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("fob: \(message)\n") && screen.contains("fob list --codes"))
      #expect(screen.contains("[status 1]"))
    }
  }

  @Test func `is told so before it is asked for a password`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(#"TERM=nothing "$program""#, on: vault) { pane in
      let screen = try await pane.wait(for: "[echo]")
      #expect(!screen.contains("Password") && screen.contains("[status 1]"))
    }
  }

  @Test(arguments: ["fob | cat", "fob </dev/null", "fob <&-", "TERM=dumb fob"])
  func `that is dumb or only half one gets the codes once`(command: String) async throws {
    let vault = try TestVault(uris: [Known.long])
    try await Pane.running(command, on: vault) { pane in
      let screen = try await pane.wait(for: "[status 0]")
      #expect(screen.contains("CODE       LEFT  NEXT") && screen.contains(/Bank .*\d{4} \d{4}/))
    }
  }
}
