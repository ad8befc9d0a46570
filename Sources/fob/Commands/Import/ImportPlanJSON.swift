internal import Authenticator
internal import Importers

// The plan as a script reads it.

extension ImportPlan {
  /// `{accounts, unreadable, missing, sources, totals}`, as the README says.
  func json(of run: ImportRun) -> JSON {
    var totals = Outcome.allCases.map { ($0.rawValue, JSON.number(UInt64(count($0)))) }
    totals += [
      ("unreadable", .number(UInt64(unreadable.count))),
      ("missing", .number(UInt64(missing.count))),
    ]
    return .object([
      ("accounts", .list(items.map(\.json))), ("unreadable", .list(unreadable.map(\.json))),
      ("missing", .list(missing.map { .text($0) })),
      ("sources", .list(run.readings.map { $0.reading.json(of: $0.source) })),
      ("totals", .object(totals)),
    ])
  }
}

extension ImportPlan.Item {
  fileprivate var json: JSON {
    let account = read.account
    let credential = account.credential
    var pairs: [(String, JSON)] = [
      ("outcome", .text(outcome.rawValue)), ("issuer", .text(account.issuer)),
      ("account", .text(account.name)), ("type", .text(credential.type.rawValue)),
      ("algorithm", .text(credential.algorithm.rawValue)),
      ("digits", .number(UInt64(credential.digits))),
      credential.type == .hotp
        ? ("counter", .number(account.counter)) : ("period", .number(UInt64(credential.period))),
      ("tags", .list(account.tags.map { .text($0) })),
      ("filled", .list(addition.filled.map { .text($0.rawValue) })),
      ("kept", .list(addition.kept.map { .text($0.rawValue) })),
      ("warnings", .list(read.warnings.map { .text($0.message) })),
    ]
    if outcome == .changed {
      pairs += [
        ("vault_issuer", .text(stored.issuer)), ("vault_account", .text(stored.name)),
      ]
    }
    return .object(pairs)
  }
}

extension ImportRun.Unreadable {
  fileprivate var json: JSON {
    let number = { (number: Int?) in number.map { JSON.number(UInt64($0)) } ?? .null }
    return .object([
      ("source", .text(source)), ("line", number(entry.line)), ("entry", number(entry.entry)),
      ("name", .text(entry.name)), ("reason", .text(entry.reason.message)),
      ("hint", .text(entry.reason.hint)),
    ])
  }
}

extension ImportReading {
  fileprivate func json(of source: ImportSource) -> JSON {
    .object([
      ("source", .text(source.label)), ("format", format.map { .text($0) } ?? .null),
      ("accounts", .number(UInt64(result.accounts.count))),
      ("without_code", .number(UInt64(result.otherEntries))),
    ])
  }
}
