internal import ArgumentParser
internal import Authenticator
internal import SystemPackage
internal import TerminalUI

/// `fob` alone: the live screen, or all codes once where the output is no terminal, or
/// too simple a one.
struct Live: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "live",
    abstract: "Open the live screen (what fob does without a command).")

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
    let opened = try options.open()
    guard isLive else { return try Live.printOnce(opened.vault) }
    try Live.end(try show(opened))
  }

  /// Before the password is asked for, which would be typed for nothing.
  private func requireScreen() throws(Failure) {
    do {
      try CursesScreen.check()
    } catch {
      throw Failure(error.message, hint: error.hint)
    }
  }

  private static func printOnce(_ vault: Vault) throws(Failure) {
    vault.noteOpaqueRecords()
    guard !vault.accounts.isEmpty else { return vault.noteEmptiness() }
    try Standard.print(CodeTable(vault.accounts).text)
  }

  private typealias Ending = LiveScreen<VaultSource>.Ending

  private func show(_ opened: consuming OpenVault) throws(Failure) -> Ending {
    do {
      return try LiveScreen(showing: VaultSource(opened)).run()
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
