internal import ArgumentParser
internal import Authenticator

/// `fob menu`: the code of an account that is picked in a launcher, for a key of the desktop.
struct Menu: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "menu", abstract: "Pick an account in a launcher, and copy its code.",
    discussion: """
      The launcher gets the names of the accounts, and no code. It is the first of rofi, wofi, \
      fuzzel, dmenu and fzf that is installed and can be shown.

      Examples:
        fob menu
        fob menu mail --with fzf
        fob menu --print
      """)

  @Argument(help: AccountFilter.help) var query: String?
  @OptionGroup var options: VaultOptions
  @OptionGroup var timing: CodeTimingOptions

  @Option(
    help: ArgumentHelp(
      "The program to pick with: one of those, or another that works as dmenu does.",
      valueName: "program"))
  var with: String?

  @Flag(help: "Print the code instead of copying it.")
  var print = false

  @OptionGroup var copying: CopyOptions

  func validate() throws {
    guard !print || copying.wish == CopyWish() else {
      throw ValidationError("--osc52 and --clear-after are for copying; leave out --print")
    }
  }

  func run() throws {
    // Before the password is asked for, which would be typed for nothing.
    let launcher = try Launcher(with)
    let session = try options.session()
    let list = try session.perform(ListAccounts())
    let accounts = AccountFilter(query).all(of: list.accounts)
    try AccountFilter(query).requireMatch(accounts)
    guard !accounts.isEmpty else { return list.noteEmptiness() }
    let picked = accounts[try launcher.pick(from: Menu.lines(accounts))]
    let request = CodeRequest(
      queries: [picked.id], access: options.access, timing: timing.timing,
      output: print ? .digits : .clipboard(copying.wish))
    try request.answer(picked.id, in: session)
  }

  /// A name for each; with the id where two are the same.
  private static func lines(_ accounts: [PublicAccount]) -> [String] {
    let counts = accounts.reduce(into: [:]) { $0[$1.label, default: 0] += 1 }
    return accounts.map { account in
      counts[account.label] == 1 ? account.label : "\(account.label) (\(account.id))"
    }
  }
}
