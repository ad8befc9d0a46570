internal import Authenticator
internal import TerminalUI

// What the keys change. Each gives the words for the status line.

extension VaultSource {
  mutating func edit(_ id: RowID, _ change: RowEdit) throws -> String {
    var edit = AccountEdit()
    (edit.issuer, edit.name) = (change.issuer, change.account)
    (edit.tags, edit.note, edit.isPinned) = (change.tags, change.note, change.isPinned)
    let (session, account) = try account(id)
    guard let changed = try session.perform(EditAccount(account.entry, edit)) else {
      throw Failure.accountGone
    }
    guard !changed.isTrashed else {
      return "changed \(changed.label), which is in the trash; u takes the change back"
    }
    if let isPinned = change.isPinned {
      return "\(changed.label) is \(isPinned ? "pinned" : "no longer pinned")"
    }
    return "changed \(changed.label); u takes it back"
  }

  mutating func trash(_ id: RowID) throws -> String {
    let (session, account) = try account(id)
    _ = try session.perform(MoveAccounts([account.entry], .trash))
    return "\(account.label) is in the trash; u takes it back"
  }

  mutating func restore(_ id: RowID) throws -> String {
    let (session, account) = try account(id)
    _ = try session.perform(MoveAccounts([account.entry], .restore))
    return "\(account.label) is back"
  }

  mutating func undo() throws -> String {
    guard let session else { throw Failure.accountGone }
    let change = try session.perform(UndoChange(nil))
    return "took back: \(change.verb) \(change.summary)"
  }

  mutating func addFound() throws -> String {
    guard let session else { throw Failure.accountGone }
    let additions = try session.perform(found)
    found = AddAccounts([])
    let changes = additions.filter { $0.outcome != .alreadyThere }
    guard changes.count == 1, let only = changes.first else {
      return "added \(counted(changes.count, "account")); u takes that back"
    }
    return "\(only.sentence); u takes that back"
  }

  /// The opened vault, and one of its accounts.
  func account(_ id: RowID) throws -> (any VaultSession, PublicAccount) {
    guard let session, let account = accounts[id] else { throw Failure.accountGone }
    return (session, account)
  }
}

extension Failure {
  static let accountGone = Failure("the account is gone")
}
