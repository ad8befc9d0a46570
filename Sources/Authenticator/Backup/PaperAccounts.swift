internal import Secrets

/// An account as a backup on paper holds it.
struct PaperAccount {
  let account: Account
  /// When it was put into the vault, or taken out of the trash, in Unix seconds.
  let placed: UInt64
  /// When anything of it was written last, in Unix seconds.
  let edited: UInt64
}

/// Accounts as a backup on paper holds them: issuer, name, secret, when they were written, and of all
/// else what is not as it is with most accounts (Backup, *Paper*).
enum PaperAccounts {
  private static let usual = (
    type: CodeType.totp, algorithm: HashAlgorithm.sha1, digits: 6, period: 30
  )

  static func value(of accounts: [PaperAccount], withNotes: Bool) -> Value {
    .list(accounts.map { value(of: $0, withNotes: withNotes) })
  }

  /// Reads what `value` gives; `nil` for anything else.
  static func read(_ value: Value) -> [PaperAccount]? {
    guard let list = value.list else { return nil }
    let accounts = list.compactMap(account)
    return accounts.count == list.count ? accounts : nil
  }

  private static func value(of paper: PaperAccount, withNotes: Bool) -> Value {
    let account = paper.account
    var rest = rest(of: account, withNotes: withNotes)
    rest["l"] = .unsigned(paper.placed)
    if paper.edited != paper.placed { rest["m"] = .unsigned(paper.edited) }
    return .list([
      .text(account.issuer), .text(account.name), .secret(account.credential.secret), .map(rest),
    ])
  }

  private static func rest(of account: Account, withNotes: Bool) -> KeyedTable<Value> {
    let credential = account.credential
    var rest = KeyedTable<Value>()
    if credential.type != usual.type { rest["t"] = .text(credential.type.rawValue) }
    if credential.algorithm != usual.algorithm { rest["a"] = .text(credential.algorithm.rawValue) }
    if credential.digits != usual.digits { rest["d"] = .unsigned(UInt64(credential.digits)) }
    if credential.period != usual.period { rest["p"] = .unsigned(UInt64(credential.period)) }
    if account.counter > 0 { rest["c"] = .unsigned(account.counter) }
    if account.isPinned { rest["f"] = .flag(true) }
    rest["k"] = account.pin.map(Value.secret)
    guard withNotes else { return rest }
    if !account.note.isEmpty { rest["n"] = .text(account.note) }
    if !account.tags.isEmpty { rest["g"] = .list(account.tags.map(Value.text)) }
    return rest
  }

  private static func account(_ value: Value) -> PaperAccount? {
    guard let list = value.list, list.count == 4, let issuer = list[0].text,
      let name = list[1].text, let secret = list[2].secret, let rest = list[3].map,
      let credential = credential(secret, rest), let placed = rest["l"]?.unsigned
    else { return nil }
    let account = Account(
      issuer: issuer, name: name, credential: credential, pin: rest["k"]?.secret,
      counter: rest["c"]?.unsigned ?? 0, note: rest["n"]?.text ?? "",
      tags: rest["g"]?.list?.compactMap(\.text) ?? [], isPinned: rest["f"]?.flag ?? false)
    return PaperAccount(account: account, placed: placed, edited: rest["m"]?.unsigned ?? placed)
  }

  private static func credential(_ secret: Secret, _ rest: KeyedTable<Value>) -> Credential? {
    let type = rest["t"].map { $0.text.flatMap(CodeType.init(rawValue:)) } ?? usual.type
    let algorithm =
      rest["a"].map { $0.text.flatMap(HashAlgorithm.init(rawValue:)) } ?? usual.algorithm
    let digits = rest["d"].map { $0.unsigned.flatMap(Int.init(exactly:)) } ?? usual.digits
    let period = rest["p"].map { $0.unsigned.flatMap(Int.init(exactly:)) } ?? usual.period
    guard let type, let algorithm, let digits, (1...10).contains(digits), let period,
      (type == .hotp) == (period == 0)
    else { return nil }
    return Credential(
      type: type, secret: secret, algorithm: algorithm, digits: digits, period: period)
  }
}
