internal import ArgumentParser

/// `fob code`: the digits, and nothing else, on standard output.
struct GetCode: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "code", abstract: "Print an account's code.",
    discussion: """
      Prints the digits and nothing else, a line for each query. A counter-based (HOTP) account \
      moves on to its next counter before its code is shown.

      Examples:
        fob code github
        fob code github --json
        fob code github --min-left 10 --wait
        fob code github mail --format '{label} {code} {left}'
      """)

  @Argument(help: AccountChoice.help) var query: [String]
  @OptionGroup var options: VaultOptions
  @OptionGroup var timing: CodeTimingOptions

  @Option(help: ArgumentHelp("The code of this Unix time, in seconds.", valueName: "time"))
  var at: UInt64?

  @Flag(help: "One JSON object with the code and how long it holds, on a line.")
  var json = false

  @Option(help: CodeFormat.help)
  var format: String?

  @Flag(help: "Copy the code instead of printing it, as fob copy does.")
  var copy = false

  @OptionGroup var copying: CopyOptions

  func validate() throws {
    guard at == nil || at ?? 0 <= UInt64(Int64.max) else {
      throw ValidationError("--at takes Unix time in seconds")
    }
    guard at == nil || !timing.wait else { throw ValidationError("either --at or --wait") }
    guard [json, format != nil, copy].count(where: \.self) <= 1 else {
      throw ValidationError("one of --json, --format and --copy")
    }
    guard copy || !copying.isGiven else {
      throw ValidationError("--osc52 and --clear-after belong to --copy")
    }
    guard !copy || query.count == 1 else { throw ValidationError("--copy takes one query") }
    _ = try format.map(CodeFormat.init(option:))
  }

  func run() throws {
    try request.run()
  }

  /// What is asked.
  var request: CodeRequest {
    CodeRequest(
      queries: query, access: options.access, timing: timing.timing(at: at), output: output)
  }

  private var output: CodeOutput {
    if copy { return .clipboard(copying.wish) }
    if let format = format.flatMap({ try? CodeFormat($0) }) { return .format(format) }
    return json ? .json : .digits
  }
}
