import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob code` {
  @Test(arguments: [
    ("GitHub", 59, "287082"), ("Bank", 1_111_111_109, "07081804"),
    ("Steam", 1_511_200_518, "FR8RV"), ("Yandex", 1_641_559_648, "umozdicq"),
    ("Office", 165_892_298, "e7d8b6"),
  ])
  func `prints the characters of the code and nothing else`(
    query: String, time: Int, code: String
  ) async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault("code \(query) --at \(time)")
    #expect(result.printed(code) && result.error.isEmpty)
  }

  @Test(arguments: [
    ("GitHub", ["--totp"]), ("Bank", ["--totp", "-d", "8"]),
    ("Work", ["--totp=SHA512", "-d", "7", "-s", "60s"]),
  ])
  func `agrees with oathtool now and ever`(query: String, options: [String]) async throws {
    let vault = try TestVault(uris: Known.all)
    for time in ["0", "29", "30", "2000000000", "1779999999"] {
      let theirs = try await run(
        "/usr/bin/oathtool", options + ["-b", Known.secret, "-N", "@" + time])
      #expect(try await vault("code \(query) --at \(time)").text == theirs.text)
    }
    // The two programs may look at the clock on both sides of a turn, but not twice in a row.
    let isSame = try await isSameNow(vault, query, options)
    #expect(try await isSame ? true : isSameNow(vault, query, options))
  }

  private func isSameNow(
    _ vault: TestVault, _ query: String, _ options: [String]
  ) async throws -> Bool {
    let mine = try await vault("code \(query)")
    return try await run("/usr/bin/oathtool", options + ["-b", Known.secret]).text == mine.text
  }

  @Test func `prints the code of the next period with --next`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("code github --next --at 59").printed("359152"))
  }

  @Test func `tells with --json what the code is, and when it ends`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let id = try await vault.id(of: "github")
    let json =
      #"{"id":"\#(id)","issuer":"GitHub","account":"alice@example.com","type":"totp","#
      + #""code":"287082","digits":6,"period":30,"valid_from":30,"expires_at":60,"#
      + #""next_code":"359152"}"#
    #expect(try await vault("code github --json --at 59").printed(json))
  }

  @Test func `tells a counted code with its counter in place of times`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    let id = try await vault.id(of: "token")
    let json =
      #"{"id":"\#(id)","issuer":"Token","account":"carol","type":"hotp","code":"755224","#
      + #""digits":6,"counter":0}"#
    #expect(try await vault("code token --json").printed(json))
  }

  @Test(arguments: ["--at 59", "--next"])
  func `knows no time for a counted code, and uses none up`(option: String) async throws {
    let vault = try TestVault(uris: [Known.counted])
    #expect(try await vault("code token \(option)").failed(64))
    #expect(try await vault("code token").printed("755224"))
  }

  @Test(arguments: ["-1", "now", "18446744073709551615", "1.5", ""])
  func `takes no time but Unix seconds`(time: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("code github --at", time).failed(64))
  }

  @Test func `says which PIN is missing`() async throws {
    let vault = try TestVault(uris: [Known.yandex.replacing("&pin=GUZDGOI", with: "")])
    let result = try await vault("code yandex")
    #expect(result.failed(1) && result.error.contains("the PIN of this account is needed"))
  }
}

@Suite(.serialized) struct `A counted code` {
  @Test func `is given out once`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    for code in ["755224", "287082", "359152", "969429"] {
      #expect(try await vault("code token").printed(code))
    }
  }

  @Test func `is not shown before its counter is on the disk`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    let result = try await vault.fob(
      ["code", "token"],
      under: ["/usr/bin/strace", "-f", "-o", "\(vault.folder)/trace", "-e", "trace=write,rename"])
    let trace = try await run("/bin/cat", ["\(vault.folder)/trace"]).lines
    let renamed = trace.lastIndex { $0.contains("rename(") && $0.contains("vault.fob\")") }
    let shown = trace.firstIndex { $0.contains(#"write(1, "755224\n""#) }
    #expect(result.text == "755224\n")
    #expect(try #require(renamed) < #require(shown))
  }

  @Test func `is not shown where its counter cannot be saved`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    try Folder.make(vault.folder + "/full")
    let result = try await vault("code token", variables: ["XDG_STATE_HOME": "/dev/full"])
    #expect(result.failed(1) && result.error.contains("cannot keep the vault's last version"))
    #expect(try await vault("code token").printed("755224"))
  }

  @Test func `is used up though nobody sees it`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    #expect(try await vault.shell("fob code token >/dev/full").failed(1))
    #expect(try await vault("code token").printed("287082"))
  }

  @Test func `is a different one for each of many at one time`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    let result = try await vault.shell("for i in 1 2 3 4 5 6; do fob code token & done; wait")
    #expect(Set(result.lines).count == 6 && result.error.isEmpty)
  }

  @Test func `ends with its counter`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    #expect(try await vault("edit token --counter 9223372036854775807").end == .exited(0))
    #expect(try await vault("code token").end == .exited(0))
    #expect(try await vault("edit token --counter 9223372036854775808").failed(64))
  }
}
