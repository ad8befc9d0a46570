import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite struct `The generations of a vault` {
  private func edit(_ vault: TestVault, note: String) async throws {
    let result = try await vault.fob(["edit", "user1", "--note", note])
    #expect(result.end == .exited(0), "\(result.error)")
  }

  private func notes(_ vault: TestVault) throws -> [String?] {
    try vault.keptFiles.map { try vault.content(of: $0).accounts.first?.account.note }
  }

  @Test func `are the last ten before this one`() async throws {
    let vault = try await Save.twelfth.vault()
    #expect(try notes(vault) == (1...10).map { "note \($0)" })
  }

  @Test func `are kept byte by byte`() async throws {
    let vault = try TestVault()
    let first = try vault.read(vault.path)
    try await edit(vault, note: "x")
    #expect(try vault.keptFiles.map(vault.read) == [first])
  }

  @Test func `are not made by what changes nothing`() async throws {
    let vault = try TestVault()
    try await edit(vault, note: "")
    let again = try await vault.fob(
      ["add"], input: Array("otpauth://totp/a?secret=ABCDEFGHIJKLMNOP".utf8))
    let once = vault.keptFiles.count
    let added = try await vault.fob(
      ["add"], input: Array("otpauth://totp/a?secret=ABCDEFGHIJKLMNOP".utf8))
    #expect(again.end == .exited(0) && added.error.contains("is there already"))
    #expect(vault.keptFiles.count == once)
  }

  @Test func `of a vault that was set back to an older one hold both its futures`() async throws {
    let vault = try TestVault()
    let first = try vault.read(vault.path)
    for note in ["a", "b", "c"] { try await edit(vault, note: note) }
    try vault.write(first, to: vault.path)
    for note in ["x", "y", "z"] { try await edit(vault, note: note) }
    #expect(try notes(vault) == ["", "a", "b", "", "x", "y"])
  }

  @Test func `lie apart for each vault`() async throws {
    let (one, other) = (try TestVault(), try TestVault())
    try await edit(one, note: "one")
    let result = try await other.fob(
      ["edit", "user2", "--note", "other"], variables: ["XDG_STATE_HOME": one.folder + "/state"])
    #expect(result.end == .exited(0))
    #expect(Folder.names(in: one.generations).count == 2)
  }
}
