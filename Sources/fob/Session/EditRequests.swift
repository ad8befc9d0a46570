internal import Authenticator

/// Adds what sources gave, as one change, or tells what that would do.
struct AddAccounts: VaultRequest {
  static let name = "add"

  let accounts: [Account]
  /// The positions at which another source begins.
  let sources: [Int]
  /// The positions of those that go to the trash.
  let trashed: [Int]
  /// Whether to tell only.
  var isTrial: Bool

  var value: Value { .parts(accounts, sources, trashed, isTrial) }

  init(
    _ accounts: [Account], sources: [Int] = [], trashed: [Int] = [], isTrial: Bool = false
  ) {
    (self.accounts, self.sources) = (accounts, sources)
    (self.trashed, self.isTrial) = (trashed, isTrial)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 4), let accounts: [Account] = parts.next(),
      let sources: [Int] = parts.next(), let trashed: [Int] = parts.next(),
      let isTrial: Bool = parts.next()
    else { return nil }
    self.init(accounts, sources: sources, trashed: trashed, isTrial: isTrial)
  }

  /// What became of each, in the same order.
  func answer(from opened: inout OpenVault) throws -> [PublicAddition] {
    let now = Clock.milliseconds
    guard isTrial else {
      return try opened.update { vault in add(to: &vault, now) }.map { PublicAddition($0) }
    }
    var copy = opened.vault
    return add(to: &copy, now).map { PublicAddition($0) }
  }

  private func add(to vault: inout Vault, _ now: UInt64) -> [Addition] {
    vault.add(accounts, sources: sources, trashed: Set(trashed), now: now)
  }
}

/// What became of an account that was to be added.
struct PublicAddition: Transferable {
  let outcome: Addition.Outcome
  /// What was filled in, and what is otherwise in the vault and stays so.
  let filled, kept: [Addition.Detail]
  /// As it now stands in the vault.
  let account: PublicAccount

  init(_ addition: Addition) {
    (outcome, filled, kept) = (addition.outcome, addition.filled, addition.kept)
    account = PublicAccount(addition.stored)
  }

  var value: Value {
    .parts(outcome.rawValue, filled.map(\.rawValue), kept.map(\.rawValue), account)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 4),
      let outcome = (parts.next() as String?).flatMap(Addition.Outcome.init(rawValue:)),
      let filled: [String] = parts.next(), let kept: [String] = parts.next(),
      let account: PublicAccount = parts.next()
    else { return nil }
    (self.outcome, self.account) = (outcome, account)
    self.filled = filled.compactMap(Addition.Detail.init)
    self.kept = kept.compactMap(Addition.Detail.init)
  }
}

/// Changes what the user may change of an account.
struct EditAccount: VaultRequest {
  static let name = "edit"

  let entry: EntryID
  let edit: AccountEdit

  var value: Value { .parts(entry, edit) }

  init(_ entry: EntryID, _ edit: AccountEdit) { (self.entry, self.edit) = (entry, edit) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let entry: EntryID = parts.next(),
      let edit: AccountEdit = parts.next()
    else { return nil }
    self.init(entry, edit)
  }

  /// The account as it now stands; `nil` where it is gone.
  func answer(from opened: inout OpenVault) throws -> PublicAccount? {
    let now = Clock.milliseconds
    try opened.update { vault in vault.edit(entry, edit, now: now) }
    return opened.vault[entry].map { PublicAccount($0) }
  }
}

/// Moves accounts to the trash, out of it, or from it to nowhere.
struct MoveAccounts: VaultRequest {
  /// Where to.
  enum Move: String {
    case trash, restore, purge
  }

  static let name = "move"

  let entries: [EntryID]
  let move: Move

  var value: Value { .parts(move.rawValue, entries) }

  init(_ entries: [EntryID], _ move: Move) { (self.entries, self.move) = (entries, move) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2),
      let move = (parts.next() as String?).flatMap(Move.init(rawValue:)),
      let entries: [EntryID] = parts.next()
    else { return nil }
    self.init(entries, move)
  }

  func answer(from opened: inout OpenVault) throws -> Nothing {
    let now = Clock.milliseconds
    try opened.update { vault in
      switch move {
      case .trash: vault.trash(entries, now: now)
      case .restore: vault.restore(entries, now: now)
      case .purge: vault.purge(entries, now: now)
      }
    }
    return Nothing()
  }
}

/// Takes a change back.
struct UndoChange: VaultRequest {
  static let name = "undo"

  /// As the history counts; `nil` for the latest.
  let number: UInt64?

  var value: Value { .parts(number) }

  init(_ number: UInt64?) { self.number = number }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let number: UInt64? = parts.next() else {
      return nil
    }
    self.init(number)
  }

  /// The change that was taken back.
  func answer(from opened: inout OpenVault) throws -> PublicChange {
    let now = Clock.milliseconds
    do {
      let undone = try opened.update { vault in try vault.undo(number: number, now: now) }
      return PublicChange(undone, in: opened.vault)
    } catch let error as UndoError {
      throw Failure(error)
    }
  }
}

extension Failure {
  fileprivate init(_ error: UndoError) {
    switch error {
    case .nothingToUndo:
      self.init("there is nothing to take back")
    case .unknownChange(let number):
      self.init("there is no change \(number)", hint: "fob history lists them", status: .noMatch)
    case .cannotBeUndone(let change):
      self.init(
        "change \(change.number) (\(change.verb)) cannot be taken back",
        hint: "for an earlier one, give its number in fob history")
    }
  }
}
