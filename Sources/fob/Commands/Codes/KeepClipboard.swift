internal import ArgumentParser

/// `fob keep-clipboard`, which fob starts by itself.
struct KeepClipboard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ClipboardKeeper.command, _superCommandName: "fob",
    abstract: "Copy what standard input gives, and clear the clipboard later.",
    shouldDisplay: false)

  func run() { ClipboardKeeper.run() }
}
