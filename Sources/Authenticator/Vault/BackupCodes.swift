public import Secrets

/// What became of a backup code that was to be added.
public enum BackupCodeAddition: String, Sendable {
  /// It is new.
  case added
  /// It was there, however it was spaced.
  case alreadyThere
  /// It was used before, here or on another device, and stays so.
  case alreadyUsed
  /// It is not what a code can be: `BackupCode.isCode`.
  case noCode
}

/// What became of a backup code that was to be marked as used.
public enum BackupCodeMarking: String, Sendable {
  /// It is marked now.
  case marked
  /// It was marked before.
  case alreadyUsed
  /// The account has no such code.
  case unknown
}

extension Vault {
  /// The backup codes of an account, used ones too, in the order in which they were added.
  ///
  /// - Parameter id: `StoredAccount.entry`.
  /// - Returns: the codes; none of an account that is gone.
  public func backupCodes(of id: EntryID) -> [BackupCode] {
    guard let entry = shared[id], entry.core != nil else { return [] }
    let stored = entry.fields.pairs.compactMap { field, register in
      BackupCodeField.isOne(field)
        ? StoredBackupCode(register.value).map { (field: field, code: $0) } : nil
    }
    guard !stored.isEmpty else { return [] }
    let marks = shared[BackupCodeField.marks(of: id)]?.fields
    return stored.sorted { left, right in
      (left.code.added, left.code.place, left.field)
        < (right.code.added, right.code.place, right.field)
    }.map { field, code in
      // Whatever its value: a mark is a mark.
      let used = marks?[field].map { $0.value.unsigned ?? 0 }
      return BackupCode(
        text: code.text, added: code.added.time / 1000, used: used, field: field)
    }
  }

  /// Adds backup codes to an account, as one change.
  ///
  /// - Parameters:
  ///   - texts: the codes, in the order in which they shall be taken.
  ///   - id: `StoredAccount.entry`.
  ///   - now: Unix time in milliseconds.
  /// - Returns: what became of each, in the same order; nothing where the account is gone.
  @discardableResult
  public mutating func addBackupCodes(
    _ texts: [Secret], to id: EntryID, now: UInt64
  ) -> [BackupCodeAddition] {
    guard let core = shared[id]?.core else { return [] }
    var additions: [BackupCodeAddition] = []
    change(.backupCodes, now: now) { writer in
      for (place, text) in texts.enumerated() {
        additions.append(writer.add(text, place: UInt64(place), to: id, core))
      }
    }
    return additions
  }

  /// Takes the next unused backup code and marks it as used. Save the vault before showing it.
  ///
  /// - Parameters:
  ///   - id: `StoredAccount.entry`.
  ///   - now: Unix time in milliseconds.
  /// - Returns: the code, or `nil` where none is left.
  public mutating func useBackupCode(of id: EntryID, now: UInt64) -> Secret? {
    guard let next = backupCodes(of: id).first(where: { $0.used == nil }) else { return nil }
    mark(next.field, of: id, now: now)
    return next.text
  }

  /// Marks a backup code as used that was used without fob.
  ///
  /// - Parameters:
  ///   - text: the code; its spaces and dashes do not matter.
  ///   - id: `StoredAccount.entry`.
  ///   - now: Unix time in milliseconds.
  /// - Returns: what became of it.
  public mutating func markBackupCode(
    _ text: Secret, of id: EntryID, now: UInt64
  ) -> BackupCodeMarking {
    guard let core = shared[id]?.core, BackupCode.isCode(text) else { return .unknown }
    let field = BackupCodeField.name(of: text, in: core)
    guard let code = backupCodes(of: id).first(where: { $0.field == field }) else {
      return .unknown
    }
    guard code.used == nil else { return .alreadyUsed }
    mark(field, of: id, now: now)
    return .marked
  }

  /// Removes all backup codes of an account, as one change. The marks of those that were used stay.
  ///
  /// - Parameters:
  ///   - id: `StoredAccount.entry`.
  ///   - now: Unix time in milliseconds.
  public mutating func removeBackupCodes(of id: EntryID, now: UInt64) {
    let fields = backupCodes(of: id).map(\.field)
    change(.backupCodes, now: now) { writer in
      for field in fields { writer.set(field, to: .null, of: id) }
    }
  }

  /// Not in the journal, as a counter's use is not: there is no way back from either.
  private mutating func mark(_ field: String, of id: EntryID, now: UInt64) {
    let mark = Register(value: .unsigned(now / 1000), stamp: local.clock.tick(now: now))
    shared.update(BackupCodeField.marks(of: id)) { marks in
      if marks.fields[field] == nil { marks.fields[field] = mark }
    }
  }
}

extension ChangeWriter {
  fileprivate mutating func add(
    _ text: Secret, place: UInt64, to id: EntryID, _ core: EntryCore
  ) -> BackupCodeAddition {
    guard BackupCode.isCode(text) else { return .noCode }
    let field = BackupCodeField.name(of: text, in: core)
    let isThere = (shared[id]?.fields[field]?.value).flatMap(StoredBackupCode.init) != nil
    if !isThere {
      set(field, to: StoredBackupCode(text, added: stamp, place: place).value, of: id)
    }
    let isUsed = shared[BackupCodeField.marks(of: id)]?.fields[field] != nil
    return isUsed ? .alreadyUsed : isThere ? .alreadyThere : .added
  }
}
