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

  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard let word = words.first else { return }
    let shown = DisplayText.escaped(word, columns: 32)
    throw ValidationError("there is no command \"\(shown)\"; fob --help lists them")
  }

  func run() throws {
    let isLive =
      SystemCall.isTerminal(.standardOutput) && SystemCall.isTerminal(.standardInput)
      && SystemCall.environment("TERM") != "dumb"
    if isLive { try requireScreen() }
    let session = try options.session()
    guard isLive else { return try Live.printOnce(session) }
    try Live.end(try show(session))
  }

  /// Before the password is asked for, which would be typed for nothing.
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

  private typealias Ending = LiveScreen<VaultSource>.Ending

  private func show(_ session: any VaultSession) throws(Failure) -> Ending {
    do {
      return try LiveScreen(showing: VaultSource(session)).run()
    } catch {
      throw Failure(error.message, hint: error.hint)
    }
  }

  /// Ends as the screen did, so that a shell sees the signal.
  private static func end(_ ending: Ending) throws(Failure) {
    guard case .signal(let number) = ending else { return }
    SystemCall.end(by: number)
  }
}
