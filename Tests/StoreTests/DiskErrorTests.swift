import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite struct `A save that the disk refuses` {
  /// The one call after which the new vault has the name, and may only not outlive a power loss.
  private enum Expected {
    case refused, unconfirmed, done
  }

  @Test(arguments: ["EIO", "ENOSPC"], Save.allCases)
  func `at any call that writes keeps the old vault and says why`(
    error: String, save: Save
  ) async throws {
    let vault = try await save.vault()
    let snapshot = try await Snapshot(of: vault)
    let calls = try await vault.callsOfSave(Save.arguments).filter(\.writes)
    #expect(calls.filter { $0.name == "fsync" }.count >= 4)
    for call in calls {
      try await snapshot.restore()
      let old = try vault.read(vault.path)
      let result = try await vault.fob(Save.arguments, "error=\(error)", at: call)
      switch expected(call, of: calls) {
      case .refused: try expectRefusal(result, of: vault, old, at: call)
      case .unconfirmed: expectDoubt(result, at: call)
      case .done: #expect(result.end == .exited(0), "at \(call): \(result.error)")
      }
      try await expectNextSave(of: vault, at: call)
    }
  }

  @Test func `is found out where bytes were taken but not written`() async throws {
    let vault = try TestVault()
    let snapshot = try await Snapshot(of: vault)
    let old = try vault.read(vault.path)
    let calls = try await vault.callsOfSave(Save.arguments)
    for call in calls where call.name == "write" && call.writes {
      try await snapshot.restore()
      let result = try await vault.fob(Save.arguments, "retval=\(old.count)", at: call)
      #expect(result.end == .exited(1) && result.error.contains("does not give back"))
      #expect(try vault.read(vault.path) == old)
    }
  }

  @Test func `goes on where the file system knows no locks`() async throws {
    let vault = try TestVault()
    let calls = try await vault.callsOfSave(Save.arguments)
    let lock = try #require(calls.first { $0.name == "flock" })
    let result = try await vault.fob(["edit", "user1", "--note", "x"], "error=ENOLCK", at: lock)
    #expect(result.end == .exited(0))
    #expect(try vault.content(of: vault.path).accounts.first?.account.note == "x")
  }

  /// A file whose bytes are on the disk and were read back is saved, whatever closing it says.
  private func expected(_ call: SystemCall, of calls: [SystemCall]) -> Expected {
    if call.name == "close" { return .done }
    let last = calls.last { $0.name == "fsync" }
    return call.name == "fsync" && call.number == last?.number ? .unconfirmed : .refused
  }

  private func expectRefusal(
    _ result: Finished, of vault: TestVault, _ old: [UInt8], at call: SystemCall
  ) throws {
    #expect(result.end == .exited(1) && result.output.isEmpty, "at \(call)")
    #expect(result.error.hasPrefix("fob: cannot "), "at \(call): \(result.error)")
    #expect(result.error.contains("\n  nothing was changed"), "at \(call): \(result.error)")
    #expect(try vault.read(vault.path) == old, "at \(call)")
    let names = Folder.names(in: vault.folder + "/data/fob") + vault.keptFiles
    #expect(!names.contains { $0.contains(".new") }, "at \(call): \(names)")
  }

  private func expectDoubt(_ result: Finished, at call: SystemCall) {
    #expect(result.end == .exited(1) && result.output.isEmpty, "at \(call)")
    #expect(result.error.contains("the disk does not confirm it"), "at \(call)")
    #expect(!result.error.contains("nothing was changed"), "at \(call)")
  }

  private func expectNextSave(of vault: TestVault, at call: SystemCall) async throws {
    let result = try await vault.fob(["edit", "user2", "--note", "and on"])
    #expect(result.end == .exited(0), "after \(call): \(result.error)")
    #expect(throws: Never.self, "after \(call)") { try vault.content(of: vault.path) }
  }
}
