internal import Authenticator

/// Which of an account's codes is meant.
struct CodeTiming: Equatable {
  /// Whether the next period's code is meant; with a minimum, only where this one's is too old.
  var next = false
  /// Unix time in seconds; `nil` for now.
  var time: UInt64?
  /// The seconds that the code must still hold; `nil` for any.
  var minimum: UInt64?
  /// Whether to wait for a code that does.
  var waits = false

  /// Asks for the code, and again later where it shall be a fresh one.
  ///
  /// - Throws: `Failure`.
  func code(of query: String, in session: any VaultSession) throws -> ReportedCode {
    guard let minimum else {
      return try session.perform(FindCode(query, next: next, time: time))
    }
    while true {
      let now = time ?? Clock.seconds
      // With a time, since a counter must not move on for an answer that cannot be used.
      let code = try session.perform(FindCode(query, time: now))
      guard case .timed(let account, let timed) = code else { return code }
      let left = timed.validity.upperBound - min(now, timed.validity.upperBound)
      if left >= minimum { return code }
      guard minimum <= account.period else { throw Failure.neverSoFresh(account) }
      if next { return try session.perform(FindCode(account.id, next: true, time: now)) }
      guard waits else { throw Failure.expiresSoon(account, left: left) }
      Standard.note("\(account.label): \(left) s left, waiting for the next code")
      Clock.wait(until: timed.validity.upperBound)
    }
  }
}

extension Failure {
  fileprivate static func neverSoFresh(_ account: PublicAccount) -> Failure {
    Failure(
      "a code of \(account.label) holds for \(account.period) s", hint: "give less to --min-left",
      status: .usage)
  }

  fileprivate static func expiresSoon(_ account: PublicAccount, left: UInt64) -> Failure {
    Failure(
      "the code of \(account.label) has \(left) s left",
      hint: "--wait waits for the next one, --next prints it now")
  }
}
