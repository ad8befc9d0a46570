import ChildProcesses
import Glibc
import Testing
import VaultSupport

@Suite(.serialized) struct `fob add` {
  @Test(arguments: Known.all)
  func `takes an otpauth URI from standard input, and keeps all of it`(uri: String) async throws {
    let vault = try TestVault([])
    let result = try await vault("add", input: uri + "\n")
    #expect(result.end == .exited(0) && result.output.isEmpty)
    #expect(result.error.hasPrefix("added "))
    let export = try await vault("export --to otpauth --output - --plaintext")
    #expect(export.text == uri + "\n")
  }

  @Test(arguments: [
    Known.github, "\n\n  \(Known.github)\r\n\n", "\(Known.github)\t",
    "OTPAUTH://TOTP/GitHub:alice@example.com?secret=gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
  ])
  func `is tolerant of how a URI is written`(text: String) async throws {
    let vault = try TestVault([])
    #expect(try await vault("add", input: text).end == .exited(0))
    #expect(try await vault("code github --at 59").printed("287082"))
  }

  @Test func `renames and marks what a URI holds`() async throws {
    let vault = try TestVault([])
    let added = try await vault(
      "add --name", "a b", "--tags", " x, y,", "--note", "for the laptop", input: Known.github)
    #expect(added.end == .exited(0))
    let json = try await vault("show github --json").text
    #expect(json.contains(#""issuer":"GitHub","account":"a b""#))
    #expect(json.contains(#""tags":["x","y"]"#) && json.contains(#""note":"for the laptop""#))
  }

  @Test(arguments: [
    "--digits 8", "--period 60", "--algorithm SHA256", "--type hotp", "--counter 3",
  ])
  func `takes no option that contradicts a URI`(option: String) async throws {
    let vault = try TestVault([])
    #expect(try await vault("add \(option)", input: Known.github).failed(64))
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test(arguments: [
    "--digits 0", "--digits 11", "--period 0", "--period -5", "--counter -1", "--type totp2",
    "--algorithm MD5000", "--digits six",
  ])
  func `refuses what cannot be before it asks for anything`(option: String) async throws {
    #expect(try await TestVault([])("add \(option)", with: .nothing).failed(64))
  }

  @Test(arguments: [
    "", "\n", "hello", "https://example.com/", "otpauth://totp/x", "otpauth://totp/x?secret=",
    "otpauth://nothing/x?secret=GEZDGNBVGY3TQOJQ", "otpauth://totp/x?secret=GEZDGNBVGY3TQOJ1",
    "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=99", "\u{0}\u{1}\u{2}",
  ])
  func `adds nothing where there is no account`(text: String) async throws {
    let vault = try TestVault([])
    #expect(try await vault("add", input: text).failed(6))
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test func `never repeats what it could not read`() async throws {
    for text in ["otpauth://totp/x?secret=GEZDGNBV0Y3TQOJQ", "GEZDGNBVGY3TQOJQ"] {
      let result = try await TestVault([])("add", input: text)
      #expect(result.failed(6) && !result.error.contains("GEZD"))
    }
  }

  @Test func `adds none of several lines, and says what reads them`() async throws {
    let vault = try TestVault([])
    let result = try await vault("add", input: Known.github + "\n" + Known.long + "\n")
    #expect(result.failed(6) && result.error.contains("fob import -"))
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test func `warns where a URI stands on the command line`() async throws {
    let vault = try TestVault([])
    let result = try await vault("add \(Known.github)")
    #expect(result.end == .exited(0) && result.error.hasPrefix("warning: other users"))
    #expect(try await vault("code github --at 59").printed("287082"))
  }

  @Test func `tells what is odd about an account`() async throws {
    let result = try await TestVault([])("add", input: "otpauth://hotp/x?secret=GEZDGNBV")
    #expect(result.end == .exited(0))
    #expect(result.error.contains("note: its secret has only 5 bytes"))
    #expect(result.error.contains("note: it came without its counter, which now starts at 0"))
  }

  @Test func `adds nothing twice`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("add", input: Known.github)
    #expect(result.end == .exited(0) && result.error.contains("is there already"))
    #expect(try await vault("list").lines.count == 2)
  }

  @Test func `takes an account out of the trash`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("rm github").end == .exited(0))
    let result = try await vault("add", input: Known.github)
    #expect(result.end == .exited(0) && result.error.contains("was in the trash and is back"))
    #expect(try await vault("list --trash --json").printed("[]"))
  }

  @Test func `reads the password and then the URI from one standard input`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"{ cat "$keys/password"; echo '\#(Known.github)'; } | "$program" add --password-fd 0"#)
    #expect(result.end == .exited(0))
    #expect(try await vault("code github --at 59").printed("287082"))
  }

  @Test func `says so where standard input is closed`() async throws {
    let result = try await TestVault([]).shell("fob add <&-")
    #expect(result.failed(6) && result.error.contains("cannot read standard input"))
  }
}

