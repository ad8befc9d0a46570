internal import ArgumentParser
internal import Authenticator

/// `fob rm`: into the trash.
struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "rm", abstract: "Put an account into the trash.",
    discussion: "fob restore takes it out again, fob purge deletes it for good.")

  @Argument(help: AccountChoice.help) var query: String
  @OptionGroup var options: VaultOptions

  func run() throws {
    var opened = try options.open()
    let stored = try AccountChoice(query).one(of: opened.vault.accounts)
    let now = Clock.milliseconds
    try opened.update { vault in vault.trash([stored.entry], now: now) }
    Standard.note("\(stored.label) is in the trash; fob undo or fob restore takes it back")
  }
}

/// `fob restore`: out of the trash.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "restore",
    abstract: "Take an account out of the trash.",
    discussion: "fob list --trash shows what is there.")

  @Argument(help: AccountChoice.help) var query: String
  @OptionGroup var options: VaultOptions

  func run() throws {
    var opened = try options.open()
    let stored = try AccountChoice(query).one(of: opened.vault.trash, inTrash: true)
    let now = Clock.milliseconds
    try opened.update { vault in vault.restore([stored.entry], now: now) }
    Standard.note("\(stored.label) is back")
  }
}

/// `fob purge`: gone for good.
struct Purge: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "purge",
    abstract: "Delete what is in the trash for good.",
    discussion: """
      Only accounts that are in the trash can be purged, and there is no way back but a backup.

      Examples:
        fob purge oldmail
        fob purge --all --yes
      """)

  @Argument(help: "Which account of the trash.")
  var query: String?

  @Flag(help: "Everything in the trash.")
  var all = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard all != (query != nil) else {
      throw ValidationError("name an account of the trash, or give --all")
    }
  }

  func run() throws {
    var opened = try options.open()
    let doomed = try chosen(from: opened.vault)
    guard !doomed.isEmpty else { return Standard.note("the trash is empty") }
    let labels = doomed.map { "  \($0.label)" }.joined(separator: "\n")
    try confirmation.require("\(labels)\nDelete for good, with the secret?")
    let now = Clock.milliseconds
    try opened.update { vault in vault.purge(doomed.map(\.entry), now: now) }
    Standard.note("deleted for good: \(counted(doomed.count, "account"))")
    Standard.note(
      "older copies still hold \(doomed.count == 1 ? "it" : "them"): backups, and "
        + opened.store.keptVersions)
  }

  private func chosen(from vault: Vault) throws(Failure) -> [StoredAccount] {
    guard let query else { return vault.trash }
    let choice = AccountChoice(query)
    guard vault.trash.isEmpty || choice.all(of: vault.trash).isEmpty else {
      return [try choice.one(of: vault.trash, inTrash: true)]
    }
    guard let live = choice.all(of: vault.accounts).first else {
      return [try choice.one(of: vault.trash, inTrash: true)]
    }
    throw Failure(
      "\(live.label) is not in the trash", hint: "put it there first: fob rm", status: .noMatch)
  }
}
