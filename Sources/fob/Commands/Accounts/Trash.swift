internal import ArgumentParser
internal import Authenticator

/// `fob rm`: into the trash.
struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "rm", abstract: "Put an account into the trash.",
    discussion: """
      fob restore takes it out again, fob purge deletes it for good.

      Examples:
        fob rm oldmail
      """)

  @Argument(help: AccountChoice.help, completion: AccountCompletion.accounts) var query: String
  @OptionGroup var options: VaultOptions

  func run() throws {
    let session = try options.session()
    let account = try AccountChoice(query).one(of: session.perform(ListAccounts()).accounts)
    _ = try session.perform(MoveAccounts([account.entry], .trash))
    Standard.note("\(account.label) is in the trash; fob undo or fob restore takes it back")
  }
}

/// `fob restore`: out of the trash.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "restore",
    abstract: "Take an account out of the trash.",
    discussion: """
      fob list --trash shows what is there.

      Examples:
        fob restore oldmail
      """)

  @Argument(help: AccountChoice.help, completion: AccountCompletion.trash) var query: String
  @OptionGroup var options: VaultOptions

  func run() throws {
    let session = try options.session()
    let trash = try session.perform(ListAccounts()).trash
    let account = try AccountChoice(query).one(of: trash, inTrash: true)
    _ = try session.perform(MoveAccounts([account.entry], .restore))
    Standard.note("\(account.label) is back")
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

  @Argument(help: "Which account of the trash.", completion: AccountCompletion.trash)
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
    let session = try options.session()
    let doomed = try chosen(from: session.perform(ListAccounts()))
    guard !doomed.isEmpty else { return Standard.note("the trash is empty") }
    let labels = doomed.map { "  \($0.label)" }.joined(separator: "\n")
    try confirmation.require("\(labels)\nDelete for good, with the secret?")
    _ = try session.perform(MoveAccounts(doomed.map(\.entry), .purge))
    Standard.note("deleted for good: \(counted(doomed.count, "account"))")
    Standard.note(
      "older copies still hold \(doomed.count == 1 ? "it" : "them"): backups, and "
        + session.store.keptVersions)
  }

  private func chosen(from list: AccountList) throws(Failure) -> [PublicAccount] {
    guard let query else { return list.trash }
    let choice = AccountChoice(query)
    guard list.trash.isEmpty || choice.all(of: list.trash).isEmpty else {
      return [try choice.one(of: list.trash, inTrash: true)]
    }
    guard let live = choice.all(of: list.accounts).first else {
      return [try choice.one(of: list.trash, inTrash: true)]
    }
    throw Failure(
      "\(live.label) is not in the trash", hint: "put it there first: fob rm", status: .noMatch)
  }
}
