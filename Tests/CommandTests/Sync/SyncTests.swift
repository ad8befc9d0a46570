import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite struct `fob sync` {
  private func two() async throws -> SyncedHomes {
    try await .paired([TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512])])
  }

  @Test func `brings the accounts of two machines together`() async throws {
    let homes = try await two()
    for vault in homes.vaults {
      let list = try await vault("list").text
      #expect(list.contains("GitHub") && list.contains("Work"))
    }
  }

  @Test func `carries an edit, and says what changed`() async throws {
    let homes = try await two()
    try await homes.vaults[0].succeeding("edit github --note hello")
    try await homes.vaults[0].succeeding("sync")
    let trial = try await homes.vaults[1]("sync --dry-run")
    #expect(trial.text == "changed  GitHub: alice@example.com (note)\n", "\(trial.text)")
    #expect(try await homes.vaults[1]("show github").text.contains("hello") == false)
    let result = try await homes.vaults[1]("sync")
    #expect(result.end == .exited(0) && result.error.contains("1 changed"))
    #expect(try await homes.vaults[1]("show github").text.contains("hello"))
  }

  @Test func `with nothing new writes nothing`() async throws {
    let homes = try await two()
    let folder = homes.groupFolder
    let files = try Folder.names(in: folder).map { try homes.vaults[0].read("\(folder)/\($0)") }
    let vaults = try homes.vaults.map { try $0.read($0.path) }
    try await homes.settle()
    #expect(
      try Folder.names(in: folder).map { try homes.vaults[0].read("\(folder)/\($0)") } == files)
    #expect(try homes.vaults.map { try $0.read($0.path) } == vaults)
  }

  /// Counted in system calls: it looks at each file once, opens none of them, and changes nothing but
  /// the two locks that it takes.
  @Test func `with nothing new opens no file of the folder, and writes none`() async throws {
    let homes = try await two()
    let trace = homes.vaults[0].folder + "/trace"
    let result = try await homes.vaults[0].fob(["sync"], under: ["strace", "-f", "-o", trace])
    #expect(result.end == .exited(0))
    let calls = String(decoding: try homes.vaults[0].read(trace), as: UTF8.self)
      .split(separator: "\n")
    let inFolder = calls.filter { $0.contains(homes.groupFolder) }
    #expect(inFolder.count { $0.contains("openat(") } == 1, "\(inFolder)")
    #expect(inFolder.count { $0.contains(".fob\"") } == 2, "\(inFolder)")
    let writes = calls.filter { call in
      ["rename", "unlink", "mkdir", "fsync", "O_TRUNC", "O_EXCL", "pwrite"].contains {
        call.contains($0)
      } || call.contains("O_CREAT") && !call.contains(".lock\"")
    }
    #expect(writes.isEmpty, "\(writes)")
  }

  @Test func `tells who is in it and how far`() async throws {
    let homes = try await two()
    let status = try await homes.vaults[0]("sync status")
    #expect(status.end == .exited(0) && status.lines.count == 3)
    #expect(status.lines[1].hasPrefix("one") && status.lines[2].hasPrefix("two"))
    #expect(status.error.contains("in step with"))
    let json = try await homes.vaults[0]("sync status --json").text
    #expect(json.contains(#""in_step":true"#) && json.contains(#""name":"two","this":false"#))
    #expect(try await homes.vaults[0]("sync devices").lines.count == 3)
  }

  @Test func `renames a machine for all`() async throws {
    let homes = try await two()
    try await homes.vaults[1].succeeding("sync rename desk")
    try await homes.vaults[0].succeeding("sync")
    #expect(try await homes.vaults[0]("sync devices").text.contains("desk"))
  }

  @Test func `puts a machine out, which learns nothing more`() async throws {
    let homes = try await two()
    let asked = try await homes.vaults[0]("sync revoke two")
    #expect(asked.failed(64) && asked.error.contains("give --yes"))
    try await homes.vaults[0].succeeding("sync revoke two --yes")
    try await homes.vaults[0].succeeding("edit github --note secret-note")
    try await homes.vaults[0].succeeding("sync")
    let result = try await homes.vaults[1]("sync")
    #expect(result.failed(1) && result.error.contains("this machine was put out of the group"))
    #expect(try await homes.vaults[1]("show github").text.contains("secret-note") == false)
    #expect(try await homes.vaults[0]("sync devices").lines.count == 2)
  }

  @Test func `is left with all accounts, once the answer is yes`() async throws {
    let homes = try await two()
    #expect(try await homes.vaults[1]("sync leave").failed(64))
    try await homes.vaults[1].succeeding("sync leave --yes")
    #expect(try await homes.vaults[1]("list").lines.count == 3)
    let result = try await homes.vaults[1]("sync")
    #expect(result.failed(1) && result.error.contains("this vault does not sync"))
  }

  @Test func `takes new keys with the vault's`() async throws {
    let homes = try await two()
    let result = try await homes.vaults[1](
      "rekey --yes --older-versions delete --keep-password-fd 4")
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.error.contains("it is a new device among those that it syncs with"))
    // Its recovery key is a new one.
    let sync = try await homes.vaults[1]("sync", with: .password)
    #expect(sync.end == .exited(0), "\(sync.error)")
    try await homes.vaults[0].succeeding("sync")
    #expect(try await homes.vaults[0]("sync devices").lines.count == 3)
    #expect(try await homes.vaults[0]("sync").error == "no account changed\n")
  }

  @Test func `tells of new keys in one line`() async throws {
    let homes = try await two()
    try await homes.vaults[1].succeeding(
      "rekey --yes --older-versions delete --keep-password-fd 4")
    _ = try await homes.vaults[1]("sync", with: .password)
    let result = try await homes.vaults[0].succeeding("sync")
    #expect(result.error.hasPrefix("two has new keys\nno account changed"), "\(result.error)")
  }

  @Test func `goes on where the folder lies elsewhere now`() async throws {
    let homes = try await two()
    let moved = homes.folders[0] + "-moved"
    #expect(try await run("/bin/mv", [homes.folders[0], moved]).end == .exited(0))
    #expect(try await homes.vaults[1]("sync").failed(1))
    for vault in homes.vaults { try await vault.succeeding("sync --folder \(moved)") }
    try await homes.vaults[0].succeeding("edit github --note hello")
    for vault in homes.vaults { try await vault.succeeding("sync") }
    #expect(try await homes.vaults[1]("show github").text.contains("hello"))
  }

  @Test func `goes on as a new device where the home was copied`() async throws {
    let homes = try await two()
    let copy = try TestVault(accounts: 0)
    try copy.write(try homes.vaults[1].read(homes.vaults[1].path), to: copy.path)
    try copy.write(try homes.vaults[1].read(homes.vaults[1].keyFiles[0]), to: copy.keyFiles[0])
    try await homes.vaults[1].succeeding("edit work --note here")
    try await homes.vaults[1].succeeding("sync")
    try await copy.succeeding("edit github --note there")
    let result = try await copy.succeeding("sync")
    #expect(result.error.contains("this one goes on as a new device"))
    try await homes.settle()
    #expect(try await homes.vaults[1]("show github").text.contains("there"))
    #expect(try await homes.vaults[1]("sync devices").lines.count == 4)
  }
}

