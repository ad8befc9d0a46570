import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob show` {
  @Test func `tells all but the secret`() async throws {
    let vault = try TestVault(uris: [Known.yandex])
    #expect(
      try await vault("edit yandex --pinned --tags a,b --note", "first\nsecond").end == .exited(0))
    let (id, result) = (try await vault.id(of: "yandex"), try await vault("show yandex"))
    #expect(
      result.text.hasPrefix(
        """
        issuer   Yandex
        account  erin
        id       \(id)
        type     yandex, SHA256, 8 digits
        period   30 s
        secret   208 bits
        PIN      known
        tags     a, b
        note     first
                 second
        pinned   yes
        added    2023-11-14 22:13
        changed  20
        """))
    #expect(!result.text.contains("5239") && !result.text.contains("6SB2"))
  }

  @Test func `tells the next counter, and which secret is weak`() async throws {
    let vault = try TestVault(uris: ["otpauth://hotp/Old:x?secret=GEZDGNBV&counter=7&issuer=Old"])
    let text = try await vault("show old").text
    #expect(text.contains("next counter  7\n") && text.contains("40 bits (weak: less than 80)"))
  }

  @Test func `tells the same in JSON`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let id = try await vault.id(of: "github")
    let json =
      #"{"id":"\#(id)","issuer":"GitHub","account":"alice@example.com","type":"totp","#
      + #""algorithm":"SHA1","digits":6,"period":30,"tags":[],"created":1700000000,"#
      + #""modified":1700000000,"note":"","pinned":false,"trashed":false}"#
    #expect(try await vault("show github --json").printed(json))
  }

  @Test func `looks into the trash too`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("rm github").end == .exited(0))
    #expect(try await vault("show github").text.contains("in the trash  yes"))
  }
}

@Suite(.serialized) struct `fob edit` {
  @Test func `changes what is named and nothing else`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("edit github --issuer", " Git Hub ").end == .exited(0))
    #expect(try await vault("edit git --tags x --note y --no-pinned").end == .exited(0))
    let json = try await vault("show git --json").text
    #expect(json.contains(#""issuer":"Git Hub","account":"alice@example.com""#))
    #expect(json.contains(#""tags":["x"]"#) && json.contains(#""note":"y","pinned":false"#))
    #expect(try await vault("code git --at 59").printed("287082"))
  }

  @Test func `takes notes and tags away where they are empty`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("edit github --tags x --note y").end == .exited(0))
    #expect(try await vault.shell("fob edit github --tags '' --note ''").end == .exited(0))
    let json = try await vault("show github --json").text
    #expect(json.contains(#""tags":[]"#) && json.contains(#""note":"""#))
  }

  @Test func `shows pinned accounts first`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.sha512])
    #expect(try await vault("edit work --pinned").end == .exited(0))
    #expect(try await vault("list").lines[1].contains("Work"))
  }

  @Test func `sets a counter, forwards and back`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    for (counter, code) in [(9, "520489"), (0, "755224")] {
      #expect(try await vault("edit token --counter \(counter)").end == .exited(0))
      #expect(try await vault("code token").printed(code))
    }
  }

  @Test func `sets a PIN that is typed unseen`() async throws {
    let vault = try TestVault(uris: [Known.yandex.replacing("&pin=GUZDGOI", with: "")])
    try await Pane.running("fob edit yandex --pin", on: vault) { pane in
      try await pane.wait(for: "PIN of Yandex: erin:")
      try await pane.type("5239\n")
      try await pane.wait(for: "[status 0]")
      #expect(try await !pane.everything.contains("5239"))
    }
    #expect(try await vault("code yandex --at 1641559648").printed("umozdicq"))
  }

  @Test(arguments: ["github", "github --counter 3", "github --pin", "token --pin", "--note x"])
  func `refuses what cannot be changed`(arguments: String) async throws {
    let vault = try TestVault(uris: [Known.github, Known.counted])
    #expect(try await vault("edit \(arguments)").failed(64))
    #expect(try await vault("history --json").text.split(separator: "number").count == 2)
  }
}

@Suite(.serialized) struct `The trash` {
  @Test func `takes an account, and gives it back as it was`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let before = try await vault("list --json").text
    #expect(try await vault("rm github").end == .exited(0))
    #expect(try await vault("code github").failed(2))
    #expect(try await vault("restore github").end == .exited(0))
    #expect(try await vault("code github --at 59").printed("287082"))
    let stamp = /"modified":[0-9]+/
    #expect(
      try await vault("list --json").text.replacing(stamp, with: "")
        == before.replacing(stamp, with: ""))
  }

  @Test func `lets an account go for good where --yes says so`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long])
    #expect(try await vault("rm github").end == .exited(0))
    let result = try await vault("purge github --yes")
    #expect(result.end == .exited(0) && result.error.hasPrefix("deleted for good: 1 account\n"))
    #expect(result.error.contains("older copies still hold it: backups, and the last ten versions"))
    let restored = try await vault("restore github")
    #expect(restored.failed(2) && restored.error.contains("no account in the trash matches"))
    #expect(try await vault("list --json").text.split(separator: "issuer").count == 2)
  }

  @Test func `is emptied with --all`() async throws {
    let vault = try TestVault(uris: Known.all)
    for query in ["github", "bank"] { #expect(try await vault("rm \(query)").end == .exited(0)) }
    #expect(try await vault("purge --all --yes").error.hasPrefix("deleted for good: 2 accounts\n"))
    #expect(try await vault("list --trash --json").printed("[]"))
    #expect(try await vault("list").lines.count == 6)
  }

  @Test func `loses nothing where nobody can be asked`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("rm github").end == .exited(0))
    let result = try await vault("purge github")
    #expect(result.failed(64) && result.error.contains("give --yes"))
    #expect(try await vault("restore github").end == .exited(0))
  }

  @Test func `never lets a live account go`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("purge github --yes")
    #expect(
      result.failed(2) && result.error.contains("GitHub: alice@example.com is not in the trash"))
    #expect(try await vault("code github --at 59").printed("287082"))
  }

  @Test(arguments: ["", "github --all"])
  func `is not purged without a choice`(arguments: String) async throws {
    #expect(try await TestVault(uris: [Known.github])("purge \(arguments)").failed(64))
  }

  @Test(arguments: [("y", 0), ("yes", 0), ("n", 1), ("", 1), ("yep", 1)])
  func `is purged where the answer is yes`(answer: String, status: Int) async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("rm github").end == .exited(0))
    try await Pane.running("fob purge github", on: vault) { pane in
      try await pane.wait(for: "Delete for good, with the secret? [y/N]")
      try await pane.type(answer + "\n")
      try await pane.wait(for: "[status \(status)]")
    }
    #expect(try await vault("restore github").end == .exited(status == 0 ? 2 : 0))
  }
}

@Suite(.serialized) struct `fob undo` {
  @Test func `takes back the last change, and a second one takes back the first`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("edit github --issuer Gitea").end == .exited(0))
    #expect(try await vault("undo").error.hasPrefix("took back 2 (edit GitHub"))
    #expect(try await vault("show github").end == .exited(0))
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("show gitea").end == .exited(0))
  }

  @Test func `takes back a change by its number`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long])
    #expect(try await vault("rm bank").end == .exited(0))
    #expect(try await vault("edit github --note later").end == .exited(0))
    #expect(try await vault("undo 2").end == .exited(0))
    #expect(try await vault("list bank").end == .exited(0))
    #expect(try await vault("show github --json").text.contains(#""note":"later""#))
  }

  @Test func `puts into the trash what was added`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("list --json").printed("[]"))
    #expect(try await vault("list --trash").lines.count == 2)
  }

  @Test func `never gives a counted code out again`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    #expect(try await vault("edit token --note x").end == .exited(0))
    #expect(try await vault("code token").printed("755224"))
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("code token").printed("287082"))
  }

  @Test func `cannot bring back what was purged, and says so`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("rm github").end == .exited(0))
    #expect(try await vault("purge --all --yes").end == .exited(0))
    let result = try await vault("undo")
    #expect(result.failed(1) && result.error.contains("cannot be taken back"))
  }

  @Test func `says so where there is nothing to take back`() async throws {
    #expect(try await TestVault([])("undo").failed(1))
  }

  @Test func `knows no change that was never made`() async throws {
    let result = try await TestVault(uris: [Known.github])("undo 77")
    #expect(result.failed(2) && result.error.contains("there is no change 77"))
  }
}

@Suite(.serialized) struct `fob history` {
  @Test func `tells what changed when, newest first`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("edit github --note x").end == .exited(0))
    #expect(try await vault("rm github").end == .exited(0))
    let pattern = #/3  20\d\d-\d\d-\d\d \d\d:\d\d  trash  GitHub: alice@example.com/#
    let lines = try await vault("history").lines
    #expect(lines.count == 3 && lines[0].wholeMatch(of: pattern) != nil)
    #expect(lines[2] == "1  2023-11-14 22:13  add    GitHub: alice@example.com")
  }

  @Test func `tells it in JSON`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let id = try await vault.id(of: "github")
    let json = #"[{"number":1,"time":1700000000,"verb":"add","accounts":["\#(id)"]}]"#
    #expect(try await vault("history --json").printed(json))
  }

  @Test func `forgets the names of what was purged`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("rm github").end == .exited(0))
    #expect(try await vault("purge --all --yes").end == .exited(0))
    #expect(try await !vault("history").text.contains("GitHub"))
    #expect(try await vault("history --json").end == .exited(0))
  }

  @Test func `says so where nothing was changed yet`() async throws {
    let result = try await TestVault([])("history")
    #expect(result.end == .exited(0) && result.output.isEmpty && !result.error.isEmpty)
  }
}
