import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite struct `Several processes on one vault` {
  @Test func `lose no edit, and readers beside them see whole vaults`() async throws {
    let vault = try TestVault(accounts: 2)
    let writers = Task {
      try await withThrowingTaskGroup { group in
        for writer in 0..<3 { group.addTask { try await write(as: writer, to: vault) } }
        try await group.waitForAll()
      }
    }
    let reader = Task {
      var counts: [Int] = []
      for _ in 0..<1000 where counts.last != 20 {
        counts.append(try await countAccounts(of: vault))
      }
      return counts
    }
    try await writers.value
    let counts = try await reader.value
    #expect(counts == counts.sorted() && counts.count > 1)
    let accounts = try vault.content(of: vault.path).accounts.map(\.account)
    #expect(Set(accounts.map(\.name)).count == 20)
    #expect(accounts.filter { $0.note == "edited" }.count == 18)
  }

  @Test func `get a code each from one HOTP account`() async throws {
    let vault = try TestVault([TestVault.account(1, .hotp)])
    let codes = try await withThrowingTaskGroup { group in
      for _ in 0..<12 { group.addTask { try await vault.fob(["code", "user1"]) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.allSatisfy { $0.end == .exited(0) })
    #expect(Set(codes.map(\.text)).count == 12)
    #expect(try vault.content(of: vault.path).accounts.first?.account.counter == 12)
  }

  @Test func `wait for the one that writes`() async throws {
    let vault = try TestVault()
    let result = try await vault.fob(
      ["edit", "user1", "--note", "x"],
      under: [
        "/bin/sh", "-c",
        """
        exec 9> "$0"; flock 9; (sleep 0.3; echo released >&2) & exec 9>&-; exec "$@"
        """, vault.folder + "/data/fob/.vault.fob.lock",
      ])
    #expect(result.end == .exited(0) && result.error.hasPrefix("released\nchanged "))
  }

  @Test func `give up on one that never ends, and change nothing`() async throws {
    let vault = try TestVault()
    let before = try vault.read(vault.path)
    let result = try await vault.fob(
      ["edit", "user1", "--note", "x"],
      under: [
        "/bin/sh", "-c", "exec 9> \"$0\"; flock 9; exec \"$@\"",
        vault.folder + "/data/fob/.vault.fob.lock",
      ])
    #expect(result.end == .exited(1) && result.error.contains("another fob is writing "))
    #expect(try vault.read(vault.path) == before)
  }

  /// Adds six accounts and gives each a note.
  private func write(as writer: Int, to vault: TestVault) async throws {
    for number in 0..<6 {
      let name = "w\(writer)n\(number)"
      let secret = "ABCDEFGHIJKLMN\(["A", "B", "C"][writer])\(number + 2)"
      let added = try await vault.fob(
        ["add"], input: Array("otpauth://totp/\(name)?secret=\(secret)".utf8))
      #expect(added.end == .exited(0), "\(added.error)")
      let edited = try await vault.fob(["edit", name, "--note", "edited"])
      #expect(edited.end == .exited(0), "\(edited.error)")
    }
  }

  private func countAccounts(of vault: TestVault) async throws -> Int {
    let result = try await vault.fob(["list"])
    #expect(result.end == .exited(0), "\(result.error)")
    return result.text.split(separator: "\n").count - 1
  }
}
