internal import ArgumentParser
internal import Secrets

/// How much a guess of the password costs: libsodium's names.
enum KeyDerivation: String, ExpressibleByArgument, CaseIterable {
  case interactive, moderate, sensitive

  var cost: PassphraseKey.Cost {
    switch self {
    case .interactive: .interactive
    case .moderate: .moderate
    case .sensitive: .sensitive
    }
  }
}

/// A password that is to be set: typed twice, or read from a descriptor.
enum NewPassword {
  /// - Parameters:
  ///   - source: where it comes from, if not from the terminal.
  ///   - prompt: what to ask.
  ///   - option: names the option to use where there is no terminal.
  /// - Returns: the password, at least one byte.
  /// - Throws: `Failure`.
  static func read(
    from source: SecretSource?, prompt: String, option: String
  ) throws(Failure) -> SecretBytes {
    let password =
      if let source { try source.read() } else { try typed(prompt: prompt, option: option) }
    guard password.count > 0 else {
      throw Failure("an empty password protects nothing", hint: "use a few random words")
    }
    return password
  }

  private static func typed(prompt: String, option: String) throws(Failure) -> SecretBytes {
    guard let terminal = Terminal() else {
      throw Failure(
        "there is no terminal to ask for a password", hint: "give it with \(option)",
        status: .locked)
    }
    return try terminal.hidingTyping { () throws(Failure) in try typed(prompt, at: terminal) }
  }

  private static func typed(
    _ prompt: String, at terminal: borrowing Terminal
  ) throws(Failure) -> SecretBytes {
    for _ in 0..<3 {
      let first = try terminal.askHidden("\(prompt): ")
      guard first.count > 0 else { return first }
      let second = try terminal.askHidden("The same again: ")
      if first.equals(second) { return first }
      terminal.write("the two passwords differ, try again\n")
    }
    throw Failure("the two passwords differ; nothing was changed")
  }
}
