import ChildProcesses
import Glibc
import Testing
import VaultSupport

@Suite(.serialized) struct `What is typed at a question` {
  @Test func `ahead of the answer to a password is not seen`() async throws {
    let vault = try TestVault([])
    let script = #"""
      "$program" init --vault new.fob --password-fd 7 7<"$keys/password" >/dev/null 2>&1
      "$program" list --vault new.fob --no-agent
      """#
    try await Pane.running(script, on: vault) { pane in
      try await pane.wait(for: "Password for")
      try await pane.type("wrong\n")
      _ = try await pane.press("%", times: 20, every: 0.01)
      try await pane.wait(for: "the second question") {
        $0.split(separator: "Password for", omittingEmptySubsequences: false).count == 3
      }
      try await pane.press("C-c")
      #expect(try await !pane.wait(for: "[echo]").contains("%"))
    }
  }

  @Test func `is seen again when a signal ends fob while it derives the key`() async throws {
    let vault = try TestVault([])
    let made = try await vault.shell(
      #""$program" init --kdf sensitive --vault new.fob --password-fd 7 7<"$keys/password""#)
    #expect(made.end == .exited(0))
    let script = #"(echo $BASHPID >../pid; exec "$program" list --vault new.fob --no-agent)"#
    for signal in [SIGINT, SIGTERM] {
      try await Pane.running(script, on: vault) { pane in
        try await pane.wait(for: "Password for")
        try await pane.type(TestVault.password + "\n")
        try await Task.sleep(for: .milliseconds(50))
        try await pane.send(signal)
        #expect(try await pane.wait(for: "[echo]").contains("[status \(128 + signal)]"))
      }
    }
  }

  @Test func `goes to the next question about the same password`() async throws {
    let vault = try TestVault([])
    let script = #""$program" init --vault new.fob --kdf interactive"#
    try await Pane.running(script, on: vault) { pane in
      try await pane.wait(for: "Password for the new vault:")
      try await pane.type("unseen words\nunseen words\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("[status 0]") && !screen.contains("unseen"))
    }
  }

  @Test(arguments: ["n", "no", "y&&"])
  func `after a refusal is not left to the shell`(answer: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let script = #"fob rm github; fob purge github"#
    let rest = #"; status=$?; IFS= read -r -t 1 line; echo "left: [$line]"; (exit $status)"#
    try await Pane.running(script + rest, on: vault) { pane in
      try await pane.wait(for: "[y/N]")
      try await pane.type("\(answer)\necho this was run\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("given up") && screen.contains("left: []"), "\(screen)")
    }
  }
}
