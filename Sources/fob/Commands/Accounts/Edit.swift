internal import ArgumentParser
internal import Authenticator
internal import Secrets

/// `fob edit`: an account's names and what the user added to it.
struct Edit: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "edit",
    abstract: "Change an account's names, note, tags, PIN or counter.",
    discussion: """
      Examples:
        fob edit github --issuer GitHub --name alice@example.com
        fob edit mail --tags work,mail --pinned
      """)

  @Argument(help: AccountChoice.help, completion: AccountCompletion.accounts) var query: String
  @OptionGroup var options: VaultOptions

  @Option(help: "The new issuer.")
  var issuer: String?

  @Option(help: "The new account name.")
  var name: String?

  @Option(help: "The new note; empty takes it away.")
  var note: String?

  @Option(help: "All tags, with commas between them; empty takes them away.")
  var tags: String?

  @Flag(inversion: .prefixedNo, help: "Show it before the others.")
  var pinned: Bool?

  @Flag(help: "Ask for the PIN of a Yandex or mOTP account.")
  var pin = false

  @Option(help: ArgumentHelp("Set the counter of the next HOTP code.", valueName: "n"))
  var counter: UInt64?

  func validate() throws {
    let isGiven =
      [issuer, name, note, tags].contains { $0 != nil } || pinned != nil || pin || counter != nil
    guard isGiven else {
      throw ValidationError("say what to change: --issuer, --name, --tags and others")
    }
    guard counter ?? 0 <= UInt64(Int64.max) else {
      throw ValidationError("a counter is at most 2^63 - 1, so that other apps can read it too")
    }
  }

  func run() throws {
    var edit = AccountEdit()
    (edit.issuer, edit.name) = (issuer?[...].trimmingSpaces, name?[...].trimmingSpaces)
    (edit.note, edit.isPinned) = (note, pinned)
    edit.tags = tags.map(Edit.list)
    let session = try options.session()
    let account = try AccountChoice(query).one(of: session.perform(ListAccounts()).accounts)
    try checkType(of: account)
    guard (edit.issuer ?? account.issuer) + (edit.name ?? account.name) != "" else {
      throw Failure(
        "an account needs an issuer or a name; nothing was changed", status: .usage)
    }
    edit.counter = counter
    if pin { edit.pin = Secret(try Edit.askPIN(of: account)) }
    let changed = try session.perform(EditAccount(account.entry, edit)) ?? account
    Standard.note("changed \(changed.label); fob undo takes it back")
  }

  private static func askPIN(of account: PublicAccount) throws(Failure) -> SecretBytes {
    guard let terminal = Terminal() else {
      throw Failure("there is no terminal to ask for the PIN at", status: .usage)
    }
    let pin = try terminal.askHidden("PIN of \(account.label): ")
    guard pin.count > 0 else { throw Failure("no PIN was typed; nothing was changed") }
    return pin
  }

  private func checkType(of account: PublicAccount) throws(Failure) {
    if counter != nil, account.type != .hotp {
      throw Failure("\(account.label) has no counter: it is time-based", status: .usage)
    }
    if pin, !account.type.needsPIN {
      throw Failure("codes of \(account.label) need no PIN", status: .usage)
    }
  }

  static func list(_ tags: String) -> [String] {
    var seen: Set = [""]
    return tags.split(separator: ",").map { $0.trimmingSpaces }.filter { seen.insert($0).inserted }
  }
}

extension Substring {
  /// Without spaces at both ends.
  var trimmingSpaces: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
