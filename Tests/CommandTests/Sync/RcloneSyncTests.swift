import ChildProcesses
import Testing
import VaultSupport

@Sendable private func hasRclone() async throws -> Bool { try await isInstalled("rclone") }

/// Two folders that `rclone bisync` keeps in step; two machines share the first.
@Suite(.enabled("rclone is not installed", hasRclone)) struct `Three machines over rclone` {
  private func bisync(_ folders: [String], _ more: [String] = []) async throws {
    let options = ["bisync", "--force", "--workdir", folders[0] + "-state"]
    let result = try await run(
      "/usr/bin/rclone", options + more + [folders[0], folders[1]],
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "RCLONE_CONFIG": ""])
    guard result.end == .exited(0) else { throw CommandFailure(text: result.error) }
  }

  private func story() async throws -> OfflineStory {
    let vaults = try OfflineStory.vaults()
    let folders = ["left", "right"].map { vaults[0].folder + "/" + $0 }
    for folder in folders { try Folder.make(folder) }
    // It refuses to begin with nothing.
    for folder in folders { try vaults[0].write([], to: folder + "/begin") }
    try await bisync(folders, ["--resync"])
    let homes = SyncedHomes(vaults: vaults, folders: [folders[0], folders[1], folders[0]])
    try await homes.pair { try await bisync(folders) }
    return OfflineStory(homes: homes)
  }

  @Test func `have one vault in the end, whatever they did offline`() async throws {
    let story = try await story()
    let folders = Array(story.homes.folders.prefix(2))
    try await story.happen()
    try await bisync(folders)
    try await story.homes.settle { try await bisync(folders) }
    try await story.check()
  }

  @Test func `take in both copies that it makes of a file`() async throws {
    let story = try await story()
    let folders = Array(story.homes.folders.prefix(2))
    // A copy of the second machine works in the first folder: both write one file.
    let (two, copy) = (story.homes.vaults[1], try TestVault(accounts: 0))
    try copy.write(try two.read(two.path), to: copy.path)
    try copy.write(try two.read(two.keyFiles[0]), to: copy.keyFiles[0])
    try await story.happen()
    try await copy.succeeding("edit work --note from-the-copy")
    try await copy.succeeding("sync --folder \(folders[0])")
    try await bisync(folders)
    let names = Folder.names(in: story.homes.groupFolder)
    #expect(names.contains { $0.contains("..path") }, "\(names)")
    try await story.homes.settle { try await bisync(folders) }
    try await story.check()
    #expect(try await story.homes.vaults[0]("show work").text.contains("from-the-copy"))
  }
}