@Suite(.serialized) struct `fob add at a terminal` {
  @Test func `asks for issuer, account and secret, and shows no secret`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob add", on: vault) { pane in
      try await pane.wait(for: "Issuer")
      try await pane.type("GitHub\n")
      try await pane.wait(for: "Account")
      try await pane.type(" alice \n")
      try await pane.wait(for: "Secret, or otpauth URI (is not shown):")
      try await pane.type("gezd gnbv gy3t qojq gezd-gnbv-gy3t-qojq\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("added GitHub: alice\n[status 0]"))
      #expect(try await !pane.everything.contains("gezd"))
    }
    #expect(try await vault("code --at 59", "GitHub:alice").printed("287082"))
  }

  @Test func `asks only for what was not given`() async throws {
    let vault = try TestVault([])
    let command = "fob add --issuer Bank --name al --digits 8 --algorithm sha-1 --period 30"
    try await Pane.running(command, on: vault) { pane in
      let first = try await pane.wait(for: "Secret")
      #expect(!first.contains("Issuer") && !first.contains("Account"))
      try await pane.type(Known.secret + "\n")
      try await pane.wait(for: "[status 0]")
    }
    #expect(try await vault("code bank --at 59").printed("94287082"))
  }

  @Test func `asks for a PIN where codes need one, and shows it neither`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob add --type motp --issuer Office --name f", on: vault) { pane in
      try await pane.wait(for: "Secret")
      try await pane.type("e3152afee62599c8\n")
      try await pane.wait(for: "PIN")
      try await pane.type("1234\n")
      try await pane.wait(for: "[echo]")
      #expect(try await !pane.everything.contains(/e315|1234/))
    }
    #expect(try await vault("code office --at 165892298").printed("e7d8b6"))
  }

  @Test func `names the place of a wrong character, and not the character`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob add --issuer X --name y", on: vault) { pane in
      try await pane.wait(for: "Secret")
      try await pane.type("GEZD GNB1 GY3T\n")
      let screen = try await pane.wait(for: "[status 6]")
      #expect(screen.contains("character 9 of the secret") && !screen.contains("GNB"))
    }
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test(arguments: ["C-c", "C-\\"])
  func `ends at once when told so, with the echo as it was`(key: String) async throws {
    let vault = try TestVault([])
    try await Pane.running("fob add --issuer X --name y", on: vault) { pane in
      try await pane.wait(for: "Secret")
      try await pane.type("GEZD")
      try await pane.press(key)
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains(/\[status 1(30|31)\]/) && !screen.contains("GEZD"))
    }
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `leaves the echo as it was when a signal ends it`(signal: Int32) async throws {
    let vault = try TestVault([])
    try await Pane.running("fob add --issuer X --name y", on: vault) { pane in
      try await pane.wait(for: "Secret")
      try await pane.send(signal)
      let screen = try await pane.wait(for: "echo]")
      #expect(screen.contains("[status \(128 + signal)]") && screen.contains("[echo]"))
    }
  }

  @Test func `takes an otpauth URI in the secret's place, unseen`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob add --issuer Mine", on: vault) { pane in
      try await pane.wait(for: "Account")
      try await pane.type("\n")
      try await pane.wait(for: "Secret")
      try await pane.type(Known.github + "\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("added Mine: alice@example.com\n[status 0]"))
      #expect(try await !pane.everything.contains(Known.secret))
    }
  }

  @Test func `names both accounts where the secret is another's, and adds nothing`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let uri = "otpauth://totp/Bank:bob?secret=\(Known.secret)&issuer=Bank"
    let result = try await vault("add", input: uri)
    #expect(result.failed(1) && result.error.contains("Bank: bob was not added"))
    #expect(result.error.contains("it has the secret of GitHub: alice@example.com"))
  }

  @Test func `asks again after a stop, unseen as before`() async throws {
    let vault = try TestVault([])
    let script = "set -m; fob add --issuer X --name y; stty -a | grep -o ' -*echo '; fg >/dev/null"
    try await Pane.running(script, on: vault) { pane in
      try await pane.wait(for: "Secret")
      try await pane.press("C-z")
      let screen = try await pane.wait(for: "the prompt once more") {
        $0.split(
          separator: "Secret, or otpauth URI (is not shown):", omittingEmptySubsequences: false
        ).count == 3
      }
      #expect(screen.contains(" echo ") && !screen.contains("-echo "))
      try await pane.type(Known.secret + "\n")
      try await pane.wait(for: "[status 0]")
      #expect(try await !pane.everything.contains(Known.secret))
    }
    #expect(try await vault("code --at 59", "X:y").printed("287082"))
  }

  @Test func `gives up at the end of input`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob add --issuer X --name y", on: vault) { pane in
      try await pane.wait(for: "Secret")
      try await pane.press("C-d")
      try await pane.wait(for: "[status 6]")
    }
    #expect(try await vault("list --json").printed("[]"))
  }
}
