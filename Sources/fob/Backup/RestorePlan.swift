internal import Authenticator

/// What restoring a backup does, account by account.
struct RestorePlan {
  let accounts: [PublicTaken]

  /// How many accounts it adds, changes or takes away.
  var changes: Int { accounts.count { !TakenAccount.Outcome.unchanged.contains($0.outcome) } }

  /// What it does to them, in one word.
  var verb: String {
    accounts.contains {
      !TakenAccount.Outcome.unchanged.contains($0.outcome) && $0.outcome != .added
    } ? "Change" : "Add"
  }

  /// Whether something is deleted that no undo brings back.
  var isFinal: Bool { accounts.contains { $0.outcome == .purged } }

  /// A line for each account, and one with the totals.
  var lines: [String] {
    accounts.map { taken in
      let fields = taken.fieldWords.isEmpty ? "" : " (\(listed(taken.fieldWords)))"
      return taken.outcome.lineStart + taken.account.label + fields
    } + [totals]
  }

  private var totals: String {
    let parts = TakenAccount.Outcome.allCases.compactMap { outcome in
      let count = accounts.count { $0.outcome == outcome }
      return count > 0 ? "\(count) \(outcome.words)" : nil
    }
    return parts.isEmpty ? "there is no account in it" : parts.joined(separator: ", ")
  }

  /// An array of `{outcome, id, issuer, account, fields}`.
  var json: JSON {
    .list(
      accounts.map { taken in
        .object([
          ("outcome", .text(taken.outcome.rawValue)), ("id", .text(taken.account.id)),
          ("issuer", .text(taken.account.issuer)), ("account", .text(taken.account.name)),
          ("fields", .list(taken.fieldWords.map(JSON.text))),
        ])
      })
  }
}

extension PublicTaken {
  /// What changes, in words, each once.
  fileprivate var fieldWords: [String] {
    fields.reduce(into: []) { words, field in
      let word = BackupCode.isField(field) ? "backup codes" : field
      if !words.contains(word) { words.append(word) }
    }
  }
}

extension TakenAccount.Outcome {
  /// What leaves an account as it is.
  fileprivate static let unchanged: Set<TakenAccount.Outcome> = [
    .staysInTrash, .staysPurged, .alreadyThere,
  ]

  /// In a list of totals.
  fileprivate var words: String {
    switch self {
    case .added: "new"
    case .addedToTrash: "new in the trash"
    case .restored: "back from the trash"
    case .changed: "changed"
    case .trashed: "to the trash"
    case .purged: "deleted for good"
    case .staysInTrash: "still in the trash"
    case .staysPurged: "still deleted"
    case .alreadyThere: "already in the vault"
    }
  }

  /// As wide as in the plan of an import.
  fileprivate var lineStart: String {
    switch self {
    case .added: "new              "
    case .addedToTrash: "new, in trash    "
    case .restored: "from the trash   "
    case .changed: "changed          "
    case .trashed: "to the trash     "
    case .purged: "deleted for good "
    case .staysInTrash: "stays in trash   "
    case .staysPurged: "stays deleted    "
    case .alreadyThere: "in the vault     "
    }
  }
}
