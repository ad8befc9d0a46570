import Authenticator
import ChildProcesses
import Secrets
import Testing
import VaultSupport

@Suite struct `A rekey that is killed` {
  private static let arguments = ["rekey", "--yes", "--older-versions", "reseal"]

  /// A vault with two generations.
  private func vault() async throws -> TestVault {
    let vault = try TestVault()
    for note in ["one", "two"] {
      let result = try await vault.fob(["edit", "user1", "--note", note])
      #expect(result.end == .exited(0))
    }
    return vault
  }

  @Test func `leaves every version whole, under the old key or the new`() async throws {
    let calls = try await vault().callsOfSave(Self.arguments, with: .password)
    let chosen = calls.filter { isSoak ? $0.touchesFiles : $0.changesDisk && $0.name != "close" }
    #expect(chosen.count > 20)
    let snapshot = try await Snapshot(of: vault())
    var states: Set<UInt32> = []
    for call in chosen {
      try await snapshot.restore()
      states.insert(try await interrupt(snapshot.vault, at: call))
    }
    #expect(states == [1, 2])
  }

  /// Kills a rekey, and looks at what it left.
  ///
  /// - Returns: the vault's key epoch.
  private func interrupt(_ vault: TestVault, at call: SystemCall) async throws -> UInt32 {
    let before = try vault.content(of: vault.path).accounts
    let killed = try await vault.fob(
      Self.arguments, with: .password, "signal=KILL", at: call)
    #expect(killed.end == .killed(9), "at \(call)")
    let file = try VaultFile(try vault.read(vault.path))
    #expect(try open(file).accounts == before, "at \(call)")
    if file.header.keyEpoch == 2 {
      let printed = Array(killed.text.utf8.dropLast())
      let key = try RecoveryKey(typed: printed.span)
      #expect(throws: Never.self, "at \(call)") { _ = try file.unlock(recoveryKey: key) }
    } else {
      #expect(throws: Never.self, "at \(call)") { try vault.content(of: vault.path) }
    }
    let kept = vault.keptFiles.filter { $0.hasSuffix(".fob") }
    #expect(kept.count >= 2, "at \(call)")
    for path in kept {
      #expect(throws: Never.self, "at \(call)") { try open(VaultFile(try vault.read(path))) }
    }
    try await expectNextSave(of: vault, at: call)
    return file.header.keyEpoch
  }

  @discardableResult
  private func open(_ file: VaultFile) throws -> Vault {
    let password = SecretBytes(copying: Array(TestVault.password.utf8).span)
    return try file.open(with: file.unlock(password: password).masterKey)
  }

  private func expectNextSave(of vault: TestVault, at call: SystemCall) async throws {
    let next = try await vault.fob(["edit", "user2", "--note", "and on"], with: .password)
    #expect(next.end == .exited(0), "after \(call): \(next.error)")
    #expect(
      Folder.names(in: vault.folder + "/data/fob") == [".vault.fob.lock", "vault.fob"],
      "after \(call)")
    #expect(vault.keptFiles.allSatisfy { $0.hasSuffix(".fob") }, "after \(call)")
  }
}
