internal import ArgumentParser
internal import Authenticator
internal import SystemPackage

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
    commandName: "now", abstract: "Take in what is new in the folder, and write what is new here.",
    discussion: """
      The status is 1 where this machine was put out of the group, or another's file is missing or \
      damaged; the round is done as far as it goes all the same.
      """)

  @OptionGroup var options: VaultOptions

  @Flag(help: "Show what a round would change; change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("The folder lies here from now on.", valueName: "path"),
    completion: .directory)
  var folder: String?

  func validate() throws {
    guard folder == nil || !dryRun else {
      throw ValidationError("choose --folder or --dry-run")
    }
  }

  func run() throws {
    let place = try folder.map { given throws(Failure) in try SyncPlace(given).path.string }
    let report = try options.session().perform(SyncVault(isTrial: dryRun, folder: place))
    for line in report.news { Standard.note("meanwhile: " + line) }
    for note in report.notes { Standard.note(note) }
    guard dryRun else {
      report.tellChanges()
      Standard.note(report.summary)
      return try report.end()
    }
    for line in report.changes { try Standard.print(line) }
    Standard.note(
      "a round would do this: \(report.summary), "
        + (report.writes ? "a file written" : "nothing written"))
    try report.end()
  }
}

extension SyncReport {
  private static let mostLines = 20

  /// Tells which accounts changed, as many as can be read.
  fileprivate func tellChanges() {
    for line in changes.prefix(SyncReport.mostLines) { Standard.note(line) }
    let more = changes.count - SyncReport.mostLines
    if more > 0 { Standard.note("and \(more) more") }
  }

  /// Ends the command as the round did.
  ///
  /// - Throws: `Failure` where this machine is out of the group, or a status where a file is missing or
  ///   damaged, which was told.
  func end() throws {
    if let putOut { throw putOut }
    guard isWell else { throw ExitCode(ExitStatus.failed.rawValue) }
  }
}
