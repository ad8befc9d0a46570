internal import Authenticator

/// The code of the one account that a query means; a counter moves on before its code is told.
struct FindCode: VaultRequest {
  static let name = "code"

  let query: String
  /// Whether the next period's code is meant.
  var next = false
  /// Unix time in seconds; `nil` for now.
  var time: UInt64?

  var value: Value { .parts(query, next, time) }

  init(_ query: String, next: Bool = false, time: UInt64? = nil) {
    (self.query, self.next, self.time) = (query, next, time)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 3), let query: String = parts.next(),
      let next: Bool = parts.next(), let time: UInt64? = parts.next()
    else { return nil }
    self.init(query, next: next, time: time)
  }

  func answer(from opened: inout OpenVault) throws -> ReportedCode {
    let stored = try AccountChoice(query).one(of: opened.unorderedAccounts())
    guard stored.account.credential.type == .hotp else {
      return .timed(
        PublicAccount(stored),
        try TimedCode(of: stored.account, at: time ?? Clock.seconds, next: next))
    }
    guard time == nil, !next else {
      throw Failure(
        "\(stored.label) counts its codes; they have no time",
        hint: "leave out --at, --next and --min-left", status: .usage)
    }
    return try UseCounter(stored.entry).answer(from: &opened)
  }
}

/// The same code, now, and nothing else: the question that is asked most. Reading an answer of many
/// parts would make up a tenth of it.
struct FindDigits: VaultRequest {
  static let name = "digits"

  let query: String

  var value: Value { .text(query) }

  init(_ query: String) { self.query = query }

  init?(_ value: Value) {
    guard let query = String(value) else { return nil }
    self.init(query)
  }

  func answer(from opened: inout OpenVault) throws -> String {
    try FindCode(query).answer(from: &opened).text
  }
}

/// What `fob code` tells.
enum ReportedCode: Transferable {
  case timed(PublicAccount, TimedCode)
  /// The counter was used up by this code.
  case counted(PublicAccount, code: String, counter: UInt64)

  var account: PublicAccount {
    switch self {
    case .timed(let account, _), .counted(let account, _, _): account
    }
  }

  /// The characters to type in.
  var text: String {
    switch self {
    case .timed(_, let timed): timed.code
    case .counted(_, let code, _): code
    }
  }

  var value: Value {
    switch self {
    case .timed(let account, let timed): .parts(account, timed)
    case .counted(let account, let code, let counter): .parts(account, code, counter)
    }
  }

  init?(_ value: Value) {
    if var parts = Parts(value, count: 2), let account: PublicAccount = parts.next(),
      let timed: TimedCode = parts.next()
    {
      self = .timed(account, timed)
    } else if var parts = Parts(value, count: 3), let account: PublicAccount = parts.next(),
      let code: String = parts.next(), let counter: UInt64 = parts.next()
    {
      self = .counted(account, code: code, counter: counter)
    } else {
      return nil
    }
  }
}

/// The codes of time-based accounts at one time.
struct ComputeCodes: VaultRequest {
  static let name = "codes"
  /// A screen that nobody looks at asks for them too.
  static let isUse = false

  let entries: [EntryID]
  /// Unix time in seconds.
  let time: UInt64

  var value: Value { .parts(entries, time) }

  init(_ entries: [EntryID], at time: UInt64) { (self.entries, self.time) = (entries, time) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let entries: [EntryID] = parts.next(),
      let time: UInt64 = parts.next()
    else { return nil }
    self.init(entries, at: time)
  }

  /// One for each entry, in their order; `nil` for what is not, or no longer, in the vault.
  func answer(from opened: inout OpenVault) -> [CodeAnswer?] {
    entries.map { opened.vault[$0].map { CodeAnswer(of: $0.account, at: time) } }
  }
}

/// A code, or why there is none.
enum CodeAnswer: Transferable {
  case code(TimedCode)
  case unavailable(Failure)

  init(of account: Account, at time: UInt64) {
    do {
      self = .code(try TimedCode(of: account, at: time))
    } catch {
      self = .unavailable(error)
    }
  }

  var value: Value {
    switch self {
    case .code(let timed): timed.value
    case .unavailable(let failure): failure.value
    }
  }

  init?(_ value: Value) {
    if let timed = TimedCode(value) {
      self = .code(timed)
    } else {
      guard let failure = Failure(value) else { return nil }
      self = .unavailable(failure)
    }
  }
}

/// Moves an HOTP counter on; the code is told once that is on the disk.
struct UseCounter: VaultRequest {
  static let name = "count"

  let entry: EntryID

  var value: Value { .parts(entry) }

  init(_ entry: EntryID) { self.entry = entry }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let entry: EntryID = parts.next() else { return nil }
    self.init(entry)
  }

  func answer(from opened: inout OpenVault) throws -> ReportedCode {
    let entry = entry
    let counter = try opened.update { vault in vault.useCounter(of: entry) }
    guard let stored = opened.vault[entry] else { throw Failure("the account is gone") }
    guard let counter else {
      throw Failure("\(stored.label) has no further code: its counter is used up")
    }
    let code = try coded { () throws(CodeError) in
      try stored.account.credential.code(counter: counter)
    }
    return .counted(PublicAccount(stored), code: code.text, counter: counter)
  }
}
