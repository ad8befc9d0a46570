import ChildProcesses
import Testing
import VaultSupport

/// Three machines whose folders are clones of one git repository.
@Suite struct `Three machines over git` {
  private func clones(of vaults: [TestVault]) async throws -> [String] {
    let remote = vaults[0].folder + "/remote.git"
    try await git(["init", "--quiet", "--bare", "--initial-branch=main", remote])
    var folders: [String] = []
    for vault in vaults {
      let folder = vault.folder + "/clone"
      try await git(["clone", "--quiet", remote, folder])
      folders.append(folder)
    }
    return folders
  }

  /// Commits, fetches what the others have, and pushes, as a user's script would.
  private func carry(_ folders: [String]) async throws {
    for folder in folders + folders {
      let script = """
        git add --all
        git diff --cached --quiet || git commit --quiet -m sync
        git fetch --quiet
        if git rev-parse --quiet --verify origin/main > /dev/null; then
          git merge --quiet --no-edit --allow-unrelated-histories origin/main
        fi
        if git rev-parse --quiet --verify HEAD > /dev/null; then git push --quiet origin HEAD:main; fi
        """
      let result = try await run(
        "/bin/bash", ["-euc", script], environment: Self.environment, in: folder)
      guard result.end == .exited(0) else { throw CommandFailure(text: result.error) }
    }
  }

  private func git(_ arguments: [String]) async throws {
    let result = try await run("/usr/bin/git", arguments, environment: Self.environment)
    guard result.end == .exited(0) else { throw CommandFailure(text: result.error) }
  }

  private static let environment = [
    "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.com",
  ]

  @Test func `have one vault in the end, whatever they did offline`() async throws {
    let vaults = try OfflineStory.vaults()
    let folders = try await clones(of: vaults)
    let story = OfflineStory(homes: SyncedHomes(vaults: vaults, folders: folders))
    try await story.homes.pair { try await carry(folders) }
    try await story.happen()
    try await carry(folders)
    try await story.homes.settle { try await carry(folders) }
    try await story.check()
  }
}
