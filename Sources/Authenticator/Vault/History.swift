private import Secrets

/// Why a change cannot be taken back.
public enum UndoError: Error, Equatable, Sendable {
  /// Nothing was changed yet, or nothing that the journal still knows.
  case nothingToUndo
  /// The journal has no change of this number.
  case unknownChange(UInt64)
  /// A purge, or a change of the ways to open the vault: there is no way back.
  case cannotBeUndone(Change)
}

extension Vault {
  /// The latest changes, newest first.
  public var history: [Change] { local.journal.changes.reversed() }

  /// The accounts that a change touched, as they stand now.
  ///
  /// - Parameter change: one of `history`.
  /// - Returns: the accounts; `nil` for each that was purged since.
  public func accounts(touchedBy change: Change) -> [StoredAccount?] {
    change.entries.map { shared[$0].flatMap(StoredAccount.init) }
  }

  /// Takes a change back by writing the old values anew. What it added goes to the trash. It never
  /// lowers a counter and never brings back what was purged.
  ///
  /// - Parameters:
  ///   - number: of `history`; `nil` for the latest, so that a second undo takes back the first.
  ///   - now: Unix time in milliseconds.
  /// - Returns: the change that was taken back.
  /// - Throws: `UndoError`.
  @discardableResult
  public mutating func undo(number: UInt64? = nil, now: UInt64) throws(UndoError) -> Change {
    guard let latest = local.journal.changes.last else { throw .nothingToUndo }
    guard let undone = local.journal.changes.first(where: { $0.number == number ?? latest.number })
    else { throw .unknownChange(number ?? latest.number) }
    guard !undone.before.isEmpty, undone.verb != Change.Verb.purge.rawValue else {
      throw .cannotBeUndone(undone)
    }
    change(.undo, now: now) { writer in
      for before in undone.before.reversed() { writer.putBack(before) }
    }
    return undone
  }
}

extension ChangeWriter {
  fileprivate mutating func putBack(_ before: Change.Before) {
    guard shared[before.entry]?.core != nil else { return }
    switch before.field {
    case Field.life:
      // Before it was added there was no life: the trash is as far back as an undo goes.
      setLife(before.value == .null ? Field.Life.trashed : before.value, of: before.entry)
    case Field.counter:
      raiseCounter(of: before.entry, to: before.value.unsigned ?? 0)
    default:
      set(before.field, to: before.value, of: before.entry)
    }
  }
}
