import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `Standard output` {
  private static let readers = [
    "code bank", "list", "list --json", "list --codes", "show bank", "history", "history --json",
    "export --to otpauth --output - --plaintext", "qr bank --yes --print", "",
  ]

  @Test(arguments: readers)
  func `that is full makes a command fail`(command: String) async throws {
    let vault = try TestVault(uris: [Known.long])
    let result = try await vault.shell("fob \(command) >/dev/full")
    #expect(result.end == .exited(1))
    #expect(result.error == "fob: cannot print the result: no space left on device\n")
  }

  @Test(arguments: readers)
  func `that nobody reads ends a command without a word`(command: String) async throws {
    let vault = try TestVault(uris: [Known.long])
    let result = try await vault.shell(
      "{ sleep 0.1; fob \(command); echo $? >status; } | :; cat status")
    #expect(result.text == "1\n" && result.error.isEmpty)
  }

  @Test(arguments: readers)
  func `that is closed makes a command fail`(command: String) async throws {
    let result = try await TestVault(uris: [Known.long]).shell("fob \(command) >&-")
    #expect(result.end == .exited(1))
    #expect(result.error == "fob: cannot print the result: bad file descriptor\n")
  }

  @Test func `may end in the middle of a long list`() async throws {
    let vault = try TestVault(accounts: 2000)
    let result = try await vault.shell("fob list | head -2")
    #expect(result.lines.count == 2 && result.error.isEmpty)
  }

  @Test func `has nothing on it but the result`() async throws {
    let vault = try TestVault(uris: [Known.github])
    for command in [
      "edit github --note x", "rm github", "restore github", "undo", "restore github",
    ] {
      let result = try await vault(command)
      #expect(result.end == .exited(0) && result.output.isEmpty && !result.error.isEmpty)
    }
  }
}

@Suite(.serialized) struct `Standard descriptors that are closed` {
  @Test(arguments: ["<&-", "2>&-", "<&- 2>&-"])
  func `disturb no command that does not need them`(closed: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell("fob code github --at 59 \(closed)")
    #expect(result.printed("287082"))
  }

  @Test func `never get what is said into the vault`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    let result = try await vault.shell(
      """
      for i in 1 2 3; do fob code token <&- >&- 2>&-; fob edit token --note $i <&- >&- 2>&-; done
      fob code token
      """)
    #expect(result.text == "969429\n" && result.error.isEmpty)
  }
}

@Suite(.serialized) struct `A hostile name` {
  /// What a terminal would act on: OSC 52 (clipboard), a title, colours, newlines, C1 controls,
  /// bidi overrides, zero width, a tag character, a private character, a line separator.
  private static let name =
    "a\u{1B}]52;c;aGk=\u{7}b\u{1B}[31mc\nd\re\u{9B}31mf\u{202E}g\u{2066}h\u{200B}i\u{E0041}j\u{E000}"
    + "k\u{2028}l\u{7F}m"
  private static var encoded: String { name.utf8.map { "%" + hex($0) }.joined() }
  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
  /// One with long names, and two that are alike, so that a query finds several.
  private static let uris = ["GEZDGNBVGY3TQOJQ", "MFRGGZDFMZTWQ2LK"].map {
    "otpauth://totp/\(encoded):\(encoded)?secret=\($0)&issuer=\(encoded)"
  }

  private static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar == "\n"
      case .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
      default: !scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }

  @Test(arguments: [
    "", "list", "list --codes", "list --json", "list --codes --json", "show %", "show % --json",
    "code %", "code % --json", "history", "history --json", "rm %", "edit % --note x",
    "edit % --counter 3", "edit % --pin", "export --to otpauth --output - --plaintext",
    "qr % --yes --print", "qr %",
  ])
  func `never reaches a terminal as it is`(command: String) async throws {
    let vault = try TestVault(uris: [Self.uris[0]])
    let id = try await vault.id(of: "a")
    #expect(!id.isEmpty)
    let result = try await vault(command.replacing("%", with: id))
    #expect(Self.isHarmless(result.text + result.error))
    #expect(!(result.text + result.error).contains("\n\n"))
  }

  @Test(arguments: ["code a", "restore a", "purge a --yes", "list zzz"])
  func `never reaches a terminal in an error`(command: String) async throws {
    let vault = try TestVault(uris: Self.uris)
    let result = try await vault(command)
    #expect(result.failed(command == "code a" ? 3 : 2) && Self.isHarmless(result.error))
  }

  @Test(arguments: ["code", "list", "export --to", "nonsense", "list --vault", "undo"])
  func `never comes back from the arguments`(command: String) async throws {
    let result = try await TestVault([])(command, "\u{1B}]52;c;aGk=\u{7}\u{202E}")
    #expect(result.end != .exited(0) && Self.isHarmless(result.error))
  }

  @Test func `is whole in JSON`() async throws {
    let vault = try TestVault(uris: [Self.uris[0]])
    let result = try await vault.shell(
      #"""
      fob list --json | /usr/bin/python3 -c \
        'import json,sys; print(json.load(sys.stdin)[0]["issuer"].encode().hex())'
      """#)
    #expect(result.text == Self.name.utf8.map(Self.hex).joined() + "\n")
  }

  @Test func `is cut in lists where it is long, and whole in JSON`() async throws {
    let long = String(repeating: "x", count: 10_000)
    let vault = try TestVault(uris: ["otpauth://totp/\(long):y?secret=\(Known.secret)"])
    for command in ["list", "list --codes", "", "history"] {
      #expect(try await vault(command).lines.allSatisfy { $0.count < 160 }, "\(command)")
    }
    #expect(try await vault("list --json").text.contains(long))
    #expect(try await vault("rm xxx").error.count < 160)
    #expect(try await vault("code", long).error.count < 200)
  }
}
