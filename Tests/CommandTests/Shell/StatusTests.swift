import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `Wrong usage` {
  @Test(arguments: [
    "code", "copy a b", "list --nonsense", "code --vault", "rm", "undo x", "undo -1",
    "edit", "init extra", "--password-fd", "list --password-fd x", "show", "add a b",
  ])
  func `has the status 64 and says how it is used`(command: String) async throws {
    let result = try await TestVault([])(command, with: .nothing)
    #expect(result.failed(64) && result.error.contains("Usage: fob"))
  }

  @Test(arguments: [
    "live", "code", "list", "add", "import", "show", "edit", "rm", "restore", "purge", "undo",
    "history", "qr", "export", "backup-codes", "doctor", "init", "passwd",
  ])
  func `is avoided by the help that every command has`(command: String) async throws {
    let vault = try TestVault([])
    for words in ["\(command) --help", "help \(command)"] {
      let result = try await vault(words, with: .nothing)
      #expect(result.end == .exited(0) && result.text.contains("USAGE: fob \(command)"))
      #expect(result.error.isEmpty)
    }
    #expect(try await vault("--help", with: .nothing).text.contains("  \(command) "))
  }

  @Test func `is told by the statuses that the help lists`() async throws {
    let help = try await TestVault([])("--help", with: .nothing).text.split(separator: /\s+/)
    let text = help.joined(separator: " ")
    #expect(
      text.contains(
        "Exit statuses: 0 done, 1 failed, 2 no account matches, 3 several match, 4 wrong password "
          + "or locked, 5 the vault is damaged or newer than this fob, 6 the input cannot be read "
          + "or holds nothing to import, 64 wrong usage."))
  }

  @Test func `begins with a version`() async throws {
    let result = try await TestVault([])("--version", with: .nothing)
    #expect(result.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }
}

@Suite(.serialized) struct `A vault that cannot be opened` {
  private static let commands = [
    "", "code x", "list", "add", "show x", "edit x --note y", "rm x", "restore x", "purge x",
    "undo", "history", "backup-codes x", "passwd --new-password-fd 5", "qr x --print",
    "export --to otpauth --output - --plaintext",
  ]

  @Test(arguments: commands)
  func `has the status 4 where the password is wrong`(command: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault(command, with: .newPassword, input: Known.long)
    #expect(result.failed(4) && result.error.hasPrefix("fob: wrong password\n"))
  }

  @Test(arguments: commands)
  func `has the status 4 where nobody can be asked, and names the options`(
    command: String
  ) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault(command, with: .nothing, input: Known.long)
    #expect(result.failed(4))
    #expect(result.error.contains("--password-fd") && result.error.contains("--recovery-key-fd"))
  }

  @Test(arguments: commands)
  func `has the status 5 where it is damaged`(command: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    var bytes = try await run("/bin/cat", [vault.path]).output
    bytes[bytes.count / 2] ^= 1
    try vault.write(bytes, to: vault.path)
    let result = try await vault(command, input: Known.long)
    #expect(result.failed(5) && result.error.contains("damaged"))
    #expect(try await run("/bin/cat", [vault.path]).output == bytes)
  }

  @Test(arguments: commands)
  func `has the status 1 where there is none, and says how to make one`(
    command: String
  ) async throws {
    let vault = try TestVault([])
    _ = try await run("/bin/rm", [vault.path])
    let result = try await vault(command, input: Known.long)
    #expect(result.failed(1) && result.error.contains("make one with: fob init"))
  }

  @Test func `has the status 5 where it is no vault`() async throws {
    let vault = try TestVault([])
    try vault.write(Array("not a vault, but text".utf8), to: vault.path)
    let result = try await vault("list")
    #expect(result.failed(5) && result.error.contains("is not a fob vault"))
  }

  @Test func `has the status 5 where a newer fob made it`() async throws {
    let vault = try TestVault([])
    var bytes = try await run("/bin/cat", [vault.path]).output
    let version = try #require(bytes.prefix(16).firstIndex(of: 1))
    bytes[version] = 2
    try vault.write(bytes, to: vault.path)
    let result = try await vault("list")
    #expect(result.failed(5) && result.error.contains("was made by a newer fob (format 2)"))
  }

  @Test func `is given a status even where the descriptor of its password is closed`()
    async throws
  {
    let result = try await TestVault([])("list --password-fd 77", with: .nothing)
    #expect(result.failed(4) && result.error.contains("cannot read from descriptor 77"))
  }

  @Test func `opens with the recovery key that is typed unseen, at the second try`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let file = try vault.read(vault.folder + "/keys/recovery")
    let key = String(decoding: file.prefix(44), as: UTF8.self)
    try await Pane.running(#""$program" list --use-recovery-key"#, on: vault, columns: 120) {
      pane in
      try await pane.wait(for: "Recovery key:")
      try await pane.type("nonsense\n")
      try await pane.wait(for: "its length is wrong, try again")
      try await pane.type("\(key)\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("GitHub") && !screen.contains(key.prefix(9)))
    }
  }

  @Test func `asks for its password at the terminal, unseen, and tells a wrong one`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let command = #""$program" code github --at 59 </dev/null 2>/dev/null | cat"#
    try await Pane.running(command, on: vault, columns: 120) { pane in
      try await pane.wait(for: "Password for \(vault.path):")
      try await pane.type(TestVault.password + "\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("\n287082\n") && !screen.contains("horse"))
    }
    try await Pane.running(#""$program" list"#, on: vault, columns: 120) { pane in
      for attempt in 1...3 {
        try await pane.wait(for: "attempt \(attempt)") {
          $0.split(separator: "Password for", omittingEmptySubsequences: false).count == attempt + 1
        }
        try await pane.type("wrong\n")
      }
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("[status 4]") && screen.contains("fob: wrong password"))
    }
  }
}

@Suite(.serialized) struct `The password` {
  @Test func `comes by the descriptor that FOB_PASSWORD_FD names`() async throws {
    let vault = try TestVault([])
    let result = try await vault("list --json", with: .nothing, variables: ["FOB_PASSWORD_FD": "4"])
    #expect(result.printed("[]"))
  }

  @Test func `comes by the option's descriptor where both are given`() async throws {
    let result = try await TestVault([])(
      "list --json", with: .password, variables: ["FOB_PASSWORD_FD": "5"])
    #expect(result.printed("[]"))
  }

  @Test(arguments: ["x", "-1", "4 ", "99999999999"])
  func `comes by no descriptor that is none`(value: String) async throws {
    let result = try await TestVault([])(
      "list", with: .nothing, variables: ["FOB_PASSWORD_FD": value])
    #expect(result.failed(64) && result.error.contains("FOB_PASSWORD_FD"))
  }

  @Test func `is one line, without the bytes that end it`() async throws {
    let vault = try TestVault([])
    for text in ["", "\n", "\r\n", "\nmore\n"] {
      let result = try await vault(
        "list --json --password-fd 0", with: .nothing, input: TestVault.password + text)
      #expect(result.printed("[]"))
    }
    for text in [" ", "\r\r\n", "x"] {
      let result = try await vault(
        "list --json --password-fd 0", with: .nothing, input: TestVault.password + text)
      #expect(result.failed(4))
    }
  }

  @Test func `never stands in the arguments or the environment of anything`() async throws {
    let vault = try TestVault([])
    for option in ["--password x", "--recovery-key x"] {
      #expect(try await vault("list \(option)", with: .nothing).failed(64))
    }
    #expect(
      try await vault("list", with: .nothing, variables: ["FOB_PASSWORD": TestVault.password])
        .failed(4))
  }
}
