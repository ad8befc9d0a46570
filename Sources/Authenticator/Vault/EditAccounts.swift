public import Secrets

/// What to change of an account; `nil` leaves it as it is.
public struct AccountEdit: Sendable {
  /// The new issuer.
  public var issuer: String?
  /// The new account name.
  public var name: String?
  /// The new note; empty takes it away.
  public var note: String?
  /// The new tags, in place of all others.
  public var tags: [String]?
  /// Whether it is shown before the others.
  public var isPinned: Bool?
  /// The new PIN.
  public var pin: Secret?
  /// The counter of the next HOTP code, which may go back.
  public var counter: UInt64?

  /// Changes nothing.
  public init() {}
}

extension Vault {
  /// Changes an account.
  ///
  /// - Parameters:
  ///   - id: `StoredAccount.entry`.
  ///   - edit: what to change.
  ///   - now: Unix time in milliseconds.
  public mutating func edit(_ id: EntryID, _ edit: AccountEdit, now: UInt64) {
    guard shared[id]?.core != nil else { return }
    change(.edit, now: now) { writer in
      for (field, value) in edit.fields { writer.set(field, to: value, of: id) }
      if let counter = edit.counter { writer.resetCounter(of: id, to: counter) }
    }
  }

  /// Puts accounts into the trash.
  ///
  /// - Parameters:
  ///   - ids: each a `StoredAccount.entry`.
  ///   - now: Unix time in milliseconds.
  public mutating func trash(_ ids: [EntryID], now: UInt64) {
    change(.trash, now: now) { writer in
      for id in ids { writer.setLife(Field.Life.trashed, of: id) }
    }
  }

  /// Takes accounts out of the trash.
  ///
  /// - Parameters:
  ///   - ids: each a `StoredAccount.entry`.
  ///   - now: Unix time in milliseconds.
  public mutating func restore(_ ids: [EntryID], now: UInt64) {
    change(.restore, now: now) { writer in
      for id in ids { writer.setLife(Field.Life.live, of: id) }
    }
  }

  /// Deletes accounts of the trash for good, secrets and all.
  ///
  /// - Parameters:
  ///   - ids: each a `StoredAccount.entry`; what is not in the trash stays.
  ///   - now: Unix time in milliseconds.
  public mutating func purge(_ ids: [EntryID], now: UInt64) {
    change(.purge, now: now) { writer in
      for id in ids { writer.purge(id) }
    }
    forgetPurged()
  }

  /// Takes what the local part still holds of purged entries out of it.
  mutating func forgetPurged() {
    local.journal.forget(Set(local.journal.entries.filter { shared[$0]?.core == nil }))
    local.settings.forgetUses { shared[$0]?.core == nil }
  }

  /// Uses up an HOTP counter. Save the vault before showing the code.
  ///
  /// - Parameter id: `StoredAccount.entry`.
  /// - Returns: the counter for the code, or `nil` where the account is gone, or its last counter
  ///   (2^64 - 1) is used up.
  public mutating func useCounter(of id: EntryID) -> UInt64? {
    guard let entry = shared[id], entry.core?.credential.type == .hotp,
      entry.counter.next < .max
    else { return nil }
    shared.update(id) { $0.counter.next += 1 }
    return entry.counter.next
  }
}

extension AccountEdit {
  fileprivate var fields: [(String, Value)] {
    [
      (Field.issuer, issuer.map(Value.text)), (Field.name, name.map(Value.text)),
      (Field.note, note.map(Value.text)), (Field.tags, tags.map { .list($0.map(Value.text)) }),
      (Field.pinned, isPinned.map(Value.flag)), (Field.pin, pin.map(Value.secret)),
    ].compactMap { field, value in value.map { (field, $0) } }
  }
}
