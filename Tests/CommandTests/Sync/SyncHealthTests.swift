import ChildProcesses
import Testing
import VaultSupport

@Suite struct `A machine that was put out` {
  private func lost() async throws -> SyncedHomes {
    let homes = try await SyncedHomes.paired([
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
    ])
    try await homes.vaults[0].succeeding("sync revoke two --yes")
    return homes
  }

  @Test(arguments: ["sync", "sync status", "sync devices", "sync pair --print"])
  func `is told so`(command: String) async throws {
    let homes = try await lost()
    let result = try await homes.vaults[1](command)
    #expect(result.end == .exited(1), "\(result.error)")
    #expect(result.error.contains("put out of the group: one's file is not for it any more"))
    #expect(result.error.contains("fob sync leave, then join anew with words of fob sync pair"))
    #expect(!result.error.contains("in step"))
  }

  @Test func `stays so when the folder is emptied`() async throws {
    let homes = try await lost()
    _ = try await homes.vaults[1]("sync")
    Folder.remove(homes.groupFolder)
    let result = try await homes.vaults[1]("sync")
    #expect(result.failed(1) && result.error.contains("put out of the group"), "\(result.error)")
  }

  @Test func `tells scripts`() async throws {
    let homes = try await lost()
    let result = try await homes.vaults[1]("sync status --json")
    #expect(result.end == .exited(1))
    #expect(result.text.contains(#""member":false,"in_step":false"#), "\(result.text)")
  }

  @Test func `leaves without asking anybody to revoke it`() async throws {
    let homes = try await lost()
    let result = try await homes.vaults[1].succeeding("sync leave --yes")
    #expect(!result.error.contains("revoke"), "\(result.error)")
  }

  @Test func `joins anew`() async throws {
    let homes = try await lost()
    try await homes.vaults[1].succeeding("sync leave --yes")
    let words = try await homes.vaults[0].succeeding("sync pair --print").text
    try await homes.vaults[1].succeeding(
      "sync join \(homes.folders[0]) --code-stdin --name two", input: words)
    try await homes.settle()
    let status = try await homes.vaults[1].succeeding("sync status")
    #expect(status.error.contains("in step with"), "\(status.error)")
  }

  /// It never heard of a device that knew it, and so cannot tell the one from the other.
  @Test func `or has not got a key yet, is told both`() async throws {
    let (first, second) = (try TestVault(accounts: 1), try TestVault(accounts: 1))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    try await first.succeeding("sync init \(folder) --name one")
    let words = try await first.succeeding("sync pair --print").text
    try await second.succeeding("sync join \(folder) --code-stdin --name two", input: words)
    try await first.succeeding("sync")
    try await first.succeeding("sync revoke two --yes")
    let result = try await second("sync")
    #expect(result.failed(1) && !result.error.contains("in step"))
    #expect(
      result.error.contains("a file is under a key that this device does not have: it was put out"),
      "\(result.error)")
  }
}

@Suite struct `In step` {
  private func homes() async throws -> SyncedHomes {
    try await .paired([TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512])])
  }

  @Test(arguments: [
    ("rm $0", "two: its file is not in the folder", "missing"),
    (": > $0", "two: its file is no sync file: it is empty", "unread"),
    ("head -c 900 /dev/zero > $0", "two: its file is no sync file: it is empty, was", "unread"),
    ("head -c 900 /dev/urandom > $0", "two: its file is no sync file", "unread"),
    ("truncate -s -9 $0", "two: its file is damaged, or only half of it is there yet", "unread"),
    ("rm $0; mkfifo $0", "two: its file was not read: this is not a regular file", "unread"),
    ("rm -r ${0%/*}", "two: its file is not in the folder", "missing"),
  ])
  func `is not said where a device's file is not whole`(
    script: String, message: String, state: String
  ) async throws {
    let homes = try await homes()
    let file = try await homes.file(of: 1)
    let done = try await run("/bin/bash", ["-euc", script, file])
    #expect(done.end == .exited(0), "\(done.error)")
    for command in ["sync", "sync status", "sync"] {
      let result = try await homes.vaults[0](command)
      #expect(result.end == .exited(1) && result.error.contains(message), "\(result.error)")
      #expect(!result.error.contains("in step with"))
    }
    let json = try await homes.vaults[0]("sync status --json").text
    #expect(json.contains(#""in_step":false"#) && json.contains(#""file":"\#(state)"}"#))
    if state == "missing" { try await homes.vaults[1].succeeding("sync") }
  }

  @Test func `is said where all have all`() async throws {
    let homes = try await homes()
    let result = try await homes.vaults[1].succeeding("sync status")
    #expect(result.error == "in step with \(homes.folders[1])\n")
  }

  @Test func `names what has a device's name and is none`() async throws {
    let homes = try await homes()
    let name = String(repeating: "ab", count: 16) + ".fob"
    try homes.vaults[0].write(Array("hello".utf8), to: "\(homes.groupFolder)/\(name)")
    for _ in 0..<2 {
      let result = try await homes.vaults[0].succeeding("sync")
      #expect(result.error.contains("not read: \(name): it is no sync file"), "\(result.error)")
    }
  }

  @Test func `comes about between three machines without an alarm`() async throws {
    let vaults = [
      try TestVault(accounts: 1), try TestVault(accounts: 1), try TestVault(accounts: 1),
    ]
    let folder = vaults[0].folder + "/shared"
    try Folder.make(folder)
    try await vaults[0].succeeding("sync init \(folder) --name one")
    var told = ""
    for number in 1...2 {
      let words = try await vaults[0].succeeding("sync pair --print").text
      told += try await vaults[number].succeeding(
        "sync join \(folder) --code-stdin --name \(SyncedHomes.names[number])", input: words
      ).error
    }
    for _ in 0..<3 {
      for vault in vaults { told += try await vault.succeeding("sync").error }
    }
    for alarm in ["key", "its file", "not read", "out of"] {
      #expect(!told.contains(alarm), "\(told)")
    }
  }
}
