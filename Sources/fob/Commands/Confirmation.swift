internal import ArgumentParser

/// The question before what cannot be taken back, and its answer for scripts.
struct Confirmation: ParsableArguments {
  @Flag(name: [.long, .short], help: "Do not ask.")
  var yes = false

  /// Asks, unless `--yes` answers.
  ///
  /// - Throws: `Failure` where the answer is no, or nobody can be asked.
  func require(_ question: String) throws(Failure) {
    if yes { return }
    guard let terminal = Terminal() else {
      throw Failure(
        "there is no terminal to ask at; nothing was changed", hint: "give --yes", status: .usage)
    }
    guard try terminal.confirm(question) else { throw .givenUp }
  }
}
