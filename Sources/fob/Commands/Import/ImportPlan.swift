internal import Authenticator
internal import Importers
internal import TerminalUI

/// What an import will do, worked out without doing it.
struct ImportPlan {
  let result: ImportResult
  private let additions: [PublicAddition]
  /// How many accounts of the vault have a name.
  private let namesakes: [String: Int]
  private let unreadable: [String]
  private let firstPictures: [MigrationBatch.Series: String]
  private let missingParts: [String]

  /// - Throws: `Failure`.
  init(_ run: ImportRun, into session: any VaultSession) throws {
    (result, firstPictures) = (run.result, run.firstPictures)
    (unreadable, missingParts) = (run.unreadable, run.parts.missing)
    additions = try session.perform(
      AddAccounts(run.result.accounts.map(\.account), isTrial: true))
    let accounts = try session.perform(ListAccounts()).accounts
    namesakes = Dictionary(accounts.map { ($0.label, 1) }, uniquingKeysWith: +)
  }

  /// How many accounts it changes.
  var changes: Int { additions.count - count(.alreadyThere) }

  /// The plan, a line each: accounts, what is odd about them, what cannot be read, what is missing.
  var lines: [String] {
    var lines: [String] = []
    for (addition, read) in zip(additions, result.accounts) {
      lines.append(addition.line)
      lines += nameNotes(on: addition, of: read.account).map { "                 \($0)" }
      lines += read.warnings.map { "                 \($0.message)" }
    }
    lines += unreadable.map { "unreadable       \($0)" }
    lines += missing.map { "missing          \($0)" }
    return lines + [totals]
  }

  /// Names that the user would look for in vain, or find twice.
  private func nameNotes(on addition: PublicAddition, of account: Account) -> [String] {
    if !addition.isKnownAs(account) {
      return ["it has the secret of \(account.label), which is not added"]
    }
    let others = namesakes[account.label] ?? 0
    return addition.outcome == .added && others > 0
      ? ["another account has this name, with another secret: both are kept"] : []
  }

  /// The pictures that are missing from Google's series, and where the rest of the series is; then
  /// the codes that are missing from messages of several.
  var missing: [String] {
    result.missingBatches.map { batch in
      let other = firstPictures[batch.series].map { ", the series of \($0)" } ?? ""
      return "\(batch.label)\(other)"
    } + missingParts
  }

  private var totals: String {
    let parts = [
      (count(.added), "new"), (count(.restored), "back from the trash"),
      (count(.completed), "completed"), (count(.alreadyThere), "already in the vault"),
      (unreadable.count, "unreadable"), (missing.count, "missing"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private func count(_ outcome: Addition.Outcome) -> Int {
    additions.count { $0.outcome == outcome }
  }
}

extension PublicAddition {
  fileprivate var line: String {
    switch outcome {
    case .added: "new              \(account.label)"
    case .restored: "from the trash   \(account.label)"
    case .completed: "completed        \(account.label)"
    case .alreadyThere: "in the vault     \(account.label)"
    }
  }
}
