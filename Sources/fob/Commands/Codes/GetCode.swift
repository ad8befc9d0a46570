internal import ArgumentParser

/// `fob code`: the digits, and nothing else, on standard output.
///
/// Its options stand here one by one, and not in groups as those of `fob copy`: each group would
/// cost the parser a million instructions.
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

  @Argument(help: AccountChoice.help, completion: AccountCompletion.accounts)
  var query: [String]
  @OptionGroup var options: VaultOptions

  @Flag(help: CodeTiming.nextHelp) var next = false
  @Option(help: CodeTiming.minimumHelp) var minLeft: UInt64?
  @Flag(help: CodeTiming.waitHelp) var wait = false

  @Option(help: ArgumentHelp("The code of this Unix time, in seconds.", valueName: "time"))
  var at: UInt64?

  @Flag(help: "One JSON object with the code and how long it holds, on a line.")
  var json = false

  @Option(help: CodeFormat.help)
  var format: String?

  @Flag(help: "Copy the code instead of printing it, as fob copy does.")
  var copy = false

  @Flag(name: .customLong("osc52"), help: CopyWish.terminalHelp) var byTerminal = false
  @Option(help: CopyWish.clearHelp) var clearAfter: UInt64?

  func validate() throws {
    guard at == nil || at ?? 0 <= UInt64(Int64.max) else {
      throw ValidationError("--at takes Unix time in seconds")
    }
    try timing.validate()
    guard [json, format != nil, copy].count(where: \.self) <= 1 else {
      throw ValidationError("one of --json, --format and --copy")
    }
    guard copy || wish == CopyWish() else {
      throw ValidationError("--osc52 and --clear-after belong to --copy")
    }
    try wish.validate()
    guard !copy || query.count == 1 else { throw ValidationError("--copy takes one query") }
    _ = try format.map(CodeFormat.init(option:))
  }

  func run() throws {
    try request.run()
  }

  /// What is asked.
  var request: CodeRequest {
    CodeRequest(
      queries: query, access: options.access, timing: timing, output: output)
  }

  private var timing: CodeTiming {
    CodeTiming(next: next, time: at, minimum: minLeft, waits: wait)
  }

  private var wish: CopyWish { CopyWish(byTerminal: byTerminal, clearAfter: clearAfter) }

  private var output: CodeOutput {
    if copy { return .clipboard(wish) }
    if let format = format.flatMap({ try? CodeFormat($0) }) { return .format(format) }
    return json ? .json : .digits
  }
}