@Suite struct `fob sync join` {
  /// Both made up their accounts before they met.
  @Test func `doubles no account that both had`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github, Known.sha512]), TestVault(uris: [Known.github, Known.steam]),
    ])
    for vault in homes.vaults {
      let list = try await vault("list").lines
      #expect(list.count == 4 && list.count { $0.contains("GitHub") } == 1, "\(list)")
    }
    let ids = try homes.vaults.map { try $0.content(of: $0.path).accounts.map(\.id) }
    #expect(ids[0] == ids[1])
  }

  @Test func `takes a code once`() async throws {
    let (first, second, third) = (
      try TestVault(accounts: 1), try TestVault(accounts: 0), try TestVault(accounts: 0)
    )
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder)")
    let pair = try await first.succeeding("sync pair --print")
    #expect(pair.lines.count == 1 && pair.lines[0].split(separator: " ").count == 12)
    let join = "sync join \(folder) --code-stdin"
    try await second.succeeding(join, input: pair.text)
    #expect(try await second("list").lines.count == 2)
    let again = try await third(join, input: pair.text)
    #expect(again.failed(6) && again.error.contains("run fob sync pair"))
  }

  @Test(arguments: [
    ("", "these are not twelve words"), ("bada bada", "these are not twelve words"),
    (
      Array(repeating: "xyxy", count: 12).joined(separator: " "),
      "word 1 is none of a pairing code"
    ),
  ])
  func `says what is wrong with the words`(words: String, message: String) async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 0))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder)")
    try await first.succeeding("sync pair --print")
    let result = try await second("sync join \(folder) --code-stdin", input: words + "\n")
    #expect(result.failed(6) && result.error.contains(message), "\(result.error)")
  }

  @Test func `takes the code from a picture of what is shown`() async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 0))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder)")
    try await Pane.running("fob sync pair", on: first, columns: 60, rows: 40) { pane in
      let screen = try await pane.wait(for: "the code", within: 20) { $0.contains("[status 0]") }
      let words = try #require(
        screen.split(separator: "\n").first {
          $0.split(separator: " ").count == 12 && $0.allSatisfy { $0.isLowercase || $0 == " " }
        })
      #expect(screen.contains("\u{2580}") || screen.contains("\u{2584}"), "\(screen)")
      let picture = first.folder + "/code.png"
      let drawn = try await run("/usr/bin/qrencode", ["-o", picture, String(words)])
      #expect(drawn.end == .exited(0))
      let join = "sync join \(folder) --code-picture \(picture)"
      try await second.succeeding(join)
      #expect(try await second("list").lines.count == 2)
    }
  }

  @Test func `does not wait where nobody can be asked`() async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 0))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder)")
    try await first.succeeding("sync pair --print")
    let result = try await second("sync join \(folder)")
    #expect(result.failed(64) && result.error.contains("give --code-stdin"))
    #expect(try await first("sync pair").failed(64))
  }
}
