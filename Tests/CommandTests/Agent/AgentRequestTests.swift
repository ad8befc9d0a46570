import Authenticator
import ChildProcesses
import Glibc
import Secrets
import Testing
import VaultSupport

@Suite(.serialized) struct `Through the agent` {
  private let vault: TestVault
  private let fob: TestAgent

  init() async throws {
    vault = try TestVault(uris: [Known.github, Known.counted])
    fob = try await TestAgent(holding: vault)
  }

  // MARK: Backup codes

  private static let page = "1. 1111 2222\n2. 3333 4444\n3. 5555 6666\n4. 7777 8888\n"

  @Test func `backup codes are added, counted and listed`() async throws {
    let added = try await fob("backup-codes github --add -", input: Self.page)
    #expect(added.end == .exited(0) && added.error.contains("added 4 backup codes"))
    #expect(try await fob("backup-codes github").printed("4 of 4 left"))
    #expect(try await fob("list").lines[1].contains("4 left"))
    let shown = try await fob("backup-codes github --show --yes")
    #expect(shown.lines == ["1111 2222", "3333 4444", "5555 6666", "7777 8888"])
    #expect(try await vault("backup-codes github").printed("4 of 4 left"))
  }

  @Test func `a backup code is given out once, by whoever gives it`() async throws {
    #expect(try await fob("backup-codes github --add -", input: Self.page).end == .exited(0))
    #expect(try await fob("backup-codes github --use").printed("1111 2222"))
    #expect(try await vault("backup-codes github --use").printed("3333 4444"))
    let third = try await fob("backup-codes github --use")
    #expect(third.printed("5555 6666") && third.error.contains("1 backup code"))
    let used = try await fob("backup-codes github --used -", input: "7777-8888\n")
    #expect(used.error.contains("marked as used"))
    #expect(try await fob("backup-codes github --use").failed(1))
    #expect(try await vault("backup-codes github --use").failed(1))
    #expect(try await fob("backup-codes github --remove --yes").end == .exited(0))
    #expect(try await vault("backup-codes github").output.isEmpty)
  }

  // MARK: Check

  @Test func `a code is checked as without it`() async throws {
    while true {
      let start = time(nil) / 30
      let code = try await fob("code github").lines.first ?? ""
      let result = try await fob("check github \(code)")
      let late = try await fob("code github --at \(time(nil) - 90)").lines.first ?? ""
      let (one, other) = (
        try await fob("check github \(late)"), try await vault("check github \(late)")
      )
      guard start == time(nil) / 30 else { continue }
      #expect(result.printed("GitHub: alice@example.com: matches, the code of now"))
      #expect(one.end == .exited(1) && one.text.contains("90 s behind"))
      #expect(one.text == other.text && one.error == other.error)
      return
    }
  }

  /// RFC 4226, appendix D.
  @Test func `a counter goes on after the code that was checked`() async throws {
    let set = try await fob("check token 338314 --yes")
    #expect(set.end == .exited(0) && set.lines.last == "Token: carol: goes on with counter 5")
    #expect(try await vault("code token").printed("254676"))
  }

  // MARK: Copy

  @Test func `a code is copied, and cleared after fob has ended`() async throws {
    let script =
      XDisplay.start + """
        trap 'kill $server' EXIT
        copied() { xclip -selection clipboard -o 2>/dev/null; }
        "$program" code github --at 59 --copy --clear-after 2; copied
        for try in $(seq 100); do [ -z "$(copied)" ] && break; sleep 0.1; done; echo " [$(copied)]"
        "$program" copy token; copied
        """
    let result = try await vault.shell(script, variables: fob.variables)
    #expect(result.text == "287082 []\n755224", "\(result.error)")
    #expect(result.error.contains("Token: carol: copied, cleared in 60 s"))
    #expect(try await fob("code token").printed("287082"))
  }

  // MARK: More than it takes

  /// URIs with secrets as long as any: together more than an agent takes in one request.
  private var tooMuch: [UInt8] {
    (0..<1030).flatMap { number in
      let secret = TestVault.secret(number) + [UInt8](repeating: 7, count: 1004)
      let credential = Credential(type: .totp, secret: Secret(SecretBytes(copying: secret.span)))
      let account = Account(issuer: "Long", name: "\(number)", credential: credential)
      let uri = Secret(OTPAuthURI.bytes(of: account))
      return uri.withBytes { uri in uri.indices.map { uri[$0] } } + Array("\n".utf8)
    }
  }

  @Test func `more than it takes is not imported where nobody can be asked`() async throws {
    let result = try await fob("import --yes -", input: String(decoding: tooMuch, as: UTF8.self))
    #expect(result.failed(4), "\(result.text.prefix(300))")
    #expect(result.error.contains("this is more than the agent takes at once (--no-agent"))
    #expect(result.error.contains("--password-fd"))
    #expect(try await fob("list").lines.count == 3)
  }

  @Test func `more than it takes is imported with the password`() async throws {
    try vault.write(tooMuch, to: vault.folder + "/home/many")
    let script = #""$program" import --yes many >/dev/null; "$program" list | wc -l"#
    try await Pane.running(script, on: vault, columns: 150, variables: fob.variables) { pane in
      try await pane.wait(for: "Password for \(vault.path):", within: 60)
      #expect(try await pane.screen.contains("this is more than the agent takes at once"))
      try await pane.type(TestVault.password + "\n")
      let screen = try await pane.wait(for: "[status 0]", within: 60)
      #expect(screen.contains("\n1033\n"), "\(screen)")
    }
  }
}
