import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob passwd` {
  @Test(arguments: [TestVault.Key.password, .recoveryKey])
  func `sets a new password, also in place of a forgotten one`(key: TestVault.Key) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("passwd --new-password-fd 5", with: key)
    #expect(result.end == .exited(0) && result.output.isEmpty)
    #expect(try await vault("code github --at 59", with: .newPassword).printed("287082"))
    #expect(try await vault("code github --at 59", with: .password).failed(4))
    #expect(try await vault("code github --at 59", with: .recoveryKey).printed("287082"))
  }

  @Test func `warns that older copies open with the old password`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("passwd --new-password-fd 5")
    #expect(result.error.contains("older copies still open with the old one"))
    #expect(result.error.contains(vault.generations))
  }

  @Test func `keeps the cost of a guess, or takes a new one`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("passwd --new-password-fd 5 --kdf interactive").end == .exited(0))
    #expect(try await vault("list --json", with: .newPassword).printed("[]"))
    #expect(try await vault("passwd --new-password-fd 5 --kdf cheap").failed(64))
  }

  @Test(arguments: ["passwd --new-password-fd 99", "passwd"])
  func `changes nothing where no new password comes`(command: String) async throws {
    let vault = try TestVault([])
    #expect(try await vault(command, with: .password).failed(4))
    #expect(try await vault("list --json", with: .password).printed("[]"))
  }

  @Test func `does not open the vault for anyone else`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("passwd --new-password-fd 3", with: .newPassword).failed(4))
    #expect(try await vault("list --json", with: .password).printed("[]"))
  }

  @Test func `is in the history, and cannot be taken back`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("passwd --new-password-fd 5").end == .exited(0))
    #expect(try await vault("history").text.contains("password"))
    #expect(try await vault("undo").failed(1))
  }

  @Test func `asks for the old password, then twice for the new one, unseen`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(#""$program" passwd"#, on: vault, columns: 120) { pane in
      try await pane.wait(for: "Password for \(vault.path):")
      try await pane.type(TestVault.password + "\n")
      try await pane.wait(for: "New password:")
      try await pane.type(TestVault.newPassword + "\n")
      try await pane.wait(for: "The same again:")
      try await pane.type(TestVault.newPassword + "\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("[status 0]") && !screen.contains(/horse|phrase/))
    }
    #expect(try await vault("code github --at 59", with: .newPassword).printed("287082"))
  }
}

@Suite(.serialized) struct `A recovery key` {
  @Test(arguments: [
    ("short", "its length is wrong"), ("", "its length is wrong"),
    ("????-????-????-????-????-????-????-????-????", "a character that none has"),
  ])
  func `that is none is told from a wrong one`(key: String, message: String) async throws {
    let vault = try TestVault([])
    let result = try await vault("list --recovery-key-fd 0", with: .nothing, input: key + "\n")
    #expect(result.failed(4) && result.error.contains(message))
  }

  @Test func `that was mistyped is told from a wrong one`() async throws {
    let vault = try TestVault([])
    let first = vault.recoveryKey.first == "A" ? "B" : "A"
    let key = first + vault.recoveryKey.dropFirst()
    let result = try await vault("list --recovery-key-fd 0", with: .nothing, input: key)
    #expect(result.failed(4) && result.error.contains("the recovery key was mistyped"))
  }

  @Test func `of another vault opens nothing`() async throws {
    let (vault, other) = (try TestVault([]), try TestVault([]))
    let result = try await vault(
      "list --recovery-key-fd 0", with: .nothing, input: other.recoveryKey)
    #expect(result.failed(4) && result.error.contains("does not open the vault"))
  }

  @Test func `may be typed in lower case and without its lines`() async throws {
    let vault = try TestVault([])
    let key = vault.recoveryKey.lowercased().replacing("-", with: " ")
    let result = try await vault(
      "list --json --recovery-key-fd 0", with: .nothing, input: key + "\n")
    #expect(result.printed("[]"))
  }
}
