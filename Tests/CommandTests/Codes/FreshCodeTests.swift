import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `A code that must hold for a while` {
  private let vault: TestVault
  private static let fast =
    "otpauth://totp/Fast:alice?secret=\(Known.secret)&issuer=Fast&period=4"

  init() throws { vault = try TestVault(uris: [Known.github, Self.fast, Known.counted]) }

  @Test(arguments: [(30, 30), (50, 10), (59, 1), (59, 0)])
  func `is printed as long as it does`(time: Int, seconds: Int) async throws {
    #expect(try await vault("code github --at \(time) --min-left \(seconds)").printed("287082"))
  }

  @Test func `is not printed where it does not`() async throws {
    let result = try await vault("code github --at 51 --min-left 10")
    #expect(result.failed(1))
    #expect(
      result.error == "fob: the code of GitHub: alice@example.com has 9 s left\n"
        + "  --wait waits for the next one, --next prints it now\n")
  }

  @Test(arguments: [(50, "287082"), (51, "359152")])
  func `is the next one with --next where it does not`(time: Int, code: String) async throws {
    #expect(
      try await vault("code github --at \(time) --min-left 10 --next").printed(code))
  }

  @Test func `is waited for with --wait, which standard error tells`() async throws {
    let result = try await vault.shell(
      """
      until [ "$(fob code fast --format '{left}')" = 1 ]; do :; done
      fob code fast --min-left 3 --wait --format '{left} {code}'; fob code fast
      """)
    #expect(result.error.contains("Fast: alice: 1 s left, waiting for the next code\n"))
    let line = try #require(result.lines.first).split(separator: " ")
    #expect(["3", "4"].contains(line[0]) && line[1] == result.lines[1])
  }

  @Test func `cannot hold longer than its period`() async throws {
    let result = try await vault("code github --min-left 31 --wait")
    #expect(result.failed(64) && result.error.contains("holds for 30 s"))
  }

  @Test func `is not asked of a counter, which does not move on for it`() async throws {
    #expect(try await vault("code token --min-left 10").failed(64))
    #expect(try await vault("code token").printed("755224"))
  }

  @Test(arguments: [
    "--wait", "--min-left 5 --wait --next", "--min-left -1", "--min-left x",
    "--min-left 5 --wait --at 59",
  ])
  func `is asked for with options that go together`(options: String) async throws {
    #expect(try await vault("code github \(options)").failed(64))
  }
}

@Suite(.serialized) struct `Several codes` {
  private let vault: TestVault

  init() throws { vault = try TestVault(uris: [Known.github, Known.long, Known.counted]) }

  @Test func `are a line each, as they were asked for`() async throws {
    let result = try await vault("code bank github token --at 59", with: .recoveryKey)
    #expect(result.end == .exited(64) && result.text == "94287082\n287082\n")
    #expect(try await vault("code bank github --at 59").text == "94287082\n287082\n")
  }

  @Test func `are an object each with --json`() async throws {
    let lines = try await vault("code github bank --at 59 --json").lines
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
  }

  @Test func `end with the first that cannot be told`() async throws {
    let result = try await vault("code github nobody bank --at 59")
    #expect(result.end == .exited(2) && result.text == "287082\n")
  }
}
