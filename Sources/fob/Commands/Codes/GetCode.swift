internal import ArgumentParser

/// `fob code`: the digits, and nothing else, on standard output.
struct GetCode: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "code", abstract: "Print an account's code.",
    discussion: """
      Prints the digits and nothing else. A counter-based (HOTP) account moves on to its next \
      counter before its code is shown.

      Examples:
        fob code github
        fob code github --json
        fob code github --next
      """)

  @Argument(help: AccountChoice.help, completion: AccountCompletion.accounts) var query: String
  @OptionGroup var options: VaultOptions

  @Flag(help: "The code of the next period instead of this one's.")
  var next = false

  @Option(help: ArgumentHelp("The code of this Unix time, in seconds.", valueName: "time"))
  var at: UInt64?

  @Flag(help: "One JSON object with the code and how long it holds.")
  var json = false

  func validate() throws {
    guard at == nil || at ?? 0 <= UInt64(Int64.max) else {
      throw ValidationError("--at takes Unix time in seconds")
    }
  }

  func run() throws {
    try request.run()
  }

  /// What is asked.
  var request: CodeRequest {
    CodeRequest(query: query, access: options.access, next: next, time: at, json: json)
  }
}
