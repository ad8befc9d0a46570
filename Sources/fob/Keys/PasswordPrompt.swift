internal import Secrets

/// Where somebody is asked for a password: at the terminal, or by a pinentry program.
enum PasswordPrompt: ~Copyable {
  case terminal(Terminal)
  case pinentry(Pinentry)

  /// The pinentry that is named, else the terminal, else the pinentry that is installed.
  ///
  /// - Parameter pinentry: what `--pinentry` gives.
  /// - Throws: `Failure` where there is none of them.
  init(pinentry: String?) throws(Failure) {
    if let named = try Pinentry.named(pinentry) {
      self = .pinentry(named)
    } else if let terminal = Terminal() {
      self = .terminal(terminal)
    } else if let installed = Pinentry.installed {
      self = .pinentry(installed)
    } else {
      throw .lockedWithoutTerminal
    }
  }

  /// Asks for something that must not be seen, up to three times: a wrong password is a wrong key
  /// more often than not. A terminal shows nothing of what is typed until an answer is right.
  ///
  /// - Parameters:
  ///   - question: without a colon at its end.
  ///   - attempt: tries an answer.
  /// - Returns: what the first right answer gives.
  /// - Throws: what the last attempt throws, or `Failure` where no answer comes.
  func untilRight<Result: ~Copyable>(
    _ question: String, _ attempt: (consuming SecretBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .terminal(let terminal):
      try terminal.hidingTyping { () throws(Failure) in try threeTimes(question, attempt) }
    case .pinentry: try threeTimes(question, attempt)
    }
  }

  private func threeTimes<Result: ~Copyable>(
    _ question: String, _ attempt: (consuming SecretBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    for _ in 0..<2 {
      let answer = try ask(question)
      do {
        return try attempt(answer)
      } catch {
        guard error.status == .locked else { throw error }
        tell("\(error.message), try again")
      }
    }
    return try attempt(ask(question))
  }

  private func ask(_ question: String) throws(Failure) -> SecretBytes {
    switch self {
    case .terminal(let terminal): try terminal.askHidden("\(question): ")
    case .pinentry(let pinentry): try pinentry.ask(question)
    }
  }

  private func tell(_ fault: String) {
    switch self {
    case .terminal(let terminal): terminal.write("\(fault)\n")
    case .pinentry(let pinentry): pinentry.tell(fault)
    }
  }
}

extension Failure {
  static let lockedWithoutTerminal = Failure(
    "the vault is locked, and there is no terminal to ask for its password",
    hint: "give it with --password-fd, or the recovery key with --recovery-key-fd",
    status: .locked)

  static let cancelled = Failure(
    "no password was given", hint: "where nobody can be asked, give it with --password-fd",
    status: .locked)
}
