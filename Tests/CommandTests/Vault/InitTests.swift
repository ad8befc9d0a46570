import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob init` {
  private static let newVault = "--vault new.fob --password-fd 7 7<\"$keys/password\""

  /// Runs `fob init` in a folder without a vault.
  private func initialize(_ vault: TestVault, _ more: String = "") async throws -> Finished {
    try await vault.shell(#""$program" init \#(Self.newVault) \#(more)"#)
  }

  /// The header of the vault that was made.
  private func header(in vault: TestVault) async throws -> VaultHeader {
    let bytes = try await run("/bin/cat", ["\(vault.folder)/home/new.fob"]).output
    return try VaultFile(bytes).header
  }

  @Test func `prints the recovery key alone on standard output, and explains it beside`()
    async throws
  {
    let result = try await initialize(TestVault([]), "--kdf interactive")
    #expect(result.end == .exited(0))
    #expect(result.text.wholeMatch(of: /([0-9A-Z]{4}-){8}[0-9A-Z]{4}\n/) != nil)
    #expect(
      result.error == """
        This recovery key opens the vault when the password is forgotten:
        Write it on paper and keep it where nobody else looks: it is shown only now.
        made new.fob

        """)
  }

  @Test func `makes a vault that opens with the password and with the key it printed`()
    async throws
  {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      "$program" init \#(Self.newVault) --kdf interactive >key 2>/dev/null
      "$program" list --json --vault new.fob --password-fd 7 7<"$keys/password"
      "$program" list --json --vault new.fob --recovery-key-fd 7 7<key
      """#)
    #expect(result.text == "[]\n[]\n" && result.error.isEmpty)
  }

  @Test(arguments: [
    ("interactive", 2, 65_536), ("moderate", 3, 262_144), ("sensitive", 4, 1_048_576),
  ])
  func `derives the key at the cost that is asked for`(
    name: String, passes: UInt32, memoryKiB: UInt32
  ) async throws {
    let vault = try TestVault([])
    #expect(try await initialize(vault, "--kdf \(name)").end == .exited(0))
    let slots = try await header(in: vault).slots
    #expect(slots.map(\.kind) == [.password, .recoveryKey])
    #expect(slots[0].passes == passes && slots[0].memoryKiB == memoryKiB)
  }

  @Test func `derives the key at a moderate cost unasked`() async throws {
    let vault = try TestVault([])
    #expect(try await initialize(vault).end == .exited(0))
    #expect(try await header(in: vault).slots[0].memoryKiB == 262_144)
  }

  @Test(arguments: ["strong", "Moderate", ""])
  func `knows no other cost`(name: String) async throws {
    let result = try await initialize(TestVault([]), "--kdf '\(name)'")
    #expect(result.failed(64) && result.error.contains("interactive"))
  }

  @Test func `makes a file and folders that only their owner can read`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      umask 0; export XDG_DATA_HOME=$PWD/a/b
      "$program" init --kdf interactive --password-fd 7 7<"$keys/password" >/dev/null 2>&1
      stat -c '%a %n' a a/b a/b/fob a/b/fob/vault.fob
      """#)
    #expect(result.text == "700 a\n700 a/b\n700 a/b/fob\n600 a/b/fob/vault.fob\n")
  }

  @Test(arguments: ["touch new.fob", "mkdir new.fob", "mkfifo new.fob", "ln -s nothing new.fob"])
  func `leaves alone what is there already`(make: String) async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      \#(make); before=$(ls -l)
      "$program" init \#(Self.newVault) --kdf interactive 2>error >/dev/null; status=$?
      rm -f error; [ "$before" = "$(ls -l)" ] && exit $status
      """#)
    #expect(result.end == .exited(1))
  }

  @Test func `leaves a vault that is there alone, and says so before it asks anything`()
    async throws
  {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("init", with: .nothing)
    #expect(result.failed(1) && result.error.contains("there is something at \(vault.path)"))
    #expect(try await vault("code github --at 59").printed("287082"))
  }

  @Test(arguments: [">/dev/full", ">&-", "<&- >&-"])
  func `makes no vault whose recovery key nobody could see`(output: String) async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      "$program" init \#(Self.newVault) --kdf interactive \#(output); echo $?; ls
      """#)
    #expect(result.text == "1\n" && result.error.contains("cannot print"))
  }

  @Test func `refuses an empty password`() async throws {
    let result = try await TestVault([]).shell(
      #"echo | "$program" init --vault new.fob --password-fd 0; ls"#)
    #expect(result.output.isEmpty && result.error.contains("an empty password protects nothing"))
  }

  @Test func `says how to give a password where it cannot ask`() async throws {
    let result = try await TestVault([]).shell(#""$program" init --vault new.fob"#)
    #expect(result.failed(4) && result.error.contains("--password-fd"))
  }

  @Test func `asks for the password twice, unseen`() async throws {
    let vault = try TestVault([])
    let command = #""$program" init --vault new.fob --kdf interactive"#
    try await Pane.running(command, on: vault) { pane in
      try await pane.wait(for: "Password for the new vault:")
      try await pane.type("unseen words\n")
      try await pane.wait(for: "The same again:")
      try await pane.type("unseen words\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("[status 0]") && screen.contains(/([0-9A-Z]{4}-){8}/))
      #expect(try await !pane.everything.contains("unseen"))
    }
  }

  @Test func `takes no password that was typed once this way and once that way`() async throws {
    let vault = try TestVault([])
    let command = #""$program" init --vault new.fob --kdf interactive; ls"#
    try await Pane.running(command, on: vault) { pane in
      for attempt in 1...3 {
        for (question, answer) in [("Password for the new vault:", "one"), ("again:", "two")] {
          try await pane.wait(for: "\(question) \(attempt)") {
            $0.split(separator: question, omittingEmptySubsequences: false).count == attempt + 1
          }
          try await pane.type("\(answer)\n")
        }
      }
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("the two passwords differ") && !screen.contains("new.fob"))
    }
  }
}
