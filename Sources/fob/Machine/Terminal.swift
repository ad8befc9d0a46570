internal import CMachine
internal import Secrets
internal import SystemPackage

/// The terminal that the user sits at, apart from standard input and output.
struct Terminal: ~Copyable {
  private let descriptor: FileDescriptor

  /// `nil` where there is none.
  init?() {
    guard
      let descriptor = try? FileDescriptor.open(
        FilePath("/dev/tty"), .readWrite, options: .closeOnExec)
    else { return nil }
    self.descriptor = descriptor
  }

  deinit { try? descriptor.close() }

  /// Asks for something that must not be seen. The echo is off before the prompt is printed, and on
  /// again whatever ends the question: an answer, Ctrl-C or another signal.
  ///
  /// - Throws: `Failure`.
  func askHidden(_ prompt: String) throws(Failure) -> SecretBytes {
    try hidingTyping { () throws(Failure) in
      unsafe fob_ask_hidden(prompt)
      defer { fob_end_question() }
      return try line()
    }
  }

  /// Shows nothing that is typed until `body` is through, between its questions either: who knows
  /// that a password is asked for twice types it twice, and who is slow to be told that it was wrong
  /// types on. What nobody has read at the end is thrown away.
  ///
  /// - Throws: what `body` throws, or `Failure` where the terminal is gone.
  func hidingTyping<Result: ~Copyable>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard fob_hide_typing(descriptor.rawValue) == 0 else { throw .noAnswer }
    defer { fob_show_typing() }
    return try body()
  }

  /// Asks for several lines that must not be seen, up to Ctrl-D at the start of one. What is pasted
  /// comes in whole, since the echo is off once for all lines.
  ///
  /// - Parameters:
  ///   - prompt: what to ask.
  ///   - limit: the most bytes of all lines.
  /// - Returns: the lines.
  /// - Throws: `Failure`.
  func askHiddenText(_ prompt: String, limit: Int) throws(Failure) -> SecretBytes {
    try hidingTyping { () throws(Failure) in
      unsafe fob_ask_hidden(prompt)
      do {
        return try SecretInput.all(from: descriptor, limit: limit)
      } catch Errno.fileTooLarge {
        throw Failure("more than \(limit) bytes were given", status: .unreadableInput)
      } catch {
        throw .noAnswer
      }
    }
  }

  /// Asks for something that may be seen.
  func ask(_ prompt: String) throws(Failure) -> String {
    fob_note_question()
    write(prompt)
    return try line().withBytes { bytes in
      String(decoding: bytes.copy, as: UTF8.self)
    }
  }

  /// Asks a question that only `y` or `yes` answers with yes. What was typed before it stood there
  /// answers nothing.
  func confirm(_ question: String) throws(Failure) -> Bool {
    fob_drop_typing(descriptor.rawValue)
    let answer = try ask("\(question) [y/N] ")
    return ["y", "yes"].contains(answer.lowercased())
  }

  /// Throws away what was typed for questions that are not asked any more: a shell would take it for
  /// a command.
  static func dropAnswers() {
    guard fob_has_asked() == 1, let terminal = Terminal() else { return }
    fob_drop_typing(terminal.descriptor.rawValue)
  }

  func write(_ text: String) {
    _ = try? descriptor.writeAll(text.utf8)
  }

  private func line() throws(Failure) -> SecretBytes {
    do {
      return try SecretInput.line(from: descriptor)
    } catch {
      throw .noAnswer
    }
  }
}

extension Failure {
  static let noAnswer = Failure("no answer came from the terminal", status: .locked)
  static let givenUp = Failure("given up; nothing was changed")
}
