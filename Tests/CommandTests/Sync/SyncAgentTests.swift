import ChildProcesses
import Testing
import VaultSupport

extension TestVault {
  /// What makes a shell that is another's work as this vault's.
  fileprivate var exports: String {
    "export HOME=\(folder)/home XDG_DATA_HOME=\(folder)/data XDG_STATE_HOME=\(folder)/state "
      + "XDG_RUNTIME_DIR=\(folder)/run; keys=\(folder)/keys"
  }
}

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

  /// Each takes the other's file for news once, and has nothing to answer.
  @Test func `comes to rest between two agents`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
    ])
    for vault in homes.vaults { try Folder.make(vault.folder + "/run") }
    let folder = homes.groupFolder
    let script = """
      export XDG_RUNTIME_DIR=\(homes.vaults[0].folder)/run
      fob unlock; "$program" edit github --note one
      (\(homes.vaults[1].exports); fob unlock)
      other() { (\(homes.vaults[1].exports); "$program" "$@"); }
      for i in {1..80}; do
        other show work >/dev/null; "$program" show github > /dev/null
        other show github | grep -q 'one' && break
        sleep 0.25
      done
      sleep 6; before=$(cd \(folder); sha256sum *.fob; stat -c '%n %i %y' . *.fob)
      sleep 11; after=$(cd \(folder); sha256sum *.fob; stat -c '%n %i %y' . *.fob)
      [ "$before" = "$after" ] && echo at rest
      other show github; other sync status --json; "$program" lock; other lock
      """
    let result = try await homes.vaults[0].shell(script)
    #expect(result.text.contains("at rest") && result.text.contains("one"), "\(result.error)")
  }

  /// An engine that writes into files in place changes neither their folder nor its names.
  @Test func `sees a file that was finished in place`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
    ])
    let folder = homes.groupFolder
    let copy = homes.vaults[0].folder + "/copy"
    try await homes.vaults[0].succeeding("edit github --note whole")
    let before = Set(Folder.names(in: folder))
    _ = try await run("/bin/cp", ["-a", folder, copy])
    try await homes.vaults[0].succeeding("sync")
    #expect(Set(Folder.names(in: folder)) == before)
    let runtime = homes.vaults[1].folder + "/run"
    try Folder.make(runtime)
    let result = try await homes.vaults[1].shell(
      """
      export XDG_RUNTIME_DIR=\(runtime)
      cd \(folder)
      for f in *.fob; do cmp -s $f \(copy)/$f || changed=$f; done
      cp $changed \(copy)/new; head -c 500 \(copy)/new > $changed
      fob unlock; sleep 7; "$program" show github | grep -c whole
      cat \(copy)/new > $changed
      for i in {1..60}; do "$program" show github | grep whole && break; sleep 0.25; done
      "$program" lock
      """)
    #expect(result.lines.first == "0" && result.text.contains("whole"), "\(result.error)")
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
