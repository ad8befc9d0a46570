internal import ArgumentParser
internal import Authenticator

/// `fob sync`: the same accounts on several machines, through a folder that something else carries.
struct Sync: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "sync", abstract: "Sync with a folder that Syncthing, git, rclone or a stick carries.",
    discussion: """
      fob has no network code: it reads and writes encrypted files in a folder. What is newer on \
      either side wins field by field, and nothing is lost or comes back from the trash.

      Examples:
        fob sync init ~/Sync
        fob sync pair
        fob sync join ~/Sync
        fob sync
        fob sync status
      """,
    subcommands: [
      SyncNow.self, FoundGroup.self, Pair.self, JoinGroup.self, SyncStatus.self, Devices.self,
      RenameDevice.self, RevokeDevice.self, LeaveGroup.self,
    ], defaultSubcommand: SyncNow.self)
}

/// `fob sync now`, which `fob sync` does.
struct SyncNow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "now", abstract: "Take in what is new in the folder, and write what is new here.")

  @OptionGroup var options: VaultOptions

  @Flag(help: "Show what a round would change; change nothing.")
  var dryRun = false

  func run() throws {
    var opened = try options.open()
    guard !dryRun else {
      let run = try SyncRun.trial(opened)
      for line in run.changes.lines { try Standard.print(line) }
      run.tell()
      Standard.note(
        "a round would do this: \(run.changes.summary), "
          + (run.round.file == nil ? "nothing written" : "a file written"))
      return
    }
    let run = try SyncRun.save(&opened)
    run.tell()
    Standard.note(run.changes.summary)
  }
}

extension SyncRun {
  /// Tells what the user should know beside the accounts.
  func tell() {
    for file in unread { Standard.note(file.text) }
    for text in round.findings.compactMap({ $0.text(in: round.vault) }) { Standard.note(text) }
  }
}
