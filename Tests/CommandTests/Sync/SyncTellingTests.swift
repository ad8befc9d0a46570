import ChildProcesses
import Testing
import VaultSupport

@Suite struct `fob sync tells` {
  private func two() async throws -> SyncedHomes {
    try await .paired([TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512])])
  }

  @Test(arguments: [
    (
      "edit github --issuer Hub",
      "changed  Hub: alice@example.com (renamed from GitHub: alice@example.com)"
    ),
    ("edit github --note n --tags a,b", "changed  GitHub: alice@example.com (tags, note)"),
    ("rm github", "trashed  GitHub: alice@example.com"),
  ])
  func `which account changed, and what of it`(edit: String, line: String) async throws {
    let homes = try await two()
    try await homes.vaults[0].succeeding(edit)
    try await homes.vaults[0].succeeding("sync")
    let result = try await homes.vaults[1].succeeding("sync")
    #expect(result.error.hasPrefix(line + "\n1 "), "\(result.error)")
  }

  @Test func `of backup codes that were used elsewhere`() async throws {
    let homes = try await two()
    try await homes.vaults[0].succeeding("backup-codes github --add -", input: "aaaa-1\nbbbb-2\n")
    try await homes.vaults[0].succeeding("sync")
    let result = try await homes.vaults[1].succeeding("sync")
    #expect(
      result.error == "changed  GitHub: alice@example.com (backup codes)\n1 changed\n",
      "\(result.error)")
  }

  @Test func `twenty accounts, and how many more there are`() async throws {
    let homes = try await SyncedHomes.paired([TestVault(accounts: 0), TestVault(accounts: 0)])
    let lines = (0..<25).map { number in
      let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      return "otpauth://totp/Site\(number):me?secret=GEZDGNBVGY3TQOJQGEZDGN\(letters[number])A"
    }.joined(separator: "\n")
    let file = homes.vaults[0].folder + "/uris.txt"
    try homes.vaults[0].write(Array(lines.utf8), to: file)
    try await homes.vaults[0].succeeding("import --yes \(file)")
    try await homes.vaults[0].succeeding("sync")
    let result = try await homes.vaults[1].succeeding("sync")
    #expect(result.error.contains("and 5 more\n25 added\n"), "\(result.error)")
  }

  @Test func `what an agent found when nobody looked`() async throws {
    let homes = try await two()
    try Folder.make(homes.vaults[1].folder + "/run")
    try await homes.vaults[0].succeeding("edit github --note from-one")
    try await homes.vaults[0].succeeding("sync")
    let result = try await homes.vaults[1].shell(
      """
      export XDG_RUNTIME_DIR=\(homes.vaults[1].folder)/run
      fob unlock
      for i in {1..60}; do "$program" show github | grep -q from-one && break; sleep 0.25; done
      "$program" sync status </dev/null; "$program" sync devices </dev/null
      "$program" sync </dev/null; echo again >&2; "$program" sync </dev/null
      "$program" sync rename desk </dev/null
      "$program" lock
      """)
    let line = "meanwhile: changed  GitHub: alice@example.com (note)\n"
    let parts = result.error.split(separator: "again\n", maxSplits: 1)
    #expect(parts[0].ranges(of: line).count == 2, "\(result.error)")
    #expect(!parts[1].contains("meanwhile"), "\(result.error)")
    #expect(result.error.contains("this machine is desk now"), "\(result.error)")
  }
}

@Suite struct `Pairing words` {
  @Test func `that are mistyped are asked for again`() async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 0))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder)")
    let words = try await first.succeeding("sync pair --print").lines.last ?? ""
    try await Pane.running("fob sync join \(folder)", on: second, columns: 80, rows: 20) { pane in
      _ = try await pane.wait(for: "the question", within: 20) { $0.contains("twelve words:") }
      try await pane.type("bada bada\r")
      _ = try await pane.wait(for: "the reason", within: 20) {
        $0.contains("these are not twelve words") && $0.ranges(of: "twelve words:").count == 2
      }
      try await pane.type(words + "\r")
      _ = try await pane.wait(for: "the end", within: 20) { $0.contains("[status 0]") }
    }
  }
}

@Suite struct `An unused pairing code` {
  @Test func `is listed, and can be taken back`() async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 1))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder)")
    let words = try await first.succeeding("sync pair --print").text
    let listed = try await first.succeeding("sync devices").error
    #expect(listed.contains("let a machine in until 20"), "\(listed)")
    let taken = try await first.succeeding("sync pair --withdraw").error
    #expect(taken.contains("1 invitation taken back"), "\(taken)")
    #expect(try await first.succeeding("sync devices").error == "")
    let join = try await second("sync join \(folder) --code-stdin", input: words)
    #expect(join.failed(6), "\(join.error)")
  }
}

@Suite struct `fob doctor on sync` {
  @Test func `tells of other machines' files`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
    ])
    let whole = try await homes.vaults[0]("doctor")
    #expect(whole.text.contains("the newest file of another machine is from 20"), "\(whole.text)")
    Folder.remove(homes.groupFolder)
    let broken = try await homes.vaults[0]("doctor")
    #expect(broken.end == .exited(1))
    #expect(broken.text.contains("two: its file is not in the folder"), "\(broken.text)")
  }
}

@Suite struct `A device's name` {
  @Test func `that is taken gets a number`() async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 1))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder) --name lap")
    let words = try await first.succeeding("sync pair --print").text
    let join = try await second.succeeding(
      "sync join \(folder) --code-stdin --name Lap", input: words)
    #expect(join.error.contains("another device is called Lap; fob sync rename"), "\(join.error)")
    #expect(join.error.contains("Lap-2 syncs through"))
    let taken = try await second("sync rename lap")
    #expect(taken.failed(1) && taken.error.contains("free is: lap-2"), "\(taken.error)")
  }
}

@Suite struct `fob sync init` {
  @Test func `does not split a group that is there`() async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 1))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder)")
    let result = try await second("sync init \(folder)")
    #expect(result.failed(1) && result.error.contains("holds a sync group already"))
    #expect(result.error.contains("fob sync join \(folder)"), "\(result.error)")
    try await second.succeeding("sync init \(folder) --another")
  }
}
