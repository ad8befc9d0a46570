internal import Authenticator
internal import SystemPackage

/// `fob backup --paper`: seals, draws and writes a sheet.
struct PaperBackupRun {
  private let place: BackupPlace
  private let destination: String

  /// - Throws: `Failure` where the place is a folder.
  init(_ place: BackupPlace, _ destination: String) throws(Failure) {
    guard !place.isFolder else {
      throw Failure(
        "\(destination) is a folder", hint: "name the new PDF: fob backup --paper sheet.pdf",
        status: .usage)
    }
    (self.place, self.destination) = (place, destination)
  }

  /// - Throws: `Failure`.
  func run(by options: VaultOptions) throws {
    let opened = try options.open()
    let now = Clock.seconds
    let sheet = try sheet(of: opened, at: now)
    let file = try place.write(sheet.file(), madeAt: now)
    try Standard.print(file.string)
    Standard.note(
      "\(counted(sheet.accounts, "account")) on \(counted(sheet.codes.count, "code")), "
        + counted(PaperSheet.page(of: sheet.codes.count), "A4 page"))
    Standard.note("print it; then photograph it, and see: fob restore-vault --dry-run PHOTO...")
    let left = ["the trash", "history", "settings", "the services' backup codes"]
    Standard.note("not on it: " + listed(left + (sheet.hasNotes ? [] : ["notes and tags"])))
  }

  private func sheet(
    of opened: borrowing OpenVault, at now: UInt64
  ) throws(Failure) -> PaperSheet {
    let vault = opened.vault
    let whole = try codes(of: opened, at: now, withNotes: true)
    let hasNotes = whole.map { $0.count <= PaperSheet.codesWithNotes } ?? false
    guard let codes = hasNotes ? whole : try codes(of: opened, at: now, withNotes: false) else {
      throw Failure(
        "these are too many accounts for paper", hint: "make a backup without --paper")
    }
    return PaperSheet(
      codes: codes, made: now, accounts: vault.accounts.count, hasNotes: hasNotes)
  }

  /// The codes, once it is seen that they give the accounts back; `nil` where they are too many.
  private func codes(
    of opened: borrowing OpenVault, at now: UInt64, withNotes: Bool
  ) throws(Failure) -> [PaperCode]? {
    let (count, store) = (opened.vault.accounts.count, opened.store)
    do {
      let paper = try opened.paperBackup(at: now, withNotes: withNotes)
      guard let codes = PaperCode.codes(of: paper.bytes) else { return nil }
      guard let read = PaperCode.join(codes.dropFirst()),
        try opened.content(of: PaperBackup(read)).accounts.count == count
      else { throw VaultError.damaged }
      return codes
    } catch {
      guard error as? VaultError == .slotCount else {
        throw store.failure(error as? VaultError ?? .damaged)
      }
      throw Failure(
        "the vault has neither a password nor a recovery key to open paper with",
        hint: "fob slots add recovery-key makes one")
    }
  }
}

extension OpenVault {
  fileprivate borrowing func paperBackup(
    at now: UInt64, withNotes: Bool
  ) throws(VaultError) -> PaperBackup {
    try PaperBackup(
      of: vault, header: header, key: unlocked.masterKey, made: now, withNotes: withNotes)
  }

  fileprivate borrowing func content(of paper: PaperBackup) throws(VaultError) -> PaperContent {
    try paper.content(with: unlocked.masterKey)
  }
}
