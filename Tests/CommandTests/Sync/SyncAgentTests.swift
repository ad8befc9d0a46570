import ChildProcesses
import Testing
import VaultSupport

@Suite struct `fob sync with an agent` {
  @Test func `needs no password`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
    ])
    try await homes.vaults[0].succeeding("edit github --note hello")
    try await homes.vaults[0].succeeding("sync")
    let runtime = homes.vaults[1].folder + "/run"
    try Folder.make(runtime)
    let result = try await homes.vaults[1].shell(
      """
      export XDG_RUNTIME_DIR=\(runtime)
      fob unlock && "$program" sync </dev/null && "$program" show github; "$program" lock
      """)
    #expect(result.text.contains("hello"), "\(result.error)")
    #expect(result.error.contains("1 changed"))
  }
}
