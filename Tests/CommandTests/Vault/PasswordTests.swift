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

  @Test func `says that an old copy has the key of later versions`() async throws {
    let result = try await TestVault([])("passwd --new-password-fd 5")
    #expect(result.error.contains("has the key of all later versions, until fob rekey changes it"))
  }

  @Test func `changes the password that opened the vault, of several`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("slots add password --new-password-fd 5").end == .exited(0))
    let result = try await vault.shell(
      #"""
      echo third > third
      "$program" passwd --kdf interactive --password-fd 7 --new-password-fd 8 7<"$keys/new" 8<third
      for key in "$keys/password" "$keys/new" third; do
        "$program" list --json --password-fd 7 7<"$key"; echo $?
      done
      """#)
    #expect(result.text == "[]\n0\n4\n[]\n0\n")
  }

  @Test func `asks which of several where another way opened the vault`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("slots add password --new-password-fd 4").end == .exited(0))
    let unsaid = try await vault("passwd --new-password-fd 5")
    #expect(unsaid.failed(64) && unsaid.error.contains("the vault has 2 passwords"))
    #expect(try await vault("passwd --new-password-fd 5 --slot 2").failed(1))
    #expect(try await vault("passwd --new-password-fd 5 --slot 4").failed(2))
    #expect(try await vault("passwd --new-password-fd 5 --slot 1").end == .exited(0))
    for key in [TestVault.Key.password, .newPassword] {
      #expect(try await vault("list --json", with: key).printed("[]"))
    }
  }

  @Test func `keeps the key file of a password that needs one`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      add() { fob slots add key-file --kdf interactive --output "$@" 2>/dev/null; }
      add k --with-password --new-password-fd 7 7<"$keys/password"
      add other
      passwd() { "$program" passwd --new-password-fd 7 "$@" 7<"$keys/new"; echo $?; }
      passwd --key-file other --slot 3
      passwd --key-file k --password-fd 8 8<"$keys/password"
      "$program" list --json --key-file k --password-fd 7 7<"$keys/new"
      "$program" list --password-fd 7 7<"$keys/new"; echo $?
      """#)
    #expect(result.text == "1\n0\n[]\n4\n")
    #expect(result.error.contains("this password opens the vault with a key file only"))
  }

  @Test func `says so where there is none to change`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("slots remove 1 --yes").end == .exited(0))
    let result = try await vault("passwd --new-password-fd 5")
    #expect(result.failed(1) && result.error.contains("fob slots add password makes one"))
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
