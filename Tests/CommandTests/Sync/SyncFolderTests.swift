import ChildProcesses
import Testing
import VaultSupport

@Suite struct `A hostile sync folder` {
  private func homes() async throws -> SyncedHomes {
    try await .paired([TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512])])
  }

  /// Does something to the folder, then a round with a new edit: the round ends well, the edit is
  /// written, and nothing is lost.
  private func round(
    in homes: SyncedHomes, after script: String, ends status: Int32 = 0
  ) async throws -> Finished {
    let first = homes.vaults[0]
    let done = try await run("/bin/bash", ["-euc", script], in: homes.groupFolder)
    #expect(done.end == .exited(0), "\(done.error)")
    try await first.succeeding("edit github --note later")
    let result = try await first("sync")
    #expect(result.end == .exited(status), "\(result.error)")
    #expect(try await first("list").lines.count == 3)
    return result
  }

  @Test(arguments: [
    ("ln -s /etc/passwd x.fob", "x.fob: this is a symbolic link"),
    ("mkfifo x.fob", "x.fob: this is not a regular file"),
    ("mkdir x.fob", "x.fob: this is a folder"),
    (
      "head -c 8 \"$(ls *.fob | head -1)\" > x.fob; truncate -s 1G x.fob",
      "x.fob: 1073741824 bytes are too many"
    ),
    ("cat *.fob | head -c 900 > x.fob", "x.fob: it is damaged, or only half of it is there yet"),
    (
      "cp \"$(ls *.fob | head -1)\" x.fob; printf '\\2' | dd of=x.fob bs=1 seek=11 conv=notrunc",
      "x.fob: a newer fob wrote it (format 2)"
    ),
  ])
  func `has something in it that is named and left alone`(
    script: String, message: String
  ) async throws {
    let homes = try await homes()
    let result = try await round(in: homes, after: script)
    #expect(result.error.contains("not read: " + message), "\(result.error)")
    #expect(Folder.names(in: homes.groupFolder).contains("x.fob"))
  }

  @Test func `may hold ten thousand foreign files and a huge one`() async throws {
    let homes = try await homes()
    let script = """
      for n in {1..10000}; do echo no > "note $n"; done; truncate -s 1G huge; mkdir sub
      """
    let result = try await round(in: homes, after: script)
    #expect(!result.error.contains("not read"), "\(result.error)")
    #expect(Folder.names(in: homes.groupFolder).count == 10_004)
  }

  @Test func `may hold a file that grows all the time`() async throws {
    let homes = try await homes()
    let grow = """
      cat "$(ls *.fob | head -1)" > x.fob
      (while [ ! -e stop ]; do echo x >> x.fob; done) > /dev/null 2>&1 &
      """
    let result = try await round(in: homes, after: grow)
    try homes.vaults[0].write([], to: homes.groupFolder + "/stop")
    #expect(
      result.error.contains(
        /not read: x.fob: it (changes while it is read|is damaged, or only half of it is there yet)/
      ),
      "\(result.error)")
  }

  /// What stands in the place of this device's own file is no way into other files, and is replaced
  /// where that destroys nothing.
  @Test func `may hold a link in the place of the own file`() async throws {
    let homes = try await homes()
    let script = """
      cp -a . ../before; echo precious > ../target
      for f in *.fob; do ln -sf ../target $f; done
      """
    _ = try await round(in: homes, after: script, ends: 1)
    try await homes.vaults[1].succeeding("sync")
    let folder = homes.groupFolder
    #expect(try homes.vaults[0].read(homes.folders[0] + "/target") == Array("precious\n".utf8))
    let links = try await run("/usr/bin/find", [folder, "-type", "l"])
    #expect(links.text == "")
  }

  @Test func `may hold a folder in the place of the own file, which is told`() async throws {
    let homes = try await homes()
    let script = #"for f in *.fob; do rm "$f"; mkdir "$f"; touch "$f/kept"; done"#
    let done = try await run("/bin/bash", ["-euc", script], in: homes.groupFolder)
    #expect(done.end == .exited(0))
    try await homes.vaults[0].succeeding("edit github --note later")
    let result = try await homes.vaults[0]("sync")
    #expect(result.failed(1) && result.error.contains("cannot write"), "\(result.error)")
    #expect(result.error.contains("the vault is whole"))
    #expect(try await homes.vaults[0]("show github").text.contains("later"))
    let again = try await run("/bin/bash", ["-euc", "rm -r *"], in: homes.groupFolder)
    #expect(again.end == .exited(0))
    try await homes.round()
    try await homes.settle()
    #expect(try await homes.vaults[1]("show github").text.contains("later"))
  }

  @Test(arguments: [
    ("mv $g ../elsewhere; ln -s ../elsewhere $g", "is a symbolic link, and is not followed"),
    ("rm -r $g; echo no > $g", "cannot look into"),
  ])
  func `may have something else in the place of the group's folder, which is told`(
    script: String, message: String
  ) async throws {
    let homes = try await homes()
    let group = homes.groupFolder
    let done = try await run(
      "/bin/bash", ["-euc", "g=\(group); mkdir ../kept; cp -a $g/. ../kept; " + script],
      in: homes.folders[0])
    #expect(done.end == .exited(0), "\(done.error)")
    try await homes.vaults[0].succeeding("edit github --note later")
    let before = try homes.vaults[0].read(homes.vaults[0].path)
    for command in ["sync", "sync --dry-run", "sync status"] {
      let result = try await homes.vaults[0](command)
      #expect(result.end == .exited(1) && result.error.contains(message), "\(result.error)")
      #expect(result.error.contains("nothing was changed"), "\(result.error)")
    }
    #expect(try homes.vaults[0].read(homes.vaults[0].path) == before)
    let mended = try await run("/bin/bash", ["-euc", "rm -rf \(group)"])
    #expect(mended.end == .exited(0))
    try await homes.round()
    try await homes.settle()
    #expect(try await homes.vaults[1]("show github").text.contains("later"))
  }

  /// Its owner moved it, and left a link.
  @Test func `may be a link, which is followed`() async throws {
    let homes = try await homes()
    let folder = homes.folders[0]
    let done = try await run(
      "/bin/bash", ["-euc", "mv \(folder) \(folder)-2; ln -s \(folder)-2 \(folder)"])
    #expect(done.end == .exited(0))
    try await homes.vaults[0].succeeding("edit github --note later")
    try await homes.settle()
    #expect(try await homes.vaults[1]("show github").text.contains("later"))
  }

  @Test func `may lose all files, and gets them back`() async throws {
    let homes = try await homes()
    _ = try await round(in: homes, after: "rm *", ends: 1)
    try await homes.round()
    try await homes.settle()
    #expect(Folder.names(in: homes.groupFolder).count == 2)
    #expect(try await homes.vaults[1]("list").lines.count == 3)
  }

  @Test func `may lose the group's folder, and gets it back`() async throws {
    let homes = try await homes()
    let folder = homes.groupFolder
    Folder.remove(folder)
    try await homes.round()
    try await homes.settle()
    #expect(Folder.names(in: folder).count == 2)
  }

  @Test func `is not made anew where its disk is not there`() async throws {
    let homes = try await homes()
    Folder.remove(homes.folders[0])
    let result = try await homes.vaults[0]("sync")
    #expect(result.failed(1) && result.error.contains("is not there"))
    #expect(result.error.contains("nothing was changed"))
    #expect(try await homes.vaults[0]("list").lines.count == 3)
  }

  @Test(
    .enabled("this machine does not let tests mount", canMount), arguments: ["-o ro", "-o size=8k"])
  func `cannot be written, and the vault stays whole`(options: String) async throws {
    let homes = try await homes()
    let first = homes.vaults[0]
    try await first.succeeding("edit github --note later")
    let before = try first.read(first.path)
    let script = """
      cp -a "$0" "$0.copy"; mount -t tmpfs none "$0"; cp -a "$0.copy/." "$0"
      if [ "$1" = "-o ro" ]; then mount -o remount,ro "$0"; else
      mount -o remount,size=16k "$0"; cat /dev/zero > "$0/filler" 2>/dev/null || true; fi
      shift; exec "$@"
      """
    let result = try await first.fob(
      ["sync"],
      under: mountingShell + [script, homes.folders[0], options])
    #expect(result.end == .exited(1), "\(result.error)")
    #expect(result.error.contains("cannot write") && result.error.contains("the vault is whole"))
    #expect(try first.read(first.path) == before)
    #expect(try await first("sync").end == .exited(0))
  }
}
