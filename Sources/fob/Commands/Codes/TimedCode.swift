internal import Authenticator

/// A time-based code with its neighbour.
struct TimedCode {
  let code: Code
  let next: Code
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
    }
    self.next = try coded { () throws(CodeError) in
      try credential.code(at: validity.upperBound, pin: account.pin)
    }
  }

  func reported(of stored: StoredAccount) -> ReportedCode {
    ReportedCode(
      stored: stored, digits: code.text, validity: validity, counter: nil, next: next.text)
  }
}

/// What `fob code` tells.
struct ReportedCode {
  let stored: StoredAccount
  let digits: String
  let validity: Range<UInt64>?
  let counter: UInt64?
  let next: String?

  /// The documented shape of `fob code --json`.
  var json: JSON {
    let account = stored.account
    var pairs: [(String, JSON)] = [
      ("id", .text(stored.id)), ("issuer", .text(account.issuer)), ("account", .text(account.name)),
      ("type", .text(account.credential.type.rawValue)), ("code", .text(digits)),
      ("digits", .number(UInt64(account.credential.digits))),
    ]
    if let validity {
      pairs += [
        ("period", .number(UInt64(account.credential.period))),
        ("valid_from", .number(validity.lowerBound)), ("expires_at", .number(validity.upperBound)),
      ]
    }
    if let counter { pairs.append(("counter", .number(counter))) }
    if let next { pairs.append(("next_code", .text(next))) }
    return .object(pairs)
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
