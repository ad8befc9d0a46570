import Authenticator
import ChildProcesses
import Testing
import VaultSupport

extension TestVault {
  /// A vault with two accounts that was saved three times, the last time with a note.
  fileprivate static func saved() async throws -> TestVault {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("add", input: Known.sha512).end == .exited(0))
    #expect(try await vault("edit work --note last").end == .exited(0))
    return vault
  }

  /// Changes one byte of a file.
  fileprivate func damage(_ path: String, at position: Int) throws {
    var bytes = try read(path)
    bytes[position] ^= 1
    try write(bytes, to: path)
  }

  /// Within the payload.
  fileprivate static let inside = 2000

  fileprivate func state() throws -> [[UInt8]] { try ([path] + keptFiles).map(read) }
}

@Suite(.serialized) struct `fob doctor --rescue` {
  @Test func `reads the newest generation that opens, and changes nothing`() async throws {
    let vault = try await TestVault.saved()
    try vault.damage(vault.path, at: TestVault.inside)
    let before = try vault.state()
    let newest = try #require(vault.keptFiles.last)
    let result = try await vault("doctor --rescue")
    #expect(result.end == .exited(0) && result.lines.count == 2)
    #expect(result.text.contains("GitHub") && result.text.contains("Work"))
    #expect(result.error.contains("not read: \(vault.path): the vault \(vault.path) is damaged"))
    #expect(result.error.contains("read: \(newest), the newest that opens"))
    #expect(result.error.contains("nothing was written"))
    #expect(try vault.state() == before)
  }

  /// In the header's id and generation, a slot, the commitment, the checksum.
  @Test(arguments: [15, 30, 100, 290, -1])
  func `reads the vault itself where only its header or checksum is damaged`(
    position: Int
  ) async throws {
    let vault = try await TestVault.saved()
    let place = position < 0 ? try vault.read(vault.path).count + position : position
    try vault.damage(vault.path, at: place)
    #expect(try await vault("list").failed(5))
    let output = vault.folder + "/rescued.fob"
    let result = try await vault("doctor --rescue --output", output)
    #expect(result.end == .exited(0) && result.error.contains("read: \(vault.path)\n"))
    #expect(try await vault("show work --vault", output).text.contains("note     last"))
  }

  @Test func `writes a new vault that the same keys open`() async throws {
    let vault = try await TestVault.saved()
    try vault.damage(vault.path, at: TestVault.inside)
    let before = try vault.state()
    let output = vault.folder + "/rescued.fob"
    #expect(try await vault("doctor --rescue --output", output, with: .password).end == .exited(0))
    #expect(try vault.state() == before)
    for key in [TestVault.Key.password, .recoveryKey] {
      #expect(
        try await vault("code github --at 59 --vault", output, with: key).printed("287082"))
    }
    #expect(try await vault("edit github --note x --vault", output).end == .exited(0))
    let mode = try await run("/usr/bin/stat", ["-c", "%a", output])
    #expect(mode.text == "600\n")
  }

  @Test func `never writes over a file, least of all the damaged one`() async throws {
    let vault = try await TestVault.saved()
    try vault.damage(vault.path, at: TestVault.inside)
    let before = try vault.state()
    for output in [vault.path, try #require(vault.keptFiles.last)] {
      let result = try await vault("doctor --rescue --output", output)
      #expect(result.end == .exited(1) && result.error.contains("file exists"))
    }
    #expect(try vault.state() == before)
  }

  @Test func `passes over generations that are damaged too, and says so`() async throws {
    let vault = try await TestVault.saved()
    let kept = vault.keptFiles
    #expect(kept.count == 2)
    try vault.damage(vault.path, at: TestVault.inside)
    try vault.damage(kept[1], at: TestVault.inside)
    let result = try await vault("doctor --rescue")
    #expect(result.error.contains("not read: \(kept[1]): damaged"))
    #expect(result.error.contains("read: \(kept[0]), the newest that opens"))
    #expect(result.lines.count == 1)
  }

  /// The vault was replaced by an older copy, which says nothing of the account that came later.
  @Test func `names and brings back what the vault lacks and a generation has`() async throws {
    let vault = try await TestVault.saved()
    let oldest = try #require(vault.keptFiles.first)
    try vault.write(vault.read(oldest), to: vault.path)
    let output = vault.folder + "/rescued.fob"
    let result = try await vault("doctor --rescue --output", output)
    #expect(
      result.error.contains("missing there, but in ") && result.error.contains(": Work: bob\n"))
    #expect(try await vault("list --json --vault", output).text.contains("Work"))
  }

  @Test func `never brings back what was purged`() async throws {
    let vault = try await TestVault.saved()
    for command in ["rm work", "purge work --yes", "edit github --note x"] {
      #expect(try await vault(command).end == .exited(0))
    }
    try vault.damage(vault.path, at: TestVault.inside)
    let output = vault.folder + "/rescued.fob"
    let result = try await vault("doctor --rescue --output", output)
    #expect(result.end == .exited(0) && !result.error.contains("missing"))
    #expect(try await !vault("list --json --vault", output).text.contains("Work"))
  }

  @Test func `reads generations where the vault is gone`() async throws {
    let vault = try await TestVault.saved()
    _ = try await run("/bin/rm", [vault.path])
    #expect(try await vault("doctor --rescue").lines.count == 2)
  }

  @Test func `has the status 5 where nothing opens, and 4 where the key is wrong`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("doctor --rescue", with: .newPassword).failed(4))
    try vault.damage(vault.path, at: TestVault.inside)
    #expect(try await vault("doctor --rescue").failed(5))
    try vault.write(Array("no vault".utf8), to: vault.path)
    #expect(try await vault("doctor --rescue").failed(5))
  }

  @Test func `says where there is no older version, and what the newest one lacks`() async throws {
    let vault = try TestVault([])
    let whole = try vault.read(vault.path)
    try vault.damage(vault.path, at: TestVault.inside)
    let none = try await vault("doctor --rescue")
    #expect(none.failed(5) && none.error.contains("and no older version of it is whole"))
    try vault.write(whole, to: vault.path)
    #expect(try await vault("add", input: Known.github).end == .exited(0))
    try vault.damage(vault.path, at: TestVault.inside)
    let first = try await vault("doctor --rescue")
    #expect(first.end == .exited(0) && first.error.contains("0 accounts, 0 in the trash"))
    #expect(first.error.contains("what was changed after it is in backups only"))
  }

  @Test(arguments: ["--output x", "--rescue --json", "--rescue --no-vault"])
  func `is asked for alone`(arguments: String) async throws {
    #expect(try await TestVault([])("doctor \(arguments)").failed(64))
  }
}
