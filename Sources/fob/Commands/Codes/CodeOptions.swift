internal import ArgumentParser

/// Which code is meant, of the commands that give one.
struct CodeTimingOptions: ParsableArguments {
  @Flag(help: "The code of the next period instead of this one's; with --min-left, only if needed.")
  var next = false

  @Option(
    help: ArgumentHelp("Take no code that holds for less than so many seconds.", valueName: "s"))
  var minLeft: UInt64?

  @Flag(help: "With --min-left: wait for the next code.")
  var wait = false

  func validate() throws {
    guard wait else { return }
    guard minLeft != nil else { throw ValidationError("--wait belongs to --min-left") }
    guard !next else { throw ValidationError("either --wait or --next") }
  }

  /// What they say.
  ///
  /// - Parameter time: Unix time in seconds; `nil` for now.
  /// - Returns: the same as a value.
  func timing(at time: UInt64? = nil) -> CodeTiming {
    CodeTiming(
      next: next, time: time, minimum: minLeft, remedy: wait ? .wait : next ? .next : .fail)
  }
}

/// How a code is copied, of the commands that do.
struct CopyOptions: ParsableArguments {
  @Flag(
    name: .customLong("osc52"),
    help: "Have the terminal copy (OSC 52), also over ssh; fob cannot clear what it holds.")
  var byTerminal = false

  @Option(
    help: ArgumentHelp(
      "Clear the clipboard after so many seconds, not when the code expires.", valueName: "s"))
  var clearAfter: UInt64?

  func validate() throws {
    guard let clearAfter else { return }
    guard (1...ClipboardKeeper.longest / 1000).contains(clearAfter) else {
      throw ValidationError("--clear-after takes 1 to \(ClipboardKeeper.longest / 1000) seconds")
    }
    guard !byTerminal else {
      throw ValidationError("what a terminal has copied cannot be cleared; leave out --clear-after")
    }
  }

  /// What they say.
  var wish: CopyWish { CopyWish(byTerminal: byTerminal, clearAfter: clearAfter) }

  /// Whether any is given.
  var isGiven: Bool { byTerminal || clearAfter != nil }
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
