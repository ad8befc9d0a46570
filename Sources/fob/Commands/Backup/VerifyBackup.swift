internal import ArgumentParser
internal import Authenticator
internal import SystemPackage

/// `fob backup verify`: a proof that a backup restores.
struct VerifyBackup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove that a backup restores.",
    discussion: """
      Opens the backup as another machine would: without the agent, with its password or recovery \
      key. Computes a code of each account, and compares it with the vault's, if there is a vault.
      """)

  @Argument(help: "A backup.", completion: .file())
  var file: String

  @Flag(name: .customLong("no-vault"), help: "Do not compare with the vault.")
  var skipsVault = false

  @Flag(help: "One JSON object.")
  var json = false

  @OptionGroup var secrets: BackupOptions
  @OptionGroup var options: VaultOptions

  func run() throws {
    let location = try VaultLocation(option: options.vault)
    let hasVault = (try? Stat(location.file)) != nil
    let access =
      skipsVault || !hasVault
      ? secrets.accessWithoutVault(to: file, options) : secrets.access(to: file, options)
    let backup = try BackupFile.open(file, by: access)
    let session = try session(hasVault: hasVault)
    let now = Clock.seconds
    let proof = try BackupProof(of: backup, against: session, at: now)
    let isNoted = note(proof, of: backup.header, in: session, at: now)
    try tell(proof, isNoted: isNoted)
    guard proof.faults.isEmpty else {
      throw Failure(
        "\(counted(proof.faults.count, "account")) would not come back",
        hint: "make a new backup, and prove it")
    }
  }

  /// The vault to compare with; `nil` where there is none, or it is damaged, which is when a backup
  /// must be looked at most of all.
  private func session(hasVault: Bool) throws -> (any VaultSession)? {
    guard !skipsVault else { return nil }
    guard hasVault else {
      Standard.note("there is no vault here to compare with")
      return nil
    }
    do throws(Failure) {
      return try options.session()
    } catch {
      guard error.status == .damaged else { throw error }
      Standard.note("not compared: \(error.message)")
      return nil
    }
  }

  /// Remembers the proof: of this vault's own backup, or of another that lacks nothing.
  private func note(
    _ proof: BackupProof, of header: VaultHeader, in session: (any VaultSession)?, at now: UInt64
  ) -> Bool {
    guard let session, proof.faults.isEmpty, proof.count > 0 else { return false }
    let isOwn = (try? session.store.read().header.vaultID) == header.vaultID
    guard isOwn || proof.missing.isEmpty else {
      Standard.note("this is a backup of another vault")
      return false
    }
    do {
      _ = try session.perform(NoteBackupProof(at: now, of: proof.made))
      return true
    } catch {
      Standard.note("note: the proof cannot be noted in the vault")
      return false
    }
  }

  private func tell(_ proof: BackupProof, isNoted: Bool) throws {
    guard !json else { return try Standard.print(proof.json(of: file, isNoted: isNoted).text) }
    try Standard.print(proof.text)
    for fault in proof.faults { Standard.note("\(fault.label): \(fault.reason)") }
    for account in proof.missing { Standard.note("not in it: \(account.label)") }
  }
}

extension BackupProof {
  /// `{file, made, accounts, restored, faults, missing, noted}`
  fileprivate func json(of file: String, isNoted: Bool) -> JSON {
    .object([
      ("file", .text(file)), ("made", made.map(JSON.number) ?? .null),
      ("accounts", .number(UInt64(count))),
      ("restored", .number(UInt64(count - faults.count))),
      ("faults", .list(faults.map { .text("\($0.label): \($0.reason)") })),
      ("missing", .list(missing.map { .text($0.label) })), ("noted", .flag(isNoted)),
    ])
  }
}
