internal import ArgumentParser
internal import Authenticator
internal import SystemPackage

/// `fob restore-vault`: a backup becomes the vault, or is merged into it.
struct RestoreVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "restore-vault", abstract: "Restore a backup, or the photos of a paper backup.",
    discussion: """
      Where there is no vault, the backup becomes it, and opens as it did. Where there is one, it \
      keeps its password, and takes in what the backup has: of each field the later one stays. Shows \
      a plan first, and asks.

      A paper backup is read from scans, photos or the PDF, in any order.

      Examples:
        fob restore-vault vault-copy.fob
        fob restore-vault --dry-run vault-copy.fob
        fob restore-vault page1.jpg page2.jpg
      """)

  @Argument(
    help: ArgumentHelp("A backup, or pictures of a paper backup.", valueName: "file"),
    completion: .file())
  var files: [String]

  @Flag(help: "Show what would be restored, and restore nothing.")
  var dryRun = false

  @Flag(help: "The plan as one JSON object.")
  var json = false

  @OptionGroup var secrets: BackupOptions
  @OptionGroup var confirmation: Confirmation
  @OptionGroup var options: VaultOptions

  func run() throws {
    let store = VaultStore(location: try VaultLocation(option: options.vault))
    guard (try? Stat(store.location.file, followTargetSymlink: false)) == nil else {
      return try merge()
    }
    let backup = try Restoration.open(files) { secrets.accessWithoutVault(to: $0, options) }
    let plan = RestorePlan(accounts: backup.newAccounts)
    try show(plan, into: store, isNew: true)
    guard !dryRun else { return }
    try confirmation.require("Make the vault \(store.location.file) of it?")
    try backup.create(in: store)
    Standard.note("made \(store.location.file); it opens as the backup does")
    Standard.note("if it synced with other machines: fob sync join lets it in again")
    guard !backup.hasRecoveryKey else { return }
    Standard.note("no recovery key opens it: fob slots add recovery-key makes one")
  }

  private func merge() throws {
    let backup = try Restoration.open(files) { secrets.access(to: $0, options) }
    var access = options.access
    if backup.isTooLongForAgent { access.avoidsAgent = true }
    let session = try access.session()
    let plan = RestorePlan(accounts: try backup.merge(into: session, isTrial: true))
    try show(plan, into: session.store, isNew: false)
    guard !dryRun else { return }
    if plan.changes > 0 {
      try confirmation.require("\(plan.verb) \(counted(plan.changes, "account"))?")
    }
    // Marks that no plan shows (codes used elsewhere) are taken in, too.
    _ = try backup.merge(into: session, isTrial: false)
    guard plan.changes > 0 else { return }
    let limit = plan.isFinal ? ", but for what is deleted for good" : ""
    Standard.note("done; fob undo takes it back\(limit)")
  }

  private func show(_ plan: RestorePlan, into store: VaultStore, isNew: Bool) throws {
    guard json else { return try Standard.print(plan.lines.joined(separator: "\n")) }
    let pairs: [(String, JSON)] = [
      ("vault", .text(store.location.file.string)), ("new", .flag(isNew)),
      ("dry_run", .flag(dryRun)), ("accounts", plan.json),
    ]
    try Standard.print(JSON.object(pairs).text)
  }
}
