import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `A query` {
  private func uri(_ issuer: String, _ name: String, counter: Int = 0) -> String {
    "otpauth://hotp/\(issuer):\(name)?secret=\(Known.secret)&issuer=\(issuer)&counter=\(counter)"
  }

  @Test(arguments: [
    "github", "GITHUB", "itHu", "alice@", "EXAMPLE.com", "GitHub:alice@example.com",
  ])
  func `finds its text in issuer and name, in either case`(query: String) async throws {
    let vault = try TestVault(uris: [Known.github, Known.counted])
    #expect(try await vault("code --at 59", query).printed("287082"))
  }

  @Test func `finds a tag`() async throws {
    let vault = try TestVault(uris: Known.all)
    #expect(try await vault("edit github --tags Late,Work-Laptop").end == .exited(0))
    #expect(try await vault("code laptop --at 59").printed("287082"))
  }

  @Test func `finds an id`() async throws {
    let vault = try TestVault(uris: Known.all)
    let id = try await vault.id(of: "github")
    #expect(try await vault("code --at 59", id).printed("287082"))
    #expect(try await vault("list", id).lines.count == 2)
  }

  @Test func `prefers what it names wholly`() async throws {
    let vault = try TestVault(uris: [uri("Git", "a"), uri("GitHub", "b"), uri("GitLab", "c")])
    #expect(try await vault("show git --json").text.contains(#""account":"a""#))
  }

  @Test func `prefers the right letters`() async throws {
    let vault = try TestVault(uris: [uri("git", "a"), uri("Git", "b")])
    #expect(try await vault("show Git --json").text.contains(#""account":"b""#))
    #expect(try await vault("show git --json").text.contains(#""account":"a""#))
    #expect(try await vault("show GIT").failed(3))
  }

  @Test func `with several matches lists them with their ids, and does nothing`() async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault("code alic")
    #expect(result.failed(3))
    #expect(result.error.contains("2 accounts match \"alic\""))
    for query in ["github", "bank"] {
      #expect(result.error.contains(try await vault.id(of: query)))
    }
  }

  @Test func `lists twenty of many matches, and counts the others`() async throws {
    let result = try await TestVault(accounts: 25)("code issuer")
    #expect(result.failed(3) && result.error.contains("and 5 more"))
    #expect(result.error.split(separator: "\n").count == 22)
  }

  @Test(arguments: ["code", "show", "edit --note x", "rm", "restore", "purge --yes"])
  func `without a match has a status of its own`(command: String) async throws {
    let result = try await TestVault(uris: Known.all)(command, "nothing")
    #expect(result.failed(2) && result.error.contains(#" matches "nothing""#))
  }

  /// A script whose variable is not set must not act on whatever there is.
  @Test(arguments: ["code", "show", "rm", "qr --print --yes"], ["", " "])
  func `that is empty is refused`(command: String, query: String) async throws {
    #expect(try await TestVault(uris: [Known.github])(command, query).failed(64))
  }

  @Test func `sees no difference between a letter and its accent in one piece or two`()
    async throws
  {
    let vault = try TestVault(uris: [uri("Zo%C3%AB", "a")])
    #expect(try await vault("code", "zoe\u{308}").printed("755224"))
  }
}
