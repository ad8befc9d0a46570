internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob backup`: a copy for another machine, or for the day when this one is gone.
struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "backup", abstract: "Make an encrypted backup, or prove that one restores.",
    discussion: """
      A backup is a vault file of its own: it opens with the vault's password or recovery key, or, \
      with --backup-password-fd, with another password alone. fob restore-vault takes it back.

      Examples:
        fob backup backups
        fob backup backups --keep 5
        fob backup vault-copy.fob
        fob backup --paper sheet.pdf
        fob backup verify vault-copy.fob
      """,
    subcommands: [MakeBackup.self, VerifyBackup.self], defaultSubcommand: MakeBackup.self)
}

/// `fob backup make`, which `fob backup` does.
struct MakeBackup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Write an encrypted backup.",
    discussion: "In a folder it is named fob-backup-HOST-YYYY-MM-DD.fob.")

  @Argument(
    help: ArgumentHelp("A new file, or a folder.", valueName: "file"), completion: .file())
  var destination: String

  @Option(
    name: .customLong("backup-password-fd"),
    help: ArgumentHelp(
      "Another password for the backup: read it from this descriptor.", valueName: "n"))
  var backupPasswordDescriptor: Int32?

  @Option(help: "interactive, moderate or sensitive, for another password.")
  var kdf = KeyDerivation.moderate

  @Option(
    help: ArgumentHelp(
      "In a folder: leave so many of this machine's backups of this vault.", valueName: "n"))
  var keep: Int?

  @Flag(help: "Write a PDF with QR codes to print.")
  var paper = false

  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard keep ?? 1 > 0 else { throw ValidationError("--keep leaves at least 1") }
    guard destination != "" else { throw ValidationError("the backup needs a name") }
    guard !paper || backupPasswordDescriptor == nil && keep == nil else {
      throw ValidationError("--paper opens as the vault does, and makes one new file")
    }
  }

  func run() throws {
    let place = try BackupPlace(destination)
    guard !paper else { return try PaperBackupRun(place, destination).run(by: options) }
    guard place.isFolder || keep == nil else {
      throw Failure(
        "--keep is for a folder of backups", hint: "name a folder that is there", status: .usage)
    }
    let now = Clock.seconds
    let (sealed, vault) = try sealed(at: now)
    let file = try place.write(sealed.bytes, madeAt: now)
    try Standard.print(file.string)
    Standard.note(
      "backed up \(counted(sealed.accounts, "account")), \(sealed.trash) in the trash; prove it "
        + "with: fob backup verify \(file)")
    try removeOld(beside: file, sealed, at: vault)
  }

  /// The backup, and where its vault lies.
  private func sealed(at now: UInt64) throws -> (SealedBackup, FilePath) {
    guard let backupPasswordDescriptor else {
      let session = try options.session()
      return (try session.perform(SealBackup(at: now)), session.store.location.file)
    }
    let opened = try options.open()
    let password = try NewPassword.read(
      from: SecretSource(backupPasswordDescriptor), prompt: "Password of the backup",
      option: "--backup-password-fd")
    let sealed = try opened.sealedBackup(at: now, under: password, cost: kdf.cost)
    return (sealed, opened.store.location.file)
  }

  private func removeOld(
    beside file: FilePath, _ sealed: SealedBackup, at vault: FilePath
  ) throws {
    guard let keep, let vaultID = try? VaultFile(sealed.bytes).header.vaultID else { return }
    let old = OldBackups(beside: file, of: vaultID, at: vault)
    for removed in try old.remove(butFor: keep - 1) { Standard.note("removed \(removed)") }
  }
}
