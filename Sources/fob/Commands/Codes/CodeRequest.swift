internal import Authenticator

/// A question for one code.
struct CodeRequest: Equatable {
  var query: String
  var access: VaultAccess
  /// Whether the next period's code is meant.
  var next = false
  /// Unix time in seconds; `nil` for now.
  var time: UInt64?
  /// Whether the answer shall be a JSON object.
  var json = false

  func run() throws {
    var opened = try access.open()
    let stored = try AccountChoice(query).one(of: opened.vault.unorderedAccounts)
    let code =
      stored.account.credential.type == .hotp
      ? try count(stored, in: &opened)
      : try TimedCode(of: stored.account, at: time ?? Clock.seconds, next: next).reported(
        of: stored)
    try Standard.print(json ? code.json.text : code.digits)
  }

  private func count(
    _ stored: StoredAccount, in opened: inout OpenVault
  ) throws -> ReportedCode {
    guard time == nil, !next else {
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
