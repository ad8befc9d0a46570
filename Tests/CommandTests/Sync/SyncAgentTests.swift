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
    #expect(result.error.contains("no account changed") || result.error.contains("1 changed"))
  }

  @Test func `happens by itself, both ways`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
    ])
    let runtime = homes.vaults[1].folder + "/run"
    try Folder.make(runtime)
    try await homes.vaults[0].succeeding("edit github --note from-one")
    try await homes.vaults[0].succeeding("sync")
    let result = try await homes.vaults[1].shell(
      """
      export XDG_RUNTIME_DIR=\(runtime)
      fob unlock && "$program" edit work --note from-two
      for i in {1..60}; do
        "$program" show github | grep -q from-one &&
          "$program" sync --dry-run 2>&1 | grep -q 'nothing written' && break
        sleep 0.5
      done
      "$program" show github; "$program" lock
      """)
    #expect(result.text.contains("from-one"), "\(result.error)")
    try await homes.vaults[0].succeeding("sync")
    #expect(try await homes.vaults[0]("show work").text.contains("from-two"))
  }

  @Test func `is what the live screen does where there is no agent`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
    ])
    try await homes.vaults[0].succeeding("edit github --name renamed")
    try await homes.vaults[0].succeeding("sync")
    try await Pane.running("fob --no-agent", on: homes.vaults[1], columns: 80, rows: 12) { pane in
      _ = try await pane.wait(for: "the other machine's edit", within: 20) {
        $0.contains("renamed")
      }
      try await pane.type("q")
    }
  }
}
