import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob list` {
  @Test func `shows a line for each account`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.counted])
    let (first, second) = (try await vault.id(of: "github"), try await vault.id(of: "token"))
    let result = try await vault("list")
    #expect(
      result.text == """
        ID        ISSUER  ACCOUNT            TYPE  TAGS
        \(first)  GitHub  alice@example.com  totp
        \(second)  Token   carol              hotp

        """)
    #expect(result.error.isEmpty)
  }

  @Test func `shows only what a query matches`() async throws {
    let vault = try TestVault(uris: Known.all)
    #expect(try await vault("list ALICE").lines.count == 3)
  }

  @Test func `gives one JSON array of documented objects`() async throws {
    let vault = try TestVault(uris: [Known.sha512, Known.counted])
    #expect(try await vault("edit work --tags job,late").end == .exited(0))
    let (first, second) = (try await vault.id(of: "token"), try await vault.id(of: "work"))
    let changed = try await vault("history --json").text.firstMatch(of: /"time":([0-9]+)/)?.1
    let json =
      #"[{"id":"\#(first)","issuer":"Token","account":"carol","type":"hotp","#
      + #""algorithm":"SHA1","digits":6,"counter":0,"tags":[],"#
      + #""created":1700000000,"modified":1700000000},"#
      + #"{"id":"\#(second)","issuer":"Work","account":"bob","type":"totp","#
      + #""algorithm":"SHA512","digits":7,"period":60,"tags":["job","late"],"#
      + #""created":1700000000,"modified":\#(try #require(changed))}]"#
    #expect(try await vault("list --json").printed(json))
  }

  @Test func `never gives a secret`() async throws {
    let vault = try TestVault(uris: Known.all)
    for options in ["", "--json", "--codes", "--codes --json"] {
      let text = try await vault("list \(options)").text
      #expect(!text.contains(Known.secret) && !text.contains("e3152afee62599c8"), "\(options)")
    }
  }

  @Test func `tells codes, the seconds left and the next ones`() async throws {
    let vault = try TestVault(uris: [Known.long, Known.counted])
    let result = try await vault("list --codes")
    let columns = result.lines[1].split(separator: " ").map(String.init)
    let time = try await vault("code bank --json").text.firstMatch(of: /"expires_at":([0-9]+)/)?.1
    let expiry = try #require(time.flatMap { Int($0) })
    let codes = try await [expiry - 30, expiry].mapped { try await vault("code bank --at \($0)") }
    let halves = codes.map { [String($0.text.prefix(4)), String($0.text.dropFirst(4).prefix(4))] }
    #expect(result.lines[0] == "ISSUER  ACCOUNT  CODE       LEFT  NEXT")
    // A turn between the two looks at the clock leaves the next code where the code was.
    #expect(
      [halves[0], halves[1]].contains(Array(columns[2...3])) || columns[6...7] == halves[0][...])
    #expect((1...30).contains(try #require(Int(columns[4]))) && columns[5] == "s")
    #expect(result.lines[2].contains("counted"))
  }

  @Test func `tells codes in JSON too`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let pattern =
      /"code":"[0-9]{6}","valid_from":[0-9]+,"expires_at":[0-9]+,"next_code":"[0-9]{6}"}]\n/
    #expect(try await vault("list --codes --json").text.contains(pattern))
  }

  @Test func `shows the trash apart`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long])
    #expect(try await vault("rm bank").end == .exited(0))
    #expect(try await !vault("list").text.contains("Bank"))
    let trash = try await vault("list --trash").text
    #expect(trash.contains("Bank") && !trash.contains("GitHub"))
  }

  @Test(arguments: ["list", "list --codes", "list --trash", ""])
  func `prints nothing where there is nothing, and says so beside`(command: String) async throws {
    let result = try await TestVault([])(command)
    #expect(result.end == .exited(0) && result.output.isEmpty && !result.error.isEmpty)
  }

  @Test func `tells an empty list from one whose accounts lie in the trash`() async throws {
    #expect(try await TestVault([])("list").error.contains("no accounts yet"))
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("rm github").end == .exited(0))
    #expect(try await vault("list").error == "no accounts; 1 in the trash (fob list --trash)\n")
  }

  @Test func `gives an empty array where there is nothing`() async throws {
    #expect(try await TestVault([])("list --json").printed("[]"))
  }

  @Test func `fails where a query matches nothing`() async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault("list nothing")
    #expect(result.failed(2) && result.error.contains(#"no account matches "nothing""#))
    let json = try await vault("list nothing --json")
    #expect(json.end == .exited(2) && json.text == "[]\n")
  }
}

@Suite(.serialized) struct `fob without a terminal` {
  @Test func `prints the codes once`() async throws {
    let vault = try TestVault(uris: [Known.long, Known.motp])
    let result = try await vault("")
    #expect(result.end == .exited(0) && result.error.isEmpty && result.lines.count == 3)
    #expect(result.lines[0] == "ISSUER  ACCOUNT  CODE       LEFT  NEXT")
  }

  @Test func `sorts by name, in either case, and numbers by value`() async throws {
    let names = ["site 10", "Site 2", "Site 002", "site 1", "Site", "a9z", "A10b", "v1.10", "v1.9"]
    let vault = try TestVault(
      uris: names.enumerated().map { number, name in
        "otpauth://totp/\(name.replacing(" ", with: "%20")):x\(number)?secret=\(Known.secret)"
          + "&issuer=\(name.replacing(" ", with: "%20"))"
      })
    let sorted = try await vault("list --format {issuer}").lines
    #expect(
      sorted == [
        "a9z", "A10b", "Site", "site 1", "Site 2", "Site 002", "site 10", "v1.9", "v1.10",
      ])
  }

  /// tmux has its own rules for what joins, as each terminal has.
  @Test func `draws names as wide as it takes them to be, on a terminal too`() async throws {
    let names = [
      ("👩‍👩‍👧‍👦", 8), ("👍🏽", 2), ("❤️", 1), ("🇩🇪", 2), ("1️⃣", 1), ("🏳️‍🌈", 3), ("日本", 4), ("e\u{301}", 1),
      ("☕", 2), ("👨🏿‍🦱", 4), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("🏽", 1),
    ]
    let vault = try TestVault(
      uris: zip("abcdefghijkl", names).map { letter, name in
        "otpauth://totp/x?secret=\(Known.secret)&issuer=\(letter)\(name.0)"
      })
    let script = #"""
      stty -echo
      while IFS= read -r name <&4; do
        printf '%s\e[6n' "$name"; IFS='[;' read -rd R _ row column; printf '\n%s\n' "= $column"
      done 4< <(fob list --format '{issuer}'); stty echo
      """#
    try await Pane.running(script, on: vault, rows: 40) { pane in
      let screen = try await pane.wait(for: "[status 0]")
      let columns = screen.matches(of: /= ([0-9]+)/).compactMap { Int($0.1) }
      #expect(columns == names.map { 2 + $0.1 }, "\(screen)")
    }
  }
}

extension Sequence {
  /// Transforms one element after the other.
  func mapped<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
