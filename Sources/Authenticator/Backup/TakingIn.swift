/// What became of an account of another copy of the vault that was taken in.
public struct TakenAccount: Sendable, Equatable {
  /// How it went.
  public enum Outcome: String, Sendable, Equatable, CaseIterable {
    /// It is new.
    case added
    /// It is new, and lies in the trash, as it did there.
    case addedToTrash = "added-to-trash"
    /// It was in the trash, and is out of it.
    case restored
    /// It was there, and something of it was written later in the other copy.
    case changed
    /// It was put into the trash there later than anything here.
    case trashed
    /// It was deleted for good there.
    case purged
    /// It lies in the trash, since it was put there after the other copy was made.
    case staysInTrash = "stays-in-trash"
    /// It was deleted for good after the other copy was made.
    case staysPurged = "stays-purged"
    /// It is as it was.
    case alreadyThere = "already-there"
  }

  /// How it went.
  public let outcome: Outcome
  /// As it now stands; of what is deleted for good, as it stood before, or in the other copy.
  public let stored: StoredAccount
  /// The fields that changed, as the vault format names them.
  public let fields: [String]
}

extension Vault {
  /// Merges another copy as one change, which `undo` takes back as far as it does others: what came
  /// goes to the trash, values are what they were; what was deleted for good stays so.
  ///
  /// - Parameters:
  ///   - other: any vault.
  ///   - now: Unix time in milliseconds.
  /// - Returns: what became of the other's accounts; by outcome, then by issuer and name.
  @discardableResult
  public mutating func takeIn(_ other: Vault, now: UInt64) -> [TakenAccount] {
    let before = shared
    merge(other)
    var (taken, noted): ([TakenAccount], [Change.Before]) = ([], [])
    for id in other.shared.entries.keys.sorted() {
      let step = TakenEntry(before: before[id], after: shared[id], other: other.shared[id])
      noted += step.noted
      if let account = step.account { taken.append(account) }
    }
    if !noted.isEmpty { local.journal.record(.merge, at: now / 1000, before: noted) }
    return taken.byOutcome
  }
}

/// One entry before and after a merge.
private struct TakenEntry {
  let before: Entry?
  let after: Entry?
  let other: Entry?

  /// Fields that say when, not what.
  private static let times: Set = [Field.created, Field.modified]

  /// The fields whose value is another one now.
  private var fields: [String] {
    let (old, new) = (before?.fields ?? KeyedTable(), after?.fields ?? KeyedTable())
    let keys = Set(old.keys).union(new.keys).subtracting(TakenEntry.times)
    let changed = keys.filter { (old[$0]?.value ?? .null) != (new[$0]?.value ?? .null) }.sorted()
    return before?.counter.next == after?.counter.next ? changed : changed + [Field.counter]
  }

  /// What the journal keeps of it: of a new account only that it was not there.
  var noted: [Change.Before] {
    guard let after, after.core != nil else { return [] }
    guard let before, before.core != nil else {
      return [Change.Before(entry: after.id, field: Field.life, value: .null)]
    }
    return fields.map { field in
      let value =
        field == Field.counter ? .unsigned(before.counter.next) : before.fields[field]?.value
      return Change.Before(entry: after.id, field: field, value: value ?? .null)
    }
  }

  /// What the user is told; `nil` where there is nothing to tell.
  var account: TakenAccount? {
    let (old, new) = (before.flatMap(StoredAccount.init), after.flatMap(StoredAccount.init))
    guard let shown = new ?? old ?? other.flatMap(StoredAccount.init) else { return nil }
    let told = fields.filter { $0 != Field.life }
    let outcome = outcome(old, new, isChanged: !told.isEmpty)
    return TakenAccount(
      outcome: outcome, stored: shown, fields: old == nil || new == nil ? [] : told)
  }

  private func outcome(
    _ old: StoredAccount?, _ new: StoredAccount?, isChanged: Bool
  ) -> TakenAccount.Outcome {
    guard let new else { return old == nil ? .staysPurged : .purged }
    guard let old else { return new.isTrashed ? .addedToTrash : .added }
    guard old.isTrashed == new.isTrashed else { return new.isTrashed ? .trashed : .restored }
    if isChanged { return .changed }
    return new.isTrashed && other?.isTrashed == false ? .staysInTrash : .alreadyThere
  }
}

extension [TakenAccount] {
  fileprivate var byOutcome: [TakenAccount] {
    TakenAccount.Outcome.allCases.flatMap { outcome in
      let accounts = filter { $0.outcome == outcome }
      let places = Dictionary(accounts.map { ($0.stored.entry, $0) }, uniquingKeysWith: { $1 })
      return accounts.map(\.stored).inOrder().compactMap { places[$0.entry] }
    }
  }
}
