import Authenticator
import ChildProcesses
import Testing
import VaultSupport

/// What three machines do while nothing carries their folders, and what must come of it: the same
/// for every engine.
struct OfflineStory {
  let homes: SyncedHomes

  static func vaults() throws -> [TestVault] {
    try [
      TestVault(uris: [Known.github]), TestVault(uris: [Known.sha512]),
      TestVault([TestVault.account(1, .hotp), TestVault.account(2)]),
    ]
  }

  /// Edits on every machine, with rounds that reach nobody.
  func happen() async throws {
    let (one, two, three) = (homes.vaults[0], homes.vaults[1], homes.vaults[2])
    try await one.succeeding("edit github --note from-one")
    for command in ["code user1", "code user1", "rm user2"] { try await two.succeeding(command) }
    for command in ["code user1", "edit user2 --note kept"] { try await three.succeeding(command) }
    for vault in homes.vaults { try await vault.succeeding("sync") }
  }

  /// No account lost, none doubled, none back from the trash; the counter as far as it was used.
  func check() async throws {
    let contents = try homes.vaults.map { try $0.content(of: $0.path) }
    for content in contents {
      #expect(content.hasSameState(as: contents[0]))
      #expect(content.accounts.count == 3 && content.trash.count == 1)
      let counted = content.accounts.first { $0.account.name == "user1@example.com" }
      #expect(counted?.account.counter == 2)
    }
    for vault in homes.vaults {
      #expect(try await vault("show github").text.contains("from-one"))
    }
  }
}

/// Whether a program is installed.
func isInstalled(_ program: String) async throws -> Bool {
  try await run("/bin/sh", ["-c", "command -v \(program)"]).end == .exited(0)
}
