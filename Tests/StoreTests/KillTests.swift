import Authenticator
import ChildProcesses
import Testing
import VaultSupport

/// Which save is interrupted.
enum Save: CaseIterable {
  /// It makes the folder for the generations.
  case first
  /// It drops the oldest generation.
  case twelfth

  /// A vault that this save is the next of.
  func vault() async throws -> TestVault {
    let vault = try TestVault(accounts: 3)
    guard self == .twelfth else { return vault }
    for number in 1...11 {
      let result = try await vault.fob(["edit", "user1", "--note", "note \(number)"])
      #expect(result.end == .exited(0))
    }
    return vault
  }

  static let arguments = ["edit", "user1", "--note", "the new state"]
}

@Suite struct `A save that is killed` {
  @Test(arguments: Save.allCases)
  func `at any system call leaves the old or the new vault`(save: Save) async throws {
    let calls = try await save.vault().callsOfSave(Save.arguments)
    #expect(calls.count > 100)
    let chosen = save == .twelfth || isSoak ? calls : calls.filter(\.touchesFiles)
    try await withThrowingTaskGroup { group in
      for lane in 0..<2 {
        group.addTask {
          let snapshot = try await Snapshot(of: save.vault())
          for index in stride(from: lane, to: chosen.count, by: 2) {
            try await interrupt(snapshot, at: chosen[index])
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `the first time leaves no vault or one that opens`() async throws {
    let vault = try TestVault()
    let path = vault.folder + "/data/new.fob"
    let arguments = ["init", "--kdf", "interactive", "--vault", path]
    let calls = try await vault.callsOfSave(arguments, with: .password)
    for call in calls where call.changesDisk && call.name != "close" {
      Folder.remove(vault.folder + "/data")
      let killed = try await vault.fob(arguments, with: .password, "signal=KILL", at: call)
      #expect(killed.end == .killed(9), "at \(call)")
      let list = ["list", "--vault", path]
      let opened = try await vault.fob(list, with: .password)
      guard opened.end != .exited(0) else { continue }
      #expect(opened.error.contains("there is no vault"), "at \(call): \(opened.error)")
      #expect(try await vault.fob(arguments, with: .password).end == .exited(0), "at \(call)")
    }
  }

  private func interrupt(_ snapshot: Snapshot, at call: SystemCall) async throws {
    let vault = snapshot.vault
    try await snapshot.restore()
    let before = try vault.content(of: vault.path)
    let killed = try await vault.fob(Save.arguments, "signal=KILL", at: call)
    #expect(killed.end == .killed(9), "at \(call)")
    let after = try vault.content(of: vault.path)
    let isNew = note(of: after) == "the new state"
    #expect(isNew || after == before, "at \(call)")
    #expect(isNew ? keeps(before, in: vault) : true, "at \(call)")
    try await expectNextSave(of: vault, at: call)
  }

  /// Whether a generation holds this state; unfinished files do not count.
  private func keeps(_ state: Vault, in vault: TestVault) -> Bool {
    vault.keptFiles.filter { $0.hasSuffix(".fob") }.contains { file in
      (try? vault.content(of: file)) == state
    }
  }

  private func expectNextSave(of vault: TestVault, at call: SystemCall) async throws {
    let last = try vault.content(of: vault.path)
    let next = try await vault.fob(["edit", "user2", "--note", "and on"])
    #expect(next.end == .exited(0), "after \(call): \(next.error)")
    #expect(keeps(last, in: vault), "after \(call)")
    #expect(
      Folder.names(in: vault.folder + "/data/fob") == [".vault.fob.lock", "vault.fob"],
      "after \(call)")
    #expect(vault.keptFiles.count <= 10, "after \(call)")
    for file in vault.keptFiles {
      #expect(throws: Never.self, "after \(call)") { try vault.content(of: file) }
    }
  }

  private func note(of vault: Vault) -> String? {
    vault.accounts.first { $0.account.name == "user1@example.com" }?.account.note
  }
}
