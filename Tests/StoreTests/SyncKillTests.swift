import Authenticator
import ChildProcesses
import Testing
import VaultSupport

/// A machine with something new to write, and one that waits for it.
private func pair() async throws -> (TestVault, TestVault) {
  let (first, second) = (try TestVault(accounts: 3), try TestVault(accounts: 1))
  // Below `data`, so that a snapshot holds it.
  let folder = first.folder + "/data/shared"
  try Folder.make(folder)
  #expect(try await first.fob(["sync", "init", folder]).end == .exited(0))
  let words = try await first.fob(["sync", "pair", "--print"]).output
  let join = ["sync", "join", folder, "--code-stdin"]
  #expect(try await second.fob(join, input: words).end == .exited(0))
  #expect(try await first.fob(["sync"]).end == .exited(0))
  let edit = ["edit", "user2", "--note", "the new state"]
  #expect(try await first.fob(edit).end == .exited(0))
  return (first, second)
}

@Suite struct `A round of sync that is killed` {
  @Test func `at any system call loses nothing, and the next round makes it good`() async throws {
    let (first, second) = try await pair()
    let snapshot = try await Snapshot(of: first)
    // Of a round that finds the files as new as those that are to be killed.
    try await snapshot.restore()
    let calls = try await first.callsOfSave(["sync"])
    let chosen = isSoak ? calls : calls.filter { $0.changesDisk && $0.name != "close" }
    #expect(chosen.count > 10)
    let seen = try second.read(second.path)
    for call in chosen {
      try await snapshot.restore()
      try second.write(seen, to: second.path)
      let killed = try await first.fob(["sync"], "signal=KILL", at: call)
      #expect(killed.end == .killed(9), "at \(call)")
      #expect(try first.content(of: first.path).accounts.count == 3, "at \(call)")
      #expect(try await second.fob(["sync"]).end == .exited(0), "at \(call)")
      let next = try await first.fob(["sync"])
      #expect(next.end == .exited(0) && !next.error.contains("not read"), "at \(call)")
      #expect(!next.error.contains("new device"), "at \(call): \(next.error)")
      #expect(try await second.fob(["sync"]).end == .exited(0), "at \(call)")
      #expect(
        try second.content(of: second.path).hasSameState(as: try first.content(of: first.path)),
        "at \(call)")
      let folder = first.folder + "/data/shared"
      let group = folder + "/" + (Folder.names(in: folder).first ?? "")
      #expect(Folder.names(in: group).count == 2, "at \(call)")
    }
  }
}

@Suite struct `A round of sync whose folder fails` {
  /// It is unmounted, or its disk breaks, between two calls of a round.
  @Test(arguments: ["ENOENT", "EIO"])
  func `at any system call loses nothing, and the next round makes it good`(
    error: String
  ) async throws {
    let (first, second) = try await pair()
    let snapshot = try await Snapshot(of: first)
    let folder = first.folder + "/data/shared"
    try await snapshot.restore()
    let calls = try await first.callsOfSave(["sync"]).filter { call in
      call.text.contains(folder)
        && (isSoak || call.changesDisk || call.text.contains("O_DIRECTORY"))
    }
    #expect(calls.count > 4)
    for call in calls {
      try await snapshot.restore()
      let failed = try await first.fob(["sync"], "error=\(error)", at: call)
      #expect([.exited(0), .exited(1)].contains(failed.end), "at \(call)")
      let isTold = failed.error.hasPrefix("fob: cannot ") || failed.error.contains(": its file ")
      #expect(failed.end == .exited(0) || isTold, "\(failed.error)")
      #expect(try first.content(of: first.path).accounts.count == 3, "at \(call)")
      let next = try await first.fob(["sync"])
      #expect(next.end == .exited(0) && !next.error.contains("new device"), "at \(call)")
    }
    #expect(try await second.fob(["sync"]).end == .exited(0))
    #expect(
      try second.content(of: second.path).hasSameState(as: try first.content(of: first.path)))
  }
}
