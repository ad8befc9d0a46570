internal import ArgumentParser
internal import Authenticator
internal import Importers

/// `fob import`: pictures, lists of URIs, Google's export codes, from wherever they are.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "import",
    abstract: "Add accounts from QR pictures, URIs and other apps' backups.",
    discussion: """
      Reads pictures with any number of QR codes (PNG, JPEG, WebP, GIF, BMP, TIFF; PDF, SVG, HEIC \
      and AVIF where their converters are installed), lists of otpauth URIs, Google \
      Authenticator's export codes, and the backups of other apps (--formats lists them), from \
      files and folders, standard input (-), the clipboard, the screen or a camera. What a file is \
      tells its content, whatever its name. Shows what it will do, and asks; nothing is added \
      twice, and fob undo takes all of it back.

      A backup's own password is asked for where it has one; that of the file before is tried \
      first. The key file of a KeePass database is given with --source-key-file. Pictures and files without a password hold secrets that anybody can read: fob offers \
      to delete them once all of their accounts are in the vault, and warns where they lie in a \
      folder that a service copies (Dropbox, OneDrive, Google Drive, Nextcloud, Syncthing).

      The clipboard is read with wl-paste or xclip; a picture of the screen is taken with grim (and \
      slurp), gnome-screenshot, maim, scrot or ImageMagick's import, and never written to a disk.

      Examples:
        fob import screenshot.png
        fob import aegis-backup.json 2fas-backup.2fas
        fob import --dry-run --recursive ~/Pictures accounts.txt
        fob import --screen --select
        fob import --watch ~/Pictures/Screenshots
        ssh laptop cat accounts.txt | fob import -
      """)

  @OptionGroup var sources: ImportSources

  @Flag(help: "Show what would be added, and add nothing.")
  var dryRun = false

  @Flag(help: "Print the plan as JSON.")
  var json = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var options: VaultOptions

  func run() throws {
    guard !sources.formats else { return try Standard.print(ImportFormat.table) }
    let session = try options.session()
    if let folder = sources.watch {
      return try watch(folder, into: session)
    }
    let run = ImportRun(
      into: session, isOnlyOne: sources.isOnlyOne,
      password: try sources.password())
    run.read(sources.all)
    guard !run.result.accounts.isEmpty else {
      if json { try Standard.print(ImportPlan(run, into: session).json(of: run).text) }
      throw nothing(in: run)
    }
    try finish(run, into: session)
    if let shortfall = run.shortfall { throw shortfall }
  }

  /// Shows the plan, asks, and writes once.
  func finish(_ run: ImportRun, into session: any VaultSession) throws {
    let plan = try ImportPlan(run, into: session)
    try Standard.print(json ? plan.json(of: run).text : plan.lines.joined(separator: "\n"))
    guard !dryRun, plan.changes > 0 else { return }
    try confirmation.require("Add \(counted(plan.changes, "account"))?")
    _ = try session.perform(plan.request)
    Standard.note("done; fob undo takes it back")
    for picture in plan.missing { Standard.note("still missing: \(picture)") }
    PlainSources(of: run).tell(asks: !confirmation.yes)
  }

  private func nothing(in run: ImportRun) -> Failure {
    run.tellUnreadable()
    if run.readings.contains(where: \.reading.isPaper) {
      return Failure(
        "this is a paper backup of a vault",
        hint: "restore it, with photos of all its pages: fob restore-vault PAGE...",
        status: .unreadableInput)
    }
    if let failure = run.failures.last, run.failures.count == 1, run.parts.missing.isEmpty {
      return failure
    }
    if let shortfall = run.shortfall { return shortfall }
    return Failure(
      "there is no account in what was given",
      hint: "a QR code that sets up an authenticator holds an otpauth URI",
      status: .unreadableInput)
  }
}
