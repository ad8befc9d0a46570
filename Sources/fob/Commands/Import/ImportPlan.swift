internal import Authenticator
internal import Importers
internal import TerminalUI

/// What an import will do, worked out on a copy of the vault.
struct ImportPlan {
  let result: ImportResult
  private let additions: [Addition]
  private let firstPictures: [MigrationBatch.Series: String]

  init(_ run: ImportRun, into vault: Vault) {
    (result, firstPictures) = (run.result, run.firstPictures)
    let now = Clock.milliseconds
    var copy = vault
    additions = copy.add(result.accounts.map(\.account), now: now)
  }

  /// How many accounts it changes.
  var changes: Int { additions.count - count(.alreadyThere) }

  /// The plan, a line each: accounts, what is odd about them, what cannot be read, what is missing.
  var lines: [String] {
    var lines: [String] = []
    for (addition, read) in zip(additions, result.accounts) {
      lines.append(addition.line)
      lines += read.warnings.map { "                 \($0.message)" }
    }
    lines += result.skipped.map(\.planLine)
    lines += missing.map { "missing          \($0)" }
    return lines + [totals]
  }

  /// The pictures that are missing from Google's series, and where the rest of the series is.
  var missing: [String] {
    result.missingBatches.map { batch in
      let other = firstPictures[batch.series].map { ", the series of \($0)" } ?? ""
      return "\(batch.label)\(other)"
    }
  }

  private var totals: String {
    let parts = [
      (count(.added), "new"), (count(.restored), "back from the trash"),
      (count(.completed), "completed"), (count(.alreadyThere), "already in the vault"),
      (result.skipped.count, "unreadable"), (result.missingBatches.count, "missing"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private func count(_ outcome: Addition.Outcome) -> Int {
    additions.count { $0.outcome == outcome }
  }
}

extension Addition {
  fileprivate var line: String {
    switch outcome {
    case .added: "new              \(stored.label)"
    case .restored: "from the trash   \(stored.label)"
    case .completed: "completed        \(stored.label)"
    case .alreadyThere: "in the vault     \(stored.label)"
    }
  }
}

extension SkippedEntry {
  /// Where it stood and what it is called, then why it cannot be read. It may be a secret, so its
  /// text is never shown.
  fileprivate var planLine: String {
    let place = line.map { "line \($0)" } ?? entry.map { "entry \($0)" }
    let parts = [place, name.isEmpty ? nil : DisplayText.escaped(name, columns: 64)]
    let who = parts.compactMap(\.self).joined(separator: ", ")
    return "unreadable       \(who.isEmpty ? "" : who + ": ")\(reason.message)"
  }
}
