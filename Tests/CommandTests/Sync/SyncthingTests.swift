import ChildProcesses
import Testing
import VaultSupport

@Sendable private func canRun() async throws -> Bool {
  guard try await isInstalled("syncthing") else { return false }
  return try await run(
    "/usr/bin/env", ["unshare", "--net", "--map-root-user", "ip", "link", "set", "lo", "up"]
  ).end == .exited(0)
}

/// Two Syncthing nodes on loopback, in a network of their own; two machines share the first's folder.
@Suite(.enabled("syncthing is not installed, or has no network of its own here", canRun))
struct `Three machines over Syncthing` {
  @Test func `have one vault in the end, whatever they did offline`() async throws {
    let vaults = try OfflineStory.vaults()
    let nodes = try await Nodes(in: vaults[0].folder)
    let homes = SyncedHomes(
      vaults: vaults, folders: [nodes.folders[0], nodes.folders[1], nodes.folders[0]])
    let story = OfflineStory(homes: homes)
    try await nodes.running { try await homes.pair { try await nodes.carry() } }

    // Nothing carries the folders now. A copy of the second machine works in the first folder.
    let (two, copy) = (vaults[1], try TestVault(accounts: 0))
    try copy.write(try two.read(two.path), to: copy.path)
    try copy.write(try two.read(two.keyFiles[0]), to: copy.keyFiles[0])
    try await story.happen()
    try await copy.succeeding("edit work --note from-the-copy")
    try await copy.succeeding("sync --folder \(nodes.folders[0])")

    try await nodes.running {
      try await nodes.carry()
      let names = nodes.folders.flatMap { folder in
        Folder.names(in: folder).flatMap { Folder.names(in: "\(folder)/\($0)") }
      }
      #expect(names.contains { $0.contains(".sync-conflict-") }, "\(names)")
      try await homes.settle { try await nodes.carry() }
    }
    try await story.check()
    #expect(try await vaults[0]("show work").text.contains("from-the-copy"))
  }
}

/// Two nodes with a folder each.
private struct Nodes {
  let folder: String
  var folders: [String] { ["a", "b"].map { "\(folder)/\($0)/sync" } }

  /// Makes both, with nothing but each other to talk to.
  init(in home: String) async throws {
    folder = home + "/nodes"
    let script = """
      mkdir "$0"; cd "$0"
      for n in a b; do
        mkdir -p $n/sync/.stfolder
        syncthing generate --home $n/home --no-default-folder --skip-port-probing >/dev/null 2>&1
      done
      a=$(syncthing --device-id --home a/home); b=$(syncthing --device-id --home b/home)
      for n in a b; do
        [ $n = a ] && port=1 || port=2
        cat > $n/home/config.xml <<END
      <configuration version="35">
      <folder id="fob" path="$0/$n/sync" type="sendreceive" rescanIntervalS="1"
        fsWatcherEnabled="false"><maxConflicts>10</maxConflicts>
        <device id="$a"/><device id="$b"/></folder>
      <device id="$a"><address>tcp://127.0.0.1:22001</address></device>
      <device id="$b"><address>tcp://127.0.0.1:22002</address></device>
      <gui enabled="true"><address>127.0.0.1:838$port</address><apikey>key</apikey></gui>
      <options><listenAddress>tcp://127.0.0.1:2200$port</listenAddress>
      <globalAnnounceEnabled>false</globalAnnounceEnabled>
      <localAnnounceEnabled>false</localAnnounceEnabled>
      <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>
      <reconnectionIntervalS>1</reconnectionIntervalS>
      <startBrowser>false</startBrowser><urAccepted>-1</urAccepted>
      <crashReportingEnabled>false</crashReportingEnabled>
      <autoUpgradeIntervalH>0</autoUpgradeIntervalH></options>
      </configuration>
      END
      done
      """
    try await Nodes.shell(script, folder)
  }

  /// Runs both nodes for the time of `body`.
  func running(_ body: @Sendable () async throws -> Void) async throws {
    let script = """
      cd "$0"; rm -f stop; ip link set lo up
      for n in a b; do
        STNOUPGRADE=1 syncthing serve --no-browser --no-restart --home $n/home > $n/log 2>&1 &
      done
      for i in {1..600}; do [ -e stop ] && break; sleep 0.2; done
      kill %1 %2; wait
      """
    async let nodes = ChildProcesses.run(
      "/usr/bin/env", ["unshare", "--net", "--map-root-user", "/bin/bash", "-c", script, folder])
    let result: Result<Void, any Error>
    do {
      result = .success(try await body())
    } catch {
      result = .failure(error)
    }
    try await Nodes.shell("touch \"$0/stop\"", folder)
    _ = try await nodes
    try result.get()
  }

  /// Waits until both folders hold the same files.
  func carry() async throws {
    let script = """
      cd "$0"
      list() { (cd $1/sync && find . -name '.st*' -prune -o -name '.syncthing*' -o -type f -print0 |
        sort -z | xargs -0r sha256sum); }
      same=0
      for i in {1..200}; do
        if [ "$(list a)" = "$(list b)" ]; then same=$((same + 1)); else same=0; fi
        [ $same -ge 4 ] && exit 0
        sleep 0.2
      done
      tail -n 5 a/log b/log; exit 1
      """
    try await Nodes.shell(script, folder)
  }

  private static func shell(_ script: String, _ folder: String) async throws {
    let result = try await run("/bin/bash", ["-euc", script, folder])
    guard result.end == .exited(0) else { throw CommandFailure(text: result.text + result.error) }
  }
}
