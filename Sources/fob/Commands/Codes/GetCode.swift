internal import ArgumentParser
internal import Authenticator

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

  @Argument(help: AccountChoice.help) var query: String
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
    var opened = try options.open()
    let stored = try AccountChoice(query).one(of: opened.vault.accounts)
    let code =
      stored.account.credential.type == .hotp
      ? try count(stored, in: &opened)
      : try TimedCode(of: stored.account, at: at ?? Clock.seconds, next: next).reported(of: stored)
    try Standard.print(json ? code.json.text : code.digits)
  }

  private func count(
    _ stored: StoredAccount, in opened: inout OpenVault
  ) throws -> ReportedCode {
    guard at == nil, !next else {
      throw Failure(
        "\(stored.label) counts its codes; they have no time",
        hint: "leave out --at and --next", status: .usage)
    }
    let counter = try opened.update { vault in vault.useCounter(of: stored.entry) }
    guard let counter else {
      throw Failure("\(stored.label) has no further code: its counter is used up, or it is gone")
    }
    let code = try coded { () throws(CodeError) in
      try stored.account.credential.code(counter: counter)
    }
    return ReportedCode(
      stored: stored, digits: code.text, validity: nil, counter: counter, next: nil)
  }
}
