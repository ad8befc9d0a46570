import Authenticator
import ChildProcesses
import Glibc
import Testing
import VaultSupport

/// fob with nothing to open the vault with, its process's number where `Pane` looks for it.
private let locked = #"(echo $BASHPID >../pid; exec "$program")"#

extension Pane {
  /// Types the password into the question on the screen.
  fileprivate func unlock(_ password: String = TestVault.password) async throws {
    try await wait(for: "Password:")
    try await type(password)
    try await press("Enter")
  }
}

@Suite(.serialized) struct `The locked live screen` {
  @Test func `asks for the password on the screen itself, and leaves no trace of it`() async throws
  {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(locked, on: vault) { pane in
      try await pane.unlock("wrong")
      let refused = try await pane.wait(for: "wrong password")
      #expect(!refused.contains("GitHub"))
      try await pane.type("corect")
      let typed = try await pane.wait(for: "Password: ••••••")
      #expect(!typed.contains("corect"))
      try await pane.press("C-u")
      try await pane.unlock()
      try await pane.wait(for: "GitHub")
      try await pane.type("q")
      try await pane.wait(for: "[status 0]")
      let everything = try await pane.everything
      #expect(!everything.contains("Password") && !everything.contains("horse"))
    }
  }

  @Test(arguments: [(20, 5), (200, 50)])
  func `asks at any size`(columns: Int, rows: Int) async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(locked, on: vault, columns: columns, rows: rows) { pane in
      try await pane.unlock()
      try await pane.wait(for: "GitHub")
    }
  }

  @Test func `takes the recovery key in the password's place`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(locked, on: vault) { pane in
      try await pane.unlock(vault.recoveryKey)
      try await pane.wait(for: "GitHub")
    }
  }

  @Test func `deletes a character of several bytes as one`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(locked, on: vault) { pane in
      try await pane.wait(for: "Password:")
      try await pane.type("日本é")
      try await pane.wait(for: "Password: •••")
      try await pane.press("BSpace")
      try await pane.press("Up")
      let screen = try await pane.wait(for: "Password: •• ") { $0.contains(/Password: ••\s*\n/) }
      #expect(!screen.contains("日"))
    }
  }

  @Test func `is left by Ctrl-D`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(locked, on: vault) { pane in
      try await pane.wait(for: "Password:")
      try await pane.press("C-d")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("[status 0]"))
    }
  }

  @Test func `comes by Ctrl-L, and shows no account until the password is typed`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.press("C-l")
      let screen = try await pane.wait(for: "Password:")
      #expect(!screen.contains("GitHub") && !screen.contains("alice"))
      try await pane.unlock()
      try await pane.wait(for: "GitHub")
    }
  }

  @Test func `comes when no key was pressed for the time that was set`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("settings screen-timeout 5").end == .exited(0))
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      let screen = try await pane.wait(for: "no key was pressed for 5 s", within: 20)
      #expect(!screen.contains("GitHub"))
    }
  }

  @Test func `comes when fob is stopped, before it stops`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let script = "set -m; fob; echo [stopped]; read -r line; fg >/dev/null"
    try await Pane.running(script, on: vault) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.press("C-z")
      let stopped = try await pane.wait(for: "[stopped]")
      #expect(!stopped.contains("GitHub"))
      try await pane.press("Enter")
      let screen = try await pane.wait(for: "since fob was stopped")
      #expect(!screen.contains("GitHub"))
      try await pane.unlock()
      try await pane.wait(for: "GitHub")
      try await pane.type("q")
      try await pane.wait(for: "[echo]")
    }
  }

  /// Root may read the memory of any process; nobody else that of one that cannot be traced.
  @Test(.enabled(if: getuid() == 0))
  func `holds no secret in its memory any more`() async throws {
    let vault = try TestVault(accounts: 2)
    let secret = String(decoding: TestVault.secret(2), as: UTF8.self)
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "Issuer 2")
      #expect(try await pane.memory(holds: secret))
      try await pane.press("C-l")
      try await pane.wait(for: "Password:")
      #expect(try await !pane.memory(holds: secret))
      try await pane.unlock()
      try await pane.wait(for: "Issuer 2")
      #expect(try await pane.memory(holds: secret))
      #expect(try await !pane.memory(holds: "correct horse battery"))
    }
  }
}

@Suite(.serialized) struct `A password that was not typed for long` {
  @Test(arguments: [(UInt64(31), true), (29, false)])
  func `is asked for once it is 30 days`(days: UInt64, isAsked: Bool) async throws {
    let vault = try TestVault(uris: [Known.github])
    try vault.set { $0.passwordTyped = UInt64(max(0, time(nil))) - days * 86_400 }
    try await Pane.running("fob", on: vault) { pane in
      guard isAsked else {
        try await pane.wait(for: "GitHub")
        return
      }
      try await pane.wait(for: "so that you do not")
      try await pane.press("Escape")
      try await pane.wait(for: "GitHub")
    }
  }
}

@Suite(.serialized) struct `The live screen with an agent` {
  /// Unlocks an agent that lives as long as the terminal.
  private static let agent = agent(timeout: "5m")

  private static func agent(timeout: String) -> String {
    """
    export XDG_RUNTIME_DIR=$PWD; chmod 700 .; trap '"$program" lock' EXIT
    "$program" unlock --timeout \(timeout) --password-fd 8 8<"$keys/password"; clear

    """
  }

  @Test func `keeps the agent open while keys are pressed, and no longer`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(Self.agent(timeout: "12s") + locked, on: vault) { pane in
      try await pane.wait(for: "GitHub")
      let open = try await pane.press("Down", times: 30, every: 0.5)
      #expect(open.contains("GitHub"))
      let screen = try await pane.wait(for: "Password:", within: 40)
      #expect(!screen.contains("GitHub"))
    }
  }

  @Test func `asks for no password, and Ctrl-L locks the agent too`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.counted])
    let script = Self.agent + locked + "; \"$program\" unlock --status"
    try await Pane.running(script, on: vault) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.type("G+")
      try await pane.wait(for: "755 224")
      try await pane.press("C-l")
      let screen = try await pane.wait(for: "Password:")
      #expect(!screen.contains("GitHub"))
      try await pane.press("C-d")
      try await pane.wait(for: "[status 4]")
    }
  }

  @Test func `is locked when the agent is`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let lock = "(sleep 2; \"$program\" lock) >/dev/null 2>&1 & "
    try await Pane.running(Self.agent + lock + locked, on: vault) { pane in
      try await pane.wait(for: "GitHub")
      let screen = try await pane.wait(for: "Password:")
      #expect(!screen.contains("GitHub"))
    }
  }

  @Test func `asks for the password before it draws what the agent does not give`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(Self.agent + locked, on: vault, rows: 40) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.type("Q")
      try await pane.wait(for: "Show the QR code")
      try await pane.type("y")
      try await pane.wait(for: "which takes the password")
      try await pane.unlock()
      try await pane.wait(for: "Esc ends this")
      #expect(try await scan(CellPicture(pane.cells).file) == Known.github)
    }
  }
}
