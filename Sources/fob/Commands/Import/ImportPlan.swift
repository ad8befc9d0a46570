internal import Authenticator
internal import Importers

/// What an import will do, worked out without doing it.
struct ImportPlan {
  /// What becomes of an account.
  enum Outcome: String, CaseIterable {
    case new
    /// It is new, and another account has its name, with another secret: both are kept.
    case conflicting
    /// It is new, and lies in the trash, as it did in the other app.
    case trashed
    case restored
    case completed
    /// Its secret is in the vault under another name, which stays.
    case changed
    case known
    /// It is the same as one that was read before it, and is not in the vault yet.
    case repeated
  }

  /// An account that was read, and what becomes of it.
  struct Item {
    let outcome: Outcome
    let read: ReadAccount
    /// What becomes of it in the vault, and how it will stand there.
    let addition: PublicAddition

    var stored: PublicAccount { addition.account }
  }

  let items: [Item]
  /// The accounts to add, and the positions of those that go to the trash.
  let request: AddAccounts
  let unreadable: [ImportRun.Unreadable]
  /// The pictures that are missing from Google's series, and where the rest of the series is; then
  /// the codes that are missing from messages of several.
  let missing: [String]

  /// - Throws: `Failure`.
  init(_ run: ImportRun, into session: any VaultSession) throws {
    let read = run.result.accounts
    let accounts = read.map(\.account)
    let trashed = read.indices.filter { read[$0].isTrashed }
    request = AddAccounts(accounts, sources: run.starts, trashed: trashed)
    var trial = request
    trial.isTrial = true
    let additions = try session.perform(trial)
    let stored = try session.perform(ListAccounts()).accounts.map(\.label)
    let added = additions.filter { $0.outcome == .added }.map(\.account.label)
    let namesakes = Dictionary((stored + added).map { ($0, 1) }, uniquingKeysWith: +)
    var fresh: Set<EntryID> = []
    items = zip(additions, read).map { addition, read in
      let hasNamesake = (namesakes[addition.account.label] ?? 0) > 1
      var outcome = addition.outcome(of: read.account, hasNamesake: hasNamesake)
      if outcome == .known, fresh.contains(addition.account.entry) { outcome = .repeated }
      if addition.isNew { fresh.insert(addition.account.entry) }
      return Item(outcome: outcome, read: read, addition: addition)
    }
    unreadable = run.unreadable
    missing = run.missing
  }

  /// How many accounts it changes.
  var changes: Int { items.count - count(.known) - count(.changed) - count(.repeated) }

  /// How many accounts have an outcome.
  func count(_ outcome: Outcome) -> Int { items.count { $0.outcome == outcome } }
}

extension PublicAddition {
  fileprivate var isNew: Bool { [.added, .addedToTrash].contains(outcome) }

  fileprivate func outcome(of account: Account, hasNamesake: Bool) -> ImportPlan.Outcome {
    switch outcome {
    case .added: hasNamesake ? .conflicting : .new
    case .addedToTrash: .trashed
    case .restored: .restored
    case .completed: .completed
    case .alreadyThere: isKnownAs(account) ? .known : .changed
    }
  }
}
