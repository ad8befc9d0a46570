internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob backup-codes`: the single-use codes that a service gives out.
struct BackupCodes: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "backup-codes",
    abstract: "Keep the single-use codes that a service gives out, and take the next.",
    discussion: """
      Without an option it tells how many codes are left. A code is marked as used on the disk \
      before it is shown, and stays used on every device, whatever is undone or restored.

      --add takes many at once, with or without numbers and bullets: one a line, or several with \
      two spaces or a tab between them. They are typed or pasted unseen; with - they come from \
      standard input.

      Examples:
        fob backup-codes github --add
        fob backup-codes github --add - < github-recovery-codes.txt
        fob backup-codes github --use
        fob backup-codes github --show
      """)

  /// What to do with the codes.
  enum Action: EnumerableFlag {
    case count, add, use, used, show, remove

    static func help(for action: Action) -> ArgumentHelp? {
      switch action {
      case .count: "Tell how many are left (what it does without an option)."
      case .add: "Add the codes that are pasted, or come from standard input (-)."
      case .use: "Print the next code that is not used, once it is marked as used."
      case .used: "Mark the code that is typed, or comes from standard input (-), as used."
      case .show: "List all codes, used ones too, after a question."
      case .remove: "Remove all codes, after a question."
      }
    }
  }

  @Argument(help: AccountChoice.help, completion: AccountCompletion.accounts) var query: String

  @Argument(help: ArgumentHelp("- for standard input.", valueName: "-"))
  var source: String?

  @Flag(exclusivity: .exclusive)
  var action = Action.count

  @Flag(help: "Take each line as one code, whatever it looks like.")
  var asIs = false

  @Flag(help: "One JSON object with how many there are, never with a code.")
  var json = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard source == nil || source == "-" else {
      throw ValidationError("codes are given on standard input (-) or typed, never as arguments")
    }
    guard source == nil || action == .add || action == .used else {
      throw ValidationError("- goes with --add or --used")
    }
    guard !json || action == .count else { throw ValidationError("--json tells counts only") }
    guard !asIs || action == .add else { throw ValidationError("--as-is goes with --add") }
  }

  func run() throws {
    let session = try options.session()
    let account = try AccountChoice(query).one(of: session.perform(ListAccounts()).accounts)
    let codes = AccountCodes(of: account, in: session)
    switch action {
    case .count: try json ? codes.printJSON() : codes.printCount()
    case .add: try codes.add(try input(for: account, many: true), asIs: asIs)
    case .use: try codes.use()
    case .used: try codes.mark(try input(for: account, many: false))
    case .show: try codes.show(confirmation)
    case .remove: try codes.remove(confirmation)
    }
  }

  private func input(for account: PublicAccount, many: Bool) throws(Failure) -> SecretBytes {
    if source != nil { return try BackupCodes.pipedText() }
    guard let terminal = Terminal() else {
      throw Failure(
        "there is no terminal to paste codes at", hint: "give - and the codes on standard input",
        status: .usage)
    }
    guard many else { return try terminal.askHidden("Used code of \(account.label): ") }
    return try terminal.askHiddenText(
      "Backup codes of \(account.label).\nPaste them, then Enter and Ctrl-D (nothing is shown):\n",
      limit: longestInput)
  }

  private static func pipedText() throws(Failure) -> SecretBytes {
    do {
      return try SecretInput.all(from: .standardInput, limit: longestInput)
    } catch {
      throw Failure(
        "cannot read standard input: \(FileFault(error).text)", status: .unreadableInput)
    }
  }
}

/// More than any service gives out, in bytes.
private let longestInput = 65_536
