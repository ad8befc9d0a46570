internal import ArgumentParser
internal import SystemPackage
internal import TerminalUI

/// `fob` alone: the live screen, or all codes once where the output is no terminal, or
/// too simple a one.
struct Live: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "live",
    abstract: "Open the live screen (what fob does without a command).",
    discussion: """
      Examples:
        fob
        fob live --vault work.fob
      """)

  /// Where fob is called without a command it knows, the parser takes the words for this command's.
  @Argument(help: .hidden)
  var words: [String] = []

  @Flag(help: "Hide codes until Space shows one; H shows them again. This is remembered.")
  var hide = false

  @Flag(
    name: .customLong("osc52"), help: "Have the terminal copy codes, also over ssh (OSC 52).")
  var osc52 = false

  @OptionGroup var options: VaultOptions

  func run() throws {
    if let word = words.first { throw Failure.unknownCommand(word) }
    let isLive =
      SystemCall.isTerminal(.standardOutput) && SystemCall.isTerminal(.standardInput)
      && SystemCall.environment("TERM") != "dumb"
    guard isLive else { return try Live.printOnce(options.session()) }
    try requireScreen()
    try Live.end(try show())
  }

  /// Before anything is opened, which would be for nothing.
  private func requireScreen() throws(Failure) {
    do {
      try CursesScreen.check()
    } catch {
      throw Failure(error.message, hint: error.hint)
    }
  }

  private static func printOnce(_ session: any VaultSession) throws {
    let list = try session.perform(ListAccounts())
    list.noteOpaqueRecords()
    guard !list.accounts.isEmpty else { return list.noteEmptiness() }
    try Standard.print(CodeTable(list.accounts, in: session).text)
  }

  /// Where the password has to be typed, that is done on the screen.
  private func show() throws(Failure) -> LiveScreen.Ending {
    let store = VaultStore(location: try VaultLocation(option: options.vault))
    _ = try store.read()
    // Nothing else here may hold the opened vault, or locking would not drop it.
    let source = VaultSource(
      try options.access.sessionUnasked(store), access: options.access, store: store, osc52: osc52)
    do {
      return try LiveScreen(showing: source).run(hidingCodes: hide)
    } catch {
      throw Failure(error.message, hint: error.hint)
    }
  }

  /// Ends as the screen did, so that a shell sees the signal.
  private static func end(_ ending: LiveScreen.Ending) throws(Failure) {
    guard case .signal(let number) = ending else { return }
    SystemCall.end(by: number)
  }
}
