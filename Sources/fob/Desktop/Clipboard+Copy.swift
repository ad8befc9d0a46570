internal import Importers
internal import Secrets

extension Clipboard {
  /// What was done with something that was copied.
  struct Copied: Equatable {
    /// After how many seconds it is taken back, if the clipboard still holds it; `nil` where fob
    /// cannot do that.
    let seconds: UInt64?

    /// For people: `copied, cleared in 23 s`.
    var text: String {
      guard let seconds else { return "given to the terminal to copy, which fob cannot clear" }
      return "copied, cleared in \(seconds) s"
    }
  }

  /// For how long the code of a counter is kept, in milliseconds: it does not expire by itself.
  static let countedCodeMilliseconds: UInt64 = 60_000

  /// Copies text through the desktop's own program, and has it taken back later, also if fob has
  /// ended by then or its terminal was closed.
  ///
  /// - Parameters:
  ///   - value: one line of text, a code for example.
  ///   - milliseconds: for how long; at most an hour, and at least a second.
  /// - Returns: what was done.
  /// - Throws: `Failure`; the clipboard is as it was then.
  static func copy(_ value: Secret, milliseconds: UInt64) throws(Failure) -> Copied {
    let held = min(max(milliseconds, 1000), ClipboardKeeper.longest)
    do {
      try ClipboardKeeper.start(value, milliseconds: held)
    } catch {
      throw Failure(
        "cannot copy: \(error.message)",
        hint: error.hint ?? "--osc52 has the terminal do it, if it can")
    }
    return Copied(seconds: (held + 999) / 1000)
  }

  /// Has the terminal copy text (xterm's control sequence OSC 52), also the one at the other end of
  /// an ssh connection. It does not tell whether it did, nor what is on its clipboard later.
  ///
  /// - Throws: `Failure` where there is no terminal.
  static func copyByTerminal(_ value: Secret) throws(Failure) -> Copied {
    guard let terminal = Terminal() else {
      throw Failure("cannot copy: there is no terminal to do it", status: .failed)
    }
    terminal.write("\u{1B}]52;c;\(value.withBytes(Base64.encode))\u{1B}\\")
    return Copied(seconds: nil)
  }
}
