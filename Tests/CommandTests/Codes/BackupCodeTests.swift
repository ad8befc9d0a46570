import ChildProcesses
import Testing
import VaultSupport

/// Five codes as a service's page gives them.
private let page = """
  Your codes:
   1. 1111 2222    2. 3333 4444
   3. 5555 6666    4. 7777 8888
   5. 9999 0000
  """

extension TestVault {
  /// A vault with one account and five backup codes.
  fileprivate static func withCodes() async throws -> TestVault {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("backup-codes github --add -", input: page).end == .exited(0))
    return vault
  }

  /// The codes that are shown, a line each.
  fileprivate func shownCodes() async throws -> [String] {
    try await self("backup-codes github --show --yes").lines
  }
}

@Suite(.serialized) struct `fob backup-codes` {
  @Test func `takes a service's page, and says what it took without showing it`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("backup-codes github --add -", input: page)
    #expect(result.end == .exited(0) && result.output.isEmpty)
    #expect(
      result.error == """
        added 5 backup codes to GitHub: alice@example.com
        left out line 1: it reads like words, not like a code
        5 left

        """)
    #expect(
      try await vault.shownCodes() == [
        "1111 2222", "3333 4444", "5555 6666", "7777 8888", "9999 0000",
      ])
  }

  @Test func `takes a code once, however it is spaced`() async throws {
    let vault = try await TestVault.withCodes()
    let result = try await vault("backup-codes github --add -", input: "11112222\n1234-5678\n")
    #expect(result.error.contains("added 1 backup code ") && result.error.contains("6 left"))
    #expect(result.error.contains("1 already there"))
  }

  @Test func `gives each code once, in the order of adding, and warns of the last`() async throws {
    let vault = try await TestVault.withCodes()
    let warnings = [
      "", "3 backup codes of GitHub: alice@example.com left", "2 backup codes", "1 backup code of",
      "no backup code of GitHub: alice@example.com is left",
    ]
    for (code, warning) in zip(
      ["1111 2222", "3333 4444", "5555 6666", "7777 8888", "9999 0000"], warnings)
    {
      let result = try await vault("backup-codes github --use")
      #expect(result.printed(code) && result.error.hasPrefix(warning))
      #expect(warning.isEmpty == result.error.isEmpty)
    }
    let result = try await vault("backup-codes github --use")
    #expect(result.failed(1) && result.error.contains("has no backup code left"))
  }

  /// Each system call of the save is made to fail, so that the mark may not be on the disk.
  @Test(arguments: ["fsync", "rename", "flock"])
  func `shows no code whose mark is not on the disk`(call: String) async throws {
    let vault = try await TestVault.withCodes()
    let result = try await vault.fob(
      ["backup-codes", "github", "--use"],
      under: ["strace", "-qq", "-o", "/dev/null", "-e", "trace=\(call)"]
        + ["-e", "inject=\(call):error=EIO"])
    #expect(result.failed(1), "\(result.text)")
    #expect(try await vault("backup-codes github").text == "5 of 5 left\n")
  }

  @Test func `gives two who ask at one time different codes`() async throws {
    let vault = try await TestVault.withCodes()
    let script = (0..<4).map { "fob backup-codes github --use >code\($0) &" }.joined(
      separator: "\n")
    let result = try await vault.shell(script + "\nwait; sort -u code? | wc -l")
    #expect(result.text == "4\n")
  }

  @Test func `tells how many are left`() async throws {
    let vault = try await TestVault.withCodes()
    #expect(try await vault("backup-codes github --use").end == .exited(0))
    #expect(try await vault("backup-codes github").printed("4 of 5 left"))
    let id = try await vault.id(of: "github")
    let json = #"{"id":"\#(id)","issuer":"GitHub","account":"alice@example.com","left":4,"used":1}"#
    #expect(try await vault("backup-codes github --json").printed(json))
    #expect(try await vault("show github").text.contains("\nbackup codes  4 of 5 left\n"))
    #expect(try await vault("show github --json").text.contains(#""backup_codes_left":4"#))
    #expect(try await vault("list").lines[0].contains("BACKUP CODES"))
    #expect(try await vault("list").lines[1].contains("4 left"))
    #expect(try await vault("list --json").text.contains(#""backup_codes_left":4"#))
  }

  @Test func `says nothing of codes where there are none`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("backup-codes github")
    #expect(result.end == .exited(0) && result.output.isEmpty)
    #expect(result.error == "GitHub: alice@example.com has no backup codes\n")
    for command in ["list", "list --json", "show github", "show github --json"] {
      #expect(try await !vault(command).text.lowercased().contains("backup"))
    }
  }

  @Test func `marks a code that was used by hand`() async throws {
    let vault = try await TestVault.withCodes()
    let used = try await vault("backup-codes github --used -", input: "3333-4444\n")
    #expect(used.end == .exited(0) && used.error == "it is marked as used\n")
    let lines = try await vault.shownCodes()
    #expect(lines[1].wholeMatch(of: /3333 4444  used 20\d\d-\d\d-\d\d \d\d:\d\d/) != nil)
    #expect(lines.count { $0.contains("used") } == 1)
    let again = try await vault("backup-codes github --used -", input: "33334444")
    #expect(again.end == .exited(0) && again.error.contains("before"))
    #expect(try await vault("backup-codes github --used -", input: "33334445").failed(2))
  }

  @Test func `keeps a used code used whatever is undone or added again`() async throws {
    let vault = try await TestVault.withCodes()
    #expect(try await vault("backup-codes github --use").printed("1111 2222"))
    #expect(try await vault("backup-codes github --remove --yes").end == .exited(0))
    #expect(try await vault("backup-codes github").output.isEmpty)
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("backup-codes github").printed("4 of 5 left"))
    #expect(try await vault("backup-codes github --remove --yes").end == .exited(0))
    let again = try await vault("backup-codes github --add -", input: page)
    #expect(again.error.contains("1 used before, and will not be given out again"))
    #expect(try await vault("backup-codes github --use").printed("3333 4444"))
  }

  @Test func `takes lines as they are where it is told to`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(
      try await vault("backup-codes github --add - --as-is", input: "keep it safe\n").end
        == .exited(0))
    #expect(try await vault("backup-codes github --use").printed("keep it safe"))
  }

  @Test(arguments: ["", "Keep these codes in a safe place\n", "12\n"])
  func `adds nothing where there is no code`(input: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("backup-codes github --add -", input: input)
    #expect(result.failed(6) && result.error.contains("nothing was added"))
    #expect(try await vault("history --json").text.split(separator: "number").count == 2)
  }

  @Test(arguments: [
    "github 1234", "github -", "github --use -", "github --use --json", "github --as-is",
    "github --add --use", "github --add", "github --used", "github --show", "github --remove",
  ])
  func `refuses what makes no sense, or asks nobody`(arguments: String) async throws {
    let vault = try await TestVault.withCodes()
    #expect(try await vault("backup-codes \(arguments)").failed(64))
    #expect(try await vault("backup-codes github").printed("5 of 5 left"))
  }

  @Test func `lets codes be pasted unseen`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob backup-codes github --add", on: vault) { pane in
      try await pane.wait(for: "(nothing is shown)")
      try await pane.type("1. aaaa-1111\n\n2. bbbb-2222\n")
      try await pane.press("C-d")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("added 2 backup codes") && screen.contains("[status 0]"))
      #expect(try await !pane.everything.contains("1111"))
    }
    #expect(try await vault("backup-codes github --use").printed("aaaa-1111"))
  }

  @Test func `lets a used code be typed unseen`() async throws {
    let vault = try await TestVault.withCodes()
    try await Pane.running("fob backup-codes github --used", on: vault) { pane in
      try await pane.wait(for: "Used code of GitHub: alice@example.com:")
      try await pane.type("55556666\n")
      try await pane.wait(for: "[status 0]")
      #expect(try await !pane.everything.contains("5555"))
    }
    #expect(try await vault.shownCodes()[2].contains("used 20"))
  }

  @Test(arguments: [("y", true), ("n", false)])
  func `shows codes only after a question`(answer: String, isShown: Bool) async throws {
    let vault = try await TestVault.withCodes()
    try await Pane.running("fob backup-codes github --show", on: vault) { pane in
      try await pane.wait(for: "on this screen? [y/N]")
      try await pane.type(answer + "\n")
      let screen = try await pane.wait(for: "[status \(isShown ? 0 : 1)]")
      #expect(screen.contains("3333 4444") == isShown)
    }
  }

  @Test func `asks for the account as all commands do`() async throws {
    let vault = try TestVault(uris: Known.all)
    #expect(try await vault("backup-codes nobody").failed(2))
    #expect(try await vault("backup-codes e").failed(3))
  }
}
