internal import Authenticator

/// A time-based code with its neighbour.
struct TimedCode: Transferable {
  let code: String
  let next: String
  /// In Unix seconds; the end is when `next` begins.
  let validity: Range<UInt64>

  /// - Parameters:
  ///   - account: a time-based account.
  ///   - time: Unix time in seconds.
  ///   - next: whether to start from the period after that.
  /// - Throws: `Failure`.
  init(of account: Account, at time: UInt64, next: Bool = false) throws(Failure) {
    let credential = account.credential
    guard let now = credential.validity(at: time),
      let validity = next ? credential.validity(at: now.upperBound) : now
    else { throw Failure("\(account.label) counts its codes; they have no time") }
    self.validity = validity
    code = try coded { () throws(CodeError) in
      try credential.code(at: validity.lowerBound, pin: account.pin)
    }.text
    self.next = try coded { () throws(CodeError) in
      try credential.code(at: validity.upperBound, pin: account.pin)
    }.text
  }

  var value: Value { .parts(code, next, validity.lowerBound, validity.upperBound) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 4), let code: String = parts.next(),
      let next: String = parts.next(), let start: UInt64 = parts.next(),
      let end: UInt64 = parts.next(), start <= end
    else { return nil }
    (self.code, self.next, validity) = (code, next, start..<end)
  }
}

extension ReportedCode {
  /// The documented shape of `fob code --json`.
  var json: JSON {
    switch self {
    case .timed(let account, let timed):
      .object(
        pairs(of: account) + [
          ("period", .number(UInt64(account.period))),
          ("valid_from", .number(timed.validity.lowerBound)),
          ("expires_at", .number(timed.validity.upperBound)), ("next_code", .text(timed.next)),
        ])
    case .counted(let account, _, let counter):
      .object(pairs(of: account) + [("counter", .number(counter))])
    }
  }

  private func pairs(of account: PublicAccount) -> [(String, JSON)] {
    [
      ("id", .text(account.id)), ("issuer", .text(account.issuer)),
      ("account", .text(account.name)), ("type", .text(account.type.rawValue)),
      ("code", .text(text)), ("digits", .number(UInt64(account.digits))),
    ]
  }
}

/// Computes a code, with its error as a `Failure`.
func coded(_ compute: () throws(CodeError) -> Code) throws(Failure) -> Code {
  do {
    return try compute()
  } catch {
    throw Failure(error.message, hint: error.hint)
  }
}
