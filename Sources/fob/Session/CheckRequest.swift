internal import Authenticator

/// Where a code that the user typed stands among those of an account. Whoever holds the vault
/// compares: nobody gets the codes of a whole day.
struct CheckCode: VaultRequest {
  static let name = "check"

  let query: String
  /// As the user typed it.
  let typed: String

  var value: Value { .parts(query, typed) }

  init(_ query: String, typed: String) { (self.query, self.typed) = (query, typed) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let query: String = parts.next(),
      let typed: String = parts.next()
    else { return nil }
    self.init(query, typed: typed)
  }

  func answer(from opened: inout OpenVault) throws -> CheckedCode {
    let stored = try AccountChoice(query).one(of: opened.vault.unorderedAccounts)
    let credential = stored.account.credential
    guard let code = credential.code(typed: typed) else {
      throw Failure(
        "a code of \(stored.label) has \(credential.digits) characters, not like this one",
        status: .usage)
    }
    let now = Clock.seconds
    do throws(CodeError) {
      return CheckedCode(
        account: PublicAccount(stored), time: now,
        place: try stored.account.place(of: code, at: now),
        wrongPerMatch: credential.wrongCodesPerMatch)
    } catch {
      throw Failure(error.message, hint: error.hint)
    }
  }
}

/// Where a code stands.
struct CheckedCode: Transferable {
  enum Place: Equatable {
    /// So many periods from the one of now; negative for an earlier one.
    case periods(Int)
    case counter(UInt64)
    case nowhere
  }

  let account: PublicAccount
  /// When it was looked for, Unix time in seconds.
  let time: UInt64
  let place: Place
  /// How many wrong codes there are for each that fits by chance.
  let wrongPerMatch: UInt64

  init(account: PublicAccount, time: UInt64, place: Place, wrongPerMatch: UInt64) {
    (self.account, self.time, self.place) = (account, time, place)
    self.wrongPerMatch = wrongPerMatch
  }

  var value: Value { .parts(account, time, place, wrongPerMatch) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 4), let account: PublicAccount = parts.next(),
      let time: UInt64 = parts.next(), let place: Place = parts.next(),
      let wrongPerMatch: UInt64 = parts.next()
    else { return nil }
    self.init(account: account, time: time, place: place, wrongPerMatch: wrongPerMatch)
  }
}

extension CheckedCode.Place: Transferable {
  var value: Value {
    switch self {
    case .periods(let count): .parts("periods", count < 0, UInt64(count.magnitude))
    case .counter(let counter): .parts("counter", false, counter)
    case .nowhere: .null
    }
  }

  init?(_ value: Value) {
    if case .null = value {
      self = .nowhere
      return
    }
    guard var parts = Parts(value, count: 3), let kind: String = parts.next(),
      let isNegative: Bool = parts.next(), let number: UInt64 = parts.next()
    else { return nil }
    switch (kind, Int(exactly: number)) {
    case ("periods", let count?): self = .periods(isNegative ? -count : count)
    case ("counter", _): self = .counter(number)
    default: return nil
    }
  }
}

extension Account {
  fileprivate func place(
    of code: String, at time: UInt64
  ) throws(CodeError) -> CheckedCode.Place {
    guard credential.type == .hotp else {
      return try credential.periods(to: code, from: time, pin: pin).map { .periods($0) } ?? .nowhere
    }
    return try credential.counter(of: code, from: counter).map { .counter($0) } ?? .nowhere
  }
}
