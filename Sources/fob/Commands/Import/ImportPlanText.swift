internal import Authenticator

// The plan as a user reads it.

extension ImportPlan {
  /// A line each: accounts, what is odd about them, what cannot be read, what is missing.
  var lines: [String] {
    var lines: [String] = []
    for item in items {
      lines.append(item.line)
      lines += (item.notes + item.read.warnings.map(\.message)).map { row("", $0) }
    }
    lines += unreadable.map { row("unreadable", $0.text) }
    lines += missing.map { row("missing", $0) }
    return lines + [totals]
  }

  private var totals: String {
    var parts = Outcome.allCases.map { (count($0), $0.total) }
    parts += [(unreadable.count, "unreadable"), (missing.count, "missing")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension ImportPlan.Item {
  fileprivate var line: String { row(outcome.word, stored.label) }

  /// What the user would look for in vain, or find twice.
  fileprivate var notes: [String] {
    var notes: [String] = []
    if outcome == .conflicting {
      notes.append("another account has this name and other codes: both are kept")
    }
    if [.changed, .restored, .completed].contains(outcome), read.account.label != stored.label {
      notes.append("here it is called \(read.account.label); the vault's name stays")
    }
    if !addition.filled.isEmpty {
      notes.append("filled in, since the vault had none: \(Self.list(addition.filled))")
    }
    if !addition.kept.isEmpty {
      notes.append("otherwise in the vault, and stays so: \(Self.list(addition.kept))")
    }
    return notes
  }

  private static func list(_ details: [Addition.Detail]) -> String {
    details.map(\.word).joined(separator: ", ")
  }
}

extension Addition.Detail {
  fileprivate var word: String {
    switch self {
    case .note: "note"
    case .tags: "tags"
    case .pinned: "pinned"
    case .pin: "PIN"
    case .counter: "a later counter"
    case .parameters: "parameters of its URI"
    }
  }
}

extension ImportPlan.Outcome {
  /// What stands before the account.
  fileprivate var word: String {
    switch self {
    case .new: "new"
    case .conflicting: "conflicting"
    case .trashed: "new, in the trash"
    case .restored: "from the trash"
    case .completed: "completed"
    case .changed: "changed"
    case .known: "in the vault"
    case .repeated: "given twice"
    }
  }

  /// What stands behind their number.
  fileprivate var total: String {
    switch self {
    case .new, .conflicting, .completed, .changed, .repeated: word
    case .trashed: "new in the trash"
    case .restored: "back from the trash"
    case .known: "already in the vault"
    }
  }
}

/// A word in a column of its own, and what it is about.
private func row(_ word: String, _ text: String) -> String {
  let width = 17
  return word + String(repeating: " ", count: max(1, width - word.count)) + text
}
