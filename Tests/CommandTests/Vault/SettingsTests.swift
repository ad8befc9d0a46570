import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob settings` {
  @Test func `lists every setting with its value and what it means`() async throws {
    let result = try await TestVault([])("settings")
    let rows = result.lines.map { $0.split(separator: " ").prefix(2).joined(separator: "=") }
    let expected = "agent=on agent-timeout=300 screen-timeout=300 hide-codes=off sort=name"
    #expect(result.end == .exited(0) && rows.joined(separator: " ") == expected)
  }

  @Test func `lists them as one JSON object`() async throws {
    let json =
      #"{"agent":true,"agent_timeout":300,"screen_timeout":300,"hide_codes":false,"sort":"name"}"#
    #expect(try await TestVault([])("settings --json").printed(json))
    #expect(try await TestVault([])("settings sort --json").printed(#"{"sort":"name"}"#))
  }

  @Test(arguments: [
    ("agent", "off"), ("agent-timeout", "1"), ("screen-timeout", "86400"), ("hide-codes", "on"),
    ("sort", "use"),
  ])
  func `sets one, which stays set`(name: String, value: String) async throws {
    let vault = try TestVault([])
    #expect(try await vault("settings \(name)").text != value + "\n")
    #expect(try await vault("settings \(name) \(value)").printed(value))
    #expect(try await vault("settings \(name)").printed(value))
  }

  @Test(arguments: [
    ("agent", "yes"), ("agent-timeout", "0"), ("agent-timeout", "86401"),
    ("screen-timeout", "99999999999999999999"), ("hide-codes", ""), ("sort", "colour"),
  ])
  func `refuses a value that it cannot have, before it asks for a password`(
    name: String, value: String
  ) async throws {
    let result = try await TestVault([])("settings \(name)", value, with: .nothing)
    #expect(result.failed(64) && result.error.contains("\(name) cannot be"))
  }

  @Test(arguments: ["password-typed", "nonsense"])
  func `knows only what the user may set`(name: String) async throws {
    #expect(try await TestVault([])("settings \(name)").failed(64))
  }

  @Test func `changes nothing that could be undone, and keeps no version of the vault for it`()
    async throws
  {
    let vault = try TestVault(uris: [Known.github])
    let history = try await vault("history").text
    #expect(try await vault("settings sort use").end == .exited(0))
    #expect(try await vault("history").text == history)
    #expect(vault.keptFiles.isEmpty)
    #expect(try await vault("edit github --note x").end == .exited(0))
    #expect(vault.keptFiles.count == 1)
    #expect(try await vault("settings sort").printed("use"))
  }

  @Test func `writes nothing where the value is what it was`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("settings sort use").end == .exited(0))
    let before = try vault.read(vault.path)
    #expect(try await vault("settings sort use").end == .exited(0))
    #expect(try vault.read(vault.path) == before)
  }
}
