internal import ArgumentParser

/// Which code is meant, of the commands that give one.
struct CodeTimingOptions: ParsableArguments {
  @Flag(help: CodeTiming.nextHelp) var next = false
  @Option(help: CodeTiming.minimumHelp) var minLeft: UInt64?
  @Flag(help: CodeTiming.waitHelp) var wait = false

  func validate() throws { try timing.validate() }

  /// What they say.
  var timing: CodeTiming { CodeTiming(next: next, minimum: minLeft, waits: wait) }
}

/// How a code is copied, of the commands that do.
struct CopyOptions: ParsableArguments {
  @Flag(name: .customLong("osc52"), help: CopyWish.terminalHelp) var byTerminal = false
  @Option(help: CopyWish.clearHelp) var clearAfter: UInt64?

  func validate() throws { try wish.validate() }

  /// What they say.
  var wish: CopyWish { CopyWish(byTerminal: byTerminal, clearAfter: clearAfter) }
}

extension CodeTiming {
  static let nextHelp: ArgumentHelp =
    "The code of the next period instead of this one's; with --min-left, only if needed."
  static let minimumHelp = ArgumentHelp(
    "Take no code that holds for less than so many seconds.", valueName: "s")
  static let waitHelp: ArgumentHelp = "With --min-left: wait for the next code."

  /// - Throws: `ValidationError` for options that do not go together.
  func validate() throws {
    guard waits else { return }
    guard minimum != nil else { throw ValidationError("--wait belongs to --min-left") }
    guard !next else { throw ValidationError("either --wait or --next") }
    guard time == nil else { throw ValidationError("either --at or --wait") }
  }
}

extension CopyWish {
  static let terminalHelp: ArgumentHelp =
    "Have the terminal copy (OSC 52), also over ssh; fob cannot clear what it holds."
  static let clearHelp = ArgumentHelp(
    "Clear the clipboard after so many seconds, not when the code expires.", valueName: "s")

  /// - Throws: `ValidationError` for options that do not go together.
  func validate() throws {
    guard let clearAfter else { return }
    guard (1...ClipboardKeeper.longest / 1000).contains(clearAfter) else {
      throw ValidationError("--clear-after takes 1 to \(ClipboardKeeper.longest / 1000) seconds")
    }
    guard !byTerminal else {
      throw ValidationError("what a terminal has copied cannot be cleared; leave out --clear-after")
    }
  }
}

extension CodeFormat {
  /// Reads what `--format` gives.
  ///
  /// - Throws: `ValidationError`.
  init(option text: String) throws {
    do {
      try self.init(text)
    } catch {
      throw ValidationError(error.message)
    }
  }

  static let help = ArgumentHelp(
    """
    A line of your own, with fields in braces: \
    \(Field.allCases.map(\.rawValue).joined(separator: ", ")).
    """, valueName: "text")
}
