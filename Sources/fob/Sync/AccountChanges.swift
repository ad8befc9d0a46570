internal import Authenticator

/// What a round changes for the user.
struct AccountChanges {
  enum Verb: String, CaseIterable {
    case added, changed, restored, trashed, purged
  }

  private var labels: [Verb: [String]] = [:]

  init(from old: Vault, to new: Vault) {
    guard !old.hasSameState(as: new) else { return }
    let before = Dictionary(uniqueKeysWithValues: old.everyAccount.map { ($0.entry, $0) })
    let after = new.everyAccount
    for account in after {
      guard let known = before[account.entry] else {
        note(account.isTrashed ? .trashed : .added, account.label)
        continue
      }
      let details = known.details(of: account, in: old, new)
      if known.isTrashed != account.isTrashed {
        note(account.isTrashed ? .trashed : .restored, account.label)
      } else if !details.isEmpty {
        note(.changed, "\(account.label) (\(details.joined(separator: ", ")))")
      }
    }
    let left = Set(after.map(\.entry))
    for account in old.everyAccount where !left.contains(account.entry) {
      note(.purged, account.label)
    }
  }

  private mutating func note(_ verb: Verb, _ label: String) {
    labels[verb, default: []].append(label)
  }

  var isEmpty: Bool { labels.isEmpty }

  /// Such as `2 added, 1 changed`.
  var summary: String {
    guard !isEmpty else { return "no account changed" }
    return Verb.allCases.compactMap { verb in labels[verb].map { "\($0.count) \(verb.rawValue)" } }
      .joined(separator: ", ")
  }

  /// A line for each account.
  var lines: [String] {
    Verb.allCases.flatMap { verb in
      let start = verb.rawValue + String(repeating: " ", count: 9 - verb.rawValue.utf8.count)
      return (labels[verb] ?? []).map { start + $0 }
    }
  }
}

extension Vault {
  fileprivate var everyAccount: [StoredAccount] { accounts + trash }
}

extension StoredAccount {
  /// What is another in a later state of it.
  fileprivate func details(of later: StoredAccount, in old: Vault, _ new: Vault) -> [String] {
    let (mine, other) = (account, later.account)
    let (codes, otherCodes) = (old.backupCodes(of: entry), new.backupCodes(of: entry))
    let pairs: [(Bool, String)] = [
      (label != later.label, "renamed from \(label)"), (mine.tags != other.tags, "tags"),
      (mine.note != other.note, "note"), (mine.isPinned != other.isPinned, "pinned"),
      (mine.counter != other.counter, "counter"), (mine.pin != other.pin, "PIN"),
      (mine.parameters != other.parameters || mine.labelPrefix != other.labelPrefix, "details"),
      (codes != otherCodes, "backup codes"),
    ]
    return pairs.filter(\.0).map(\.1)
  }
}
