import ChildProcesses
import Glibc
import Testing
import VaultSupport

@Suite(.serialized) struct `fob check` {
  private let vault: TestVault
  private static let mail =
    "otpauth://totp/Mail:alice?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK&issuer=Mail"
  private static let steady =
    "otpauth://totp/Steady:alice?secret=\(Known.secret)&issuer=Steady&digits=8&period=86400"

  init() throws {
    vault = try TestVault(uris: [Known.github, Self.mail, Self.steady, Known.counted, Known.steam])
  }

  private var now: Int { Glibc.time(nil) }

  /// The code of so many seconds from now, and what `fob check` says of it. Where a period turns
  /// between the two, both are done again.
  private func check(
    _ query: String, at offset: Int
  ) async throws -> (code: String, result: Finished) {
    while true {
      let start = now / 30
      let code = try await vault("code \(query) --at \(now + offset)").lines.first ?? ""
      let result = try await vault("check \(query) \(code)")
      if now / 30 == start { return (code, result) }
    }
  }

  @Test func `says that a code is the one of now`() async throws {
    let (_, result) = try await check("github", at: 0)
    #expect(result.printed("GitHub: alice@example.com: matches, the code of now"))
  }

  @Test(arguments: [
    (-30, "matches the code before this one, which ended [0-9]+ s ago"),
    (30, "matches the next code, which begins in [0-9]+ s"),
  ])
  func `takes a neighbour for a code of now, as services do`(
    offset: Int, words: String
  ) async throws {
    let (_, result) = try await check("github", at: offset)
    #expect(result.end == .exited(0) && result.error.isEmpty)
    #expect(result.text.contains(try Regex("^GitHub: alice@example.com: \(words)\n$")))
  }

  @Test(arguments: [
    (-90, "matches the code of 90 s ago: what showed it is about 90 s behind this machine"),
    (
      600,
      "matches the code of 10 min from now: what showed it is about 10 min ahead of this machine"
    ),
  ])
  func `says how far a clock is off, and that one code cannot tell whose`(
    offset: Int, words: String
  ) async throws {
    let (_, result) = try await check("github", at: offset)
    #expect(result.end == .exited(1) && result.error == "fob: the code does not fit now\n")
    #expect(
      result.lines == [
        "GitHub: alice@example.com: \(words)",
        "  one code cannot tell whose clock is wrong; a code of another service beside it can",
        "  one of 174 wrong codes fits somewhere by chance",
      ])
  }

  @Test(arguments: [7200, -5400])
  func `tells a wrong time zone from a slow clock`(offset: Int) async throws {
    let (_, result) = try await check("github", at: offset)
    #expect(result.lines.last?.contains("looks like a wrong time zone") == true)
    #expect(result.text.contains(offset > 0 ? " 2 h ahead of" : " 90 min behind"))
  }

  @Test func `says where it is no code of this account`() async throws {
    let code = try await vault("code mail").lines[0]
    let result = try await vault("check github \(code)")
    // By chance, one in 174 codes of another account is found.
    guard !result.text.contains("matches") else { return }
    #expect(result.end == .exited(1))
    #expect(
      result.text == "GitHub: alice@example.com: no code of a day before or after now: mistyped, "
        + "or of another secret\n")
  }

  @Test func `takes spaces, and letters in either case`() async throws {
    let code = try await vault("code steam").lines[0].lowercased()
    let result = try await vault("check steam", "\(code.prefix(2)) \(code.dropFirst(2))")
    #expect(result.end == .exited(0), "\(result.text)")
  }

  @Test func `finds a code of a long period`() async throws {
    let code = try await vault("code steady").lines[0]
    #expect(try await vault("check steady \(code)").text.contains("matches"))
  }

  // MARK: Several

  private func checkBoth(_ first: Int, _ second: Int) async throws -> Finished {
    while true {
      let start = now / 30
      let github = try await vault("code github --at \(now + first)").lines[0]
      let mail = try await vault("code mail --at \(now + second)").lines[0]
      let result = try await vault("check github \(github) mail \(mail)")
      if now / 30 == start { return result }
    }
  }

  @Test(arguments: [(-600, "ahead"), (600, "behind")])
  func `blames this machine's clock where two services agree`(
    offset: Int, direction: String
  ) async throws {
    let result = try await checkBoth(offset, offset + 30)
    #expect(result.end == .exited(1) && result.error == "fob: 2 of 2 codes do not fit now\n")
    #expect(
      result.text.contains(
        "\n2 services agree: this machine's clock is about 10 min \(direction)\n")
    )
    #expect(result.text.contains("unless one device showed all of these codes"))
  }

  @Test func `does not blame it where they disagree`() async throws {
    let result = try await checkBoth(-600, 0)
    #expect(result.error == "fob: 1 of 2 codes do not fit now\n")
    #expect(result.lines.last == "the services disagree: it is not this machine's clock alone")
  }

  @Test func `has no verdict where all is well`() async throws {
    let result = try await checkBoth(0, -30)
    #expect(result.end == .exited(0) && result.lines.count == 2)
  }

  // MARK: Counters

  /// RFC 4226, appendix D.
  @Test func `looks for a counted code among the next, and offers to go on after it`() async throws
  {
    let asked = try await vault("check token 338314")
    #expect(asked.end == .exited(1))
    #expect(
      asked.printed == "Token: carol: matches the code of counter 4, 4 further than fob's next")
    #expect(asked.error.contains("--yes has fob go on after that code"))
    let set = try await vault("check token 338314 --yes")
    #expect(set.end == .exited(0) && set.lines.last == "Token: carol: goes on with counter 5")
    #expect(try await vault("code token").printed("254676"))
  }

  @Test func `leaves the counter where the user says no`() async throws {
    try await Pane.running("fob check token 755224", on: vault) { pane in
      try await pane.wait(for: "Have fob go on after that code, with counter 1? [y/N]")
      try await pane.type("n")
      try await pane.press("Enter")
      try await pane.wait(for: "[status 0]")
    }
    #expect(try await vault("code token").printed("755224"))
  }

  @Test func `does not look back, nor further than a hundred`() async throws {
    #expect(try await vault("code token").printed("755224"))
    let result = try await vault("check token 755224")
    #expect(
      result.text == "Token: carol: not one of the next 100 codes: used before, mistyped, or of "
        + "another secret\n")
  }

  // MARK: Wrong usage

  @Test(arguments: ["check github", "check", "check github 123456 mail"])
  func `wants a code for each account`(command: String) async throws {
    #expect(try await vault(command).failed(64))
  }

  @Test(arguments: ["12345", "1234567", "abc"])
  func `says how long a code is`(code: String) async throws {
    let result = try await vault("check github", code)
    #expect(result.failed(64))
    #expect(result.error.contains("a code of GitHub: alice@example.com has 6 characters"))
  }

  @Test func `knows the statuses of every query`() async throws {
    #expect(try await vault("check nobody 123456").failed(2))
    #expect(try await vault("check alice 123456").failed(3))
  }
}

extension Finished {
  /// Standard output without its last newline.
  fileprivate var printed: String { lines.joined(separator: "\n") }
}
