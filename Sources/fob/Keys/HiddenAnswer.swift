internal import Secrets

/// A secret of an account, typed at the terminal without being seen.
enum HiddenAnswer {
  /// - Parameters:
  ///   - prompt: what to ask.
  ///   - instead: what to do where there is no terminal.
  /// - Returns: what was typed.
  /// - Throws: `Failure`.
  static func ask(_ prompt: String, instead: String?) throws(Failure) -> SecretBytes {
    guard let terminal = Terminal() else {
      throw Failure("there is no terminal to ask at", hint: instead, status: .usage)
    }
    return try terminal.askHidden(prompt)
  }
}
