import ChildProcesses
import Glibc
import Secrets
import Testing
import VaultSupport

@testable import fob

/// The real programs of Debian, each on a terminal that is not fob's: fob has none.
@Suite(.serialized) struct `A pinentry program` {
  private static let command = #"GPG_TTY=$(tty) setsid --wait "$program" code github --at 59"#

  @Test(arguments: ["pinentry-tty", "pinentry-curses"])
  func `asks for the password`(program: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let script = Self.command + " --pinentry \(program) 2>&1 >../code; r=$?; cat ../code; (exit $r)"
    try await Pane.running(script, on: vault, columns: 130, variables: terminal) { pane in
      try await pane.wait(for: "Password for \(vault.path)")
      try await pane.type("wrong")
      try await pane.press("Enter")
      try await pane.wait(for: "wrong password, try again")
      try await pane.type(TestVault.password)
      try await pane.press("Enter")
      let screen = try await pane.wait(for: "[status 0]")
      #expect(screen.contains("287082") && !screen.contains("horse"))
    }
  }

  @Test func `that is cancelled opens nothing`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let script = Self.command + " --pinentry pinentry-curses"
    try await Pane.running(script, on: vault, columns: 130, variables: terminal) { pane in
      try await pane.wait(for: "Password for \(vault.path)")
      for key in ["Tab", "Tab", "Enter"] { try await pane.press(key) }
      let screen = try await pane.wait(for: "[status 4]")
      #expect(screen.contains("no password was given"))
    }
  }

  @Test func `is named by FOB_PINENTRY as well`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let variables = terminal.merging(["FOB_PINENTRY": "/usr/bin/pinentry-tty"]) { $1 }
    try await Pane.running(Self.command, on: vault, columns: 130, variables: variables) { pane in
      try await pane.wait(for: "Password for \(vault.path)")
      try await pane.type(TestVault.password)
      try await pane.press("Enter")
      try await pane.wait(for: "[status 0]")
    }
  }

  /// Neither waits for somebody who cannot answer any more. Where fob is of another session than the
  /// terminal, no signal tells it.
  @Test(arguments: ["", "setsid"], ["pinentry-tty", "pinentry-curses"])
  func `ends with its terminal, and fob does too`(session: String, program: String) async throws {
    try await asking("exec \(session)", program) { pane, processes in
      try await pane.close()
      #expect(try await areGone(processes))
    }
  }

  @Test(arguments: [SIGKILL, SIGTERM, SIGINT])
  func `ends with fob`(signal: Int32) async throws {
    try await asking("exec setsid", "pinentry-curses") { pane, processes in
      try await pane.send(signal)
      #expect(try await areGone(processes))
    }
  }

  /// Asks in a terminal, and gives the ids of fob and of the program that asks.
  private func asking(
    _ start: String, _ program: String, _ body: (Pane, [String]) async throws -> Void
  ) async throws {
    let vault = try TestVault(uris: [Known.github])
    let script = """
      (echo $BASHPID >../pid; export GPG_TTY=$(tty)
       \(start) "$program" code github --pinentry \(program))
      """
    try await Pane.running(script, on: vault, columns: 130, variables: terminal) { pane in
      try await pane.wait(for: "Password for \(vault.path)")
      let find = "cat '\(vault.folder)/pid'; pgrep -P $(cat '\(vault.folder)/pid')"
      let processes = try await run("/bin/sh", ["-c", find]).lines
      try #require(processes.count == 2, "\(processes)")
      try await body(pane, processes)
    }
  }

  /// Debian's pinentry-tty says of a missing terminal that it was cancelled.
  @Test func `that is not there, or has no terminal, opens nothing`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let missing = try await vault("code github --pinentry no-such-program", with: .nothing)
    #expect(missing.failed(4) && missing.error.contains("there is no program no-such-program"))
    let blind = try await vault("code github --pinentry pinentry-tty", with: .nothing)
    #expect(blind.failed(4) && blind.error.contains("no password was given"))
  }

  private let terminal = ["TERM": "xterm"]
}

@Suite struct `What a pinentry says` {
  @Test(arguments: [
    ("OK hello\nOK\nD secret\nOK\nOK bye\n", "secret"),
    ("OK\nERR 1 unknown option\nD a%25b%0Ac%e2%82%ac\nOK\n", "a%b\nc€"),
    ("OK\nOK\nS note\n# comment\nD one\nD two\nOK\n", "onetwo"),
    ("OK\nOK\nOK\n", ""), ("OK\nOK\nD 100%\nOK\n", "100%"), ("OK\nOK\nD %zz%4\nOK\n", "%zz%4"),
    ("OK\nD other\nOK\nD mine\nOK\n", "mine"),
  ])
  func `is decoded`(said: String, password: String) throws {
    let data = try AssuanReply.data(in: secret(said), toCommand: 2)
    #expect(data.withBytes { bytes in bytes.indices.map { bytes[$0] } } == Array(password.utf8))
  }

  @Test(arguments: [
    ("OK\nOK\nERR 83886179 Operation cancelled <Pinentry>\n", true),
    ("OK\nOK\nERR 83886340 No such device\n", false), ("OK\nOK\n", false), ("", false),
    ("OK\nOK\nERR\n", false), ("OK\nOK\nD secret", false), ("OK\nOK\nERR x y z\n", false),
    ("OK\nOK\nERR 99999999999999999999 z\n", false),
  ])
  func `is no password`(said: String, isCancelled: Bool) throws {
    do {
      _ = try AssuanReply.data(in: secret(said), toCommand: 2)
      Issue.record("it was taken for one")
    } catch {
      #expect(error.isCancelled == isCancelled)
    }
  }

  private func secret(_ text: String) -> Secret {
    Secret(SecretBytes(copying: Array(text.utf8).span))
  }
}
