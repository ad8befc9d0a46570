import ChildProcesses
import Fixtures
import Testing
import VaultSupport

@Suite(.serialized) struct `fob import` {
  private static func path(_ name: String) -> String {
    Fixture.all(in: "Images").first { $0.name == name }?.path ?? name
  }

  @Test func `shows its plan, and adds what a list holds`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let list = [Known.github, Known.long, "otpauth://totp/Bad:x?secret=1", Known.counted]
    let result = try await vault(
      "import - --yes", input: list.joined(separator: "\n"))
    #expect(result.end == .exited(6))
    #expect(result.error.contains("1 entry could not be read"))
    #expect(
      result.text == """
        in the vault     GitHub: alice@example.com
        new              Bank: alice
        new              Token: carol
        unreadable       line 3, Bad:x: the secret has a character that base32 does not have
        2 new, 1 already in the vault, 1 unreadable

        """)
    #expect(try await vault("code bank --at 59").printed("94287082"))
    #expect(try await vault("code token").printed("755224"))
  }

  @Test(arguments: [
    ("plain-screenshot.png", ["GitHub: alice@example.com"]),
    ("dark-page.png", ["Mastodon: alice@example.com"]),
    ("phone-photo.jpg", ["Nextcloud: alice@cloud.example.com"]),
    ("desktop.png", ["Hetzner: ops@example.com"]), ("monitor.jpg", ["PyPI: alice"]),
    ("two-codes.png", ["Example Mail: alice@example.com", "Forgejo: alice@git.example.com"]),
    (
      "migration.png",
      [
        "Proton: alice@example.com", "Example Bank: customer 4711",
        "Vaultwarden: alice@example.com", "Example VPN: alice",
      ]
    ),
  ])
  func `reads the accounts of a picture, by name and from a pipe`(
    name: String, labels: [String]
  ) async throws {
    let vault = try TestVault([])
    let result = try await vault("import --yes", Self.path(name))
    #expect(result.end == .exited(0))
    #expect(result.lines.dropLast() == labels.map { "new              \($0)" }[...])
    let again = try await vault.shell("fob import - --yes <'\(Self.path(name))'")
    #expect(again.lines.last == "\(labels.count) already in the vault")
    #expect(try await vault("list").lines.count == labels.count + 1)
  }

  @Test func `reads many sources as one change`() async throws {
    let vault = try TestVault([])
    let names = ["plain-screenshot.png", "dark-page.png", "two-codes.png"].map(Self.path)
    let result = try await vault.shell(
      "fob import --yes \(names.map { "'\($0)'" }.joined(separator: " "))")
    #expect(result.lines.last == "4 new")
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test func `adds nothing with --dry-run`() async throws {
    let vault = try TestVault([])
    let result = try await vault("import - --dry-run", input: Known.github)
    #expect(result.end == .exited(0) && result.lines.last == "1 new")
    #expect(try await vault("list --json").printed("[]"))
    #expect(try await vault("history --json").printed("[]"))
  }

  @Test func `adds nothing where nobody can be asked`() async throws {
    let vault = try TestVault([])
    let result = try await vault("import -", input: Known.github)
    #expect(result.end == .exited(64) && result.error.contains("give --yes"))
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test func `needs no answer where there is nothing to add`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("import -", input: Known.github)
    #expect(result.end == .exited(0) && result.lines.last == "1 already in the vault")
  }

  @Test(arguments: [("y", 0), ("n", 1)])
  func `asks after it has shown its plan`(answer: String, status: Int) async throws {
    let vault = try TestVault([])
    let script = "echo '\(Known.long)' >list; fob import - <list"
    try await Pane.running(script, on: vault) { pane in
      let screen = try await pane.wait(for: "Add 1 account? [y/N]")
      #expect(screen.contains("new              Bank: alice"))
      try await pane.type(answer + "\n")
      try await pane.wait(for: "[status \(status)]")
    }
    #expect(try await vault("list --json").text.contains("Bank") == (status == 0))
  }

  @Test func `names the file of each line that it cannot read`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      """
      echo '\(Known.github)' >good; printf '\nhello\n\(Known.long)\n' >mixed
      fob import --dry-run good mixed
      """)
    #expect(result.lines.contains("unreadable       mixed, line 2: this is text, not an account"))
  }

  @Test func `takes what it can from several sources, and tells what it could not`()
    async throws
  {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "echo '\(Known.github)' >list; echo hello >text; fob import --yes list text missing")
    #expect(result.end == .exited(6) && result.lines.last == "1 new")
    #expect(result.error.contains("text: ") && result.error.contains("missing: "))
    #expect(result.error.contains("2 sources could not be read"))
    #expect(try await vault("code github --at 59").printed("287082"))
  }

  @Test(arguments: [
    ("printf ''", "empty"), ("echo hello", "text"), ("printf 'GIF89a..'", "GIF"),
    ("printf '%%PDF-1.7'", "PDF"), ("head -c 1000 /dev/zero", ""),
    ("echo https://example.com/", ""), ("echo otpauth://totp/x", ""),
  ])
  func `says what it saw where there is no account`(make: String, seen: String) async throws {
    let vault = try TestVault([])
    let result = try await vault.shell("\(make) >input; fob import input; fob import - <input")
    #expect(result.failed(6) && result.error.contains(seen))
    #expect(result.error.split(separator: "fob: ").count >= 2)
  }

  @Test func `says so where a picture has no code`() async throws {
    let result = try await TestVault([])("import", Self.path("no-code.png"))
    #expect(result.failed(6) && result.error.contains("no code found"))
  }

  @Test(arguments: [
    "import missing", "import .", "import /dev/zero", "import - <&-", "import /dev/fd/77",
    "import fifo",
  ])
  func `waits for nothing that is no file`(command: String) async throws {
    let result = try await TestVault([]).shell("mkfifo fifo; fob \(command)")
    #expect(result.failed(6) && result.error.hasPrefix("fob: "))
  }

  @Test func `reads what a process writes`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "fob import --yes <(sleep 0.1; echo '\(Known.github)') /dev/stdin <<<'\(Known.long)'")
    #expect(result.end == .exited(0) && result.lines.last == "2 new")
  }

  @Test func `never repeats a secret, nor what might be one`() async throws {
    let vault = try TestVault([])
    let list = [
      Known.github, "otpauth://totp/x?secret=GEZDGNBVGY3TQOJ1", "otpauth://totp/GEZDGNBV",
      "GEZDGNBVGY3TQOJQ", "otpauth://totp/?secret=GEZDGNBVGY3TQOJQGEZ%",
    ]
    let result = try await vault("import - --yes", input: list.joined(separator: "\n"))
    #expect(!(result.text + result.error).contains("GEZDGNBVGY"))
    let picture = try await vault("import --yes", Self.path("plain-screenshot.png"))
    #expect(!(picture.text + picture.error).contains("ORSXG5"))
  }

  @Test func `takes hostile names, and tells them harmlessly`() async throws {
    let vault = try TestVault([])
    let uri = "otpauth://totp/%1B]52;c;aGk=%07%0A%E2%80%AE:x?secret=\(Known.secret)"
    let result = try await vault.shell(
      "printf '%s' '\(uri)' >$'\\e]52;x\\a'; fob import --yes $'\\e]52;x\\a'")
    #expect(result.end == .exited(0))
    #expect(!(result.text + result.error).contains(/[\u{1B}\u{7}\u{202E}]/))
  }

  @Test func `warns where a URI stands on the command line`() async throws {
    let vault = try TestVault([])
    let result = try await vault("import --yes \(Known.github)")
    #expect(result.end == .exited(0) && result.error.contains("warning: other users"))
  }

  @Test func `gives again what was exported`() async throws {
    let (vault, other) = (try TestVault(uris: Known.all), try TestVault([]))
    let export = try await vault("export --to otpauth --output - --plaintext")
    #expect(try await other("import - --yes", input: export.text).lines.last == "7 new")
    let again = try await other("export --to otpauth --output - --plaintext")
    #expect(again.text == export.text)
  }

  @Test func `says so where its helper is missing`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"cp "$program" fob; program=./fob; fob import '\#(Self.path("plain-screenshot.png"))'"#)
    #expect(result.failed(1) && result.error.contains("fob-scan"))
  }
}
