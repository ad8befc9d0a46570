import ChildProcesses
import Fixtures
import Testing
import VaultSupport

private func base64(of name: String) async throws -> String {
  let path = try #require(Fixture.all(in: "Images").first { $0.name == name }).path
  return try await shell("base64 --wrap=0 \"$0\"", path)
}

@Suite struct `Standard input` {
  private let vault: TestVault

  init() throws { vault = try TestVault(accounts: 0) }

  @Test(arguments: ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
  func `may be a picture`(name: String) async throws {
    let picture = Fixture.bytes(of: "Images/plain-screenshot.png")
    let result = try await vault.imports(["--yes", name], input: picture)
    #expect(
      result.end == .exited(0)
        && result.text == "new              GitHub: alice@example.com\n1 new\n")
    #expect(result.error.hasPrefix("standard input: 1 code: 1 account\n"))
  }

  @Test func `may be text, up to 64 MiB`() async throws {
    let text = Array(uri("Bravo").utf8)
    let result = try await vault.imports(["--yes", "-"], input: text)
    #expect(result.end == .exited(0), "\(result.error)")
    let long = try await vault.imports(
      ["-"], under: ["sh", "-c", "head -c 67108865 /dev/zero | \"$@\"", "sh"])
    #expect(long.end == .exited(6) && long.error == "fob: standard input: file too large\n")
  }

  @Test func `may be a data URI`() async throws {
    let uri = "\n DATA:image/png;charset=x;BASE64,\(try await base64(of: "desktop.png")) \n"
    let result = try await vault.imports(["--yes", "-"], input: Array(uri.utf8))
    #expect(result.end == .exited(0) && result.text.hasPrefix("new              Hetzner: "))
  }
}

@Suite struct `A data URI` {
  private let vault: TestVault

  init() throws { vault = try TestVault(accounts: 0) }

  @Test func `is taken from the command line, with a warning`() async throws {
    let picture = try await base64(of: "plain-screenshot.png")
    let result = try await vault.imports(["--yes", "data:image/png;base64,\(picture)"])
    #expect(result.end == .exited(0) && result.text.hasPrefix("new              GitHub: "))
    #expect(result.error.hasPrefix("warning: other users of this machine can see"))
  }

  @Test func `may hold text`() async throws {
    let list = try await shell("printf '%s' \"$0\" | base64 --wrap=0", uri("Bravo"))
    let result = try await vault.imports(["--yes", "data:;base64,\(list)"])
    #expect(result.end == .exited(0) && result.text.hasPrefix("new              Bravo: "))
  }

  @Test(arguments: [
    "data:", "data:,otpauth", "data:image/png,%89PNG", "data:image/png;base64", "data:base64,AAAA",
    "data:;base64,A", "data:;base64,AA=A", "data:;base64,é", "data:;base64,AAAA BBBB",
    "data:image/png;" + String(repeating: "x", count: 2000) + ";base64,AAAA",
  ])
  func `is refused where it is damaged or in another coding`(uri: String) async throws {
    let result = try await vault.imports(["--yes", uri])
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.contains("fob: the URI: this data: URI is not whole, or not in base64\n"))
  }

  @Test(arguments: ["data:;base64,", "data:;base64,AAAA", "data:text/plain;base64,aGVsbG8="])
  func `without an account is refused by what it holds`(uri: String) async throws {
    let result = try await vault.imports(["--yes", uri])
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.contains("with no account that can be read\n"))
  }
}

@Suite struct `What to import` {
  @Test(arguments: [
    ([], "nothing to import from"), (["--select", "-"], "--select belongs to --screen"),
    (["--once", "-"], "--once belongs to --watch"),
    (["--watch", "/", "-"], "--watch stands alone"),
    (["--watch", "/", "--screen"], "--watch stands alone"), (["--recursive"], "nothing to import"),
  ])
  func `has to be named, in a way that makes sense`(
    arguments: [String], words: String
  ) async throws {
    let vault = try TestVault(accounts: 0)
    let result = try await vault.imports(["--yes"] + arguments)
    #expect(result.end == .exited(64) && result.error.contains(words), "\(result.error)")
  }
}
