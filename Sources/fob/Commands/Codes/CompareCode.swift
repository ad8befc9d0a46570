internal import ArgumentParser
internal import Authenticator

/// `fob check`: whether a code that something else showed is one of an account's, and of when.
struct CompareCode: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "check",
    abstract: "Tell whether a code belongs to an account, and whose clock is off.",
    discussion: """
      Takes a code that another device shows. A time-based code is looked for up to a day before \
      and after now, a counter-based one among the next 100. Codes of two services tell more than \
      one.

      Exit status 0 if the code is the one of now or a neighbour of it, else 1.

      Examples:
        fob check github 123456
        fob check github 123456 mail 654321
        fob check token 123456 --yes
      """)

  @Argument(
    help: ArgumentHelp(
      "An account and the code to look for; several of both in turn.", valueName: "query code"))
  var words: [String]

  @OptionGroup var options: VaultOptions
  @OptionGroup var confirmation: Confirmation

  func validate() throws {
    guard words.count.isMultiple(of: 2) else {
      throw ValidationError("each account is followed by its code")
    }
  }

  func run() throws {
    let session = try options.session()
    let checked = try stride(from: 0, to: words.count, by: 2).map { index in
      try session.perform(CheckCode(words[index], typed: words[index + 1]))
    }
    for code in checked { try Standard.print(code.finding) }
    if let verdict = ClockVerdict(on: checked) { try Standard.print(verdict.text) }
    let misses = try checked.filter { try !settle($0, in: session) }.count
    guard misses == 0 else {
      throw Failure(
        checked.count == 1
          ? "the code does not fit now" : "\(misses) of \(checked.count) codes do not fit now")
    }
  }

  /// Offers to take over the counter of the device that showed the code.
  ///
  /// - Returns: whether the code fits, or now the counter.
  private func settle(_ code: CheckedCode, in session: any VaultSession) throws -> Bool {
    guard case .counter(let counter) = code.place, counter < UInt64(Int64.max) else {
      return code.isNear
    }
    do throws(Failure) {
      try confirmation.require("Have fob go on after that code, with counter \(counter + 1)?")
    } catch {
      if error != .givenUp { Standard.note("  --yes has fob go on after that code") }
      return code.isNear
    }
    var edit = AccountEdit()
    edit.counter = counter + 1
    _ = try session.perform(EditAccount(code.account.entry, edit))
    try Standard.print("\(code.account.label): goes on with counter \(counter + 1)")
    return true
  }
}
