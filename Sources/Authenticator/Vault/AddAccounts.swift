private import Secrets

/// What became of an account that was to be added.
public struct Addition: Sendable, Equatable {
  /// How it went.
  public enum Outcome: String, Sendable, Equatable {
    /// It is new.
    case added
    /// It is new, and lies in the trash, as it did where it came from.
    case addedToTrash
    /// It was in the trash, and is out of it.
    case restored
    /// It was there, and something that was missing was filled in.
    case completed
    /// It was there.
    case alreadyThere
  }

  /// What one account says of another with its secret, beside the names.
  public enum Detail: String, Sendable, CaseIterable {
    case note, tags, pinned, pin, counter, parameters
  }

  /// How it went.
  public let outcome: Outcome
  /// What was filled in.
  public let filled: [Detail]
  /// What is otherwise in the vault, and stays so.
  public let kept: [Detail]
  /// As it now stands in the vault.
  public let stored: StoredAccount
}

extension Vault {
  /// Adds what sources gave, as one change. The same secret twice with different names in one source
  /// makes two accounts; an account that is there already, by whatever name, stays as it is but for
  /// what it never had.
  ///
  /// - Parameters:
  ///   - accounts: in the order of the sources.
  ///   - sources: the positions at which another source begins.
  ///   - trashed: the positions of those that lay in a trash there.
  ///   - now: Unix time in milliseconds.
  /// - Returns: what became of each, in the same order.
  @discardableResult
  public mutating func add(
    _ accounts: [Account], sources: [Int] = [], trashed: Set<Int> = [], now: UInt64
  ) -> [Addition] {
    var places: [(id: EntryID, effect: Addition.Effect)] = []
    let starts = Set(sources).filter { accounts.indices.contains($0) }.union([0]).sorted()
    change(.add, now: now) { writer in
      for (start, end) in zip(starts, starts.dropFirst() + [accounts.count]) {
        var ordinals = OrdinalChoice(accounts[start..<end], in: writer.shared)
        for position in start..<end {
          let core = ordinals.core(for: accounts[position])
          let isTrashed = trashed.contains(position)
          places.append((core.id, writer.add(accounts[position], as: core, isTrashed: isTrashed)))
        }
      }
    }
    return places.compactMap { place in
      shared[place.id].flatMap(StoredAccount.init).map { Addition(place.effect, on: $0) }
    }
  }
}

extension Addition {
  /// What adding did, before it is known how the account stands in the end.
  fileprivate struct Effect {
    let outcome: Outcome
    var filled: [Detail] = []
    var kept: [Detail] = []
  }

  fileprivate init(_ effect: Effect, on stored: StoredAccount) {
    (outcome, filled, kept) = (effect.outcome, effect.filled, effect.kept)
    self.stored = stored
  }
}

extension ChangeWriter {
  fileprivate mutating func add(
    _ account: Account, as core: EntryCore, isTrashed: Bool
  ) -> Addition.Effect {
    guard let entry = shared[core.id], entry.core != nil else {
      create(core, fields: account.fields, counter: account.counter)
      if isTrashed { setLife(Field.Life.trashed, of: core.id) }
      return Addition.Effect(outcome: isTrashed ? .addedToTrash : .added)
    }
    let (filled, kept) = complete(entry, with: account)
    guard entry.isTrashed, !isTrashed else {
      let outcome = filled.isEmpty ? Addition.Outcome.alreadyThere : .completed
      return Addition.Effect(outcome: outcome, filled: filled, kept: kept)
    }
    setLife(Field.Life.live, of: entry.id)
    return Addition.Effect(outcome: .restored, filled: filled, kept: kept)
  }

  /// Fills in what the entry never had. What a user has taken away stays away.
  private mutating func complete(
    _ entry: Entry, with account: Account
  ) -> (filled: [Addition.Detail], kept: [Addition.Detail]) {
    var (filled, kept): ([Addition.Detail], [Addition.Detail]) = ([], [])
    for (detail, field, value) in account.details {
      if let old = entry.fields[field]?.value {
        if old != value { kept.append(detail) }
      } else {
        set(field, to: value, of: entry.id)
        filled.append(detail)
      }
    }
    if account.counter > entry.counter.next {
      raiseCounter(of: entry.id, to: account.counter)
      filled.append(.counter)
    }
    return (filled, kept)
  }
}

extension Account {
  /// The fields of a new entry; what is empty is left out.
  fileprivate var fields: [(String, Value)] {
    var fields: [(String, Value)] = [(Field.id, .text(Account.randomID()))]
    let texts = [
      (Field.issuer, issuer), (Field.name, name), (Field.prefix, labelPrefix ?? ""),
    ]
    fields += texts.filter { !$0.1.isEmpty }.map { ($0.0, .text($0.1)) }
    return fields + details.map { ($0.field, $0.value) }
  }

  /// What it says beside its names and its counter; what is empty is left out.
  fileprivate var details: [(detail: Addition.Detail, field: String, value: Value)] {
    var details: [(Addition.Detail, String, Value)] = []
    if !note.isEmpty { details.append((.note, Field.note, .text(note))) }
    if !tags.isEmpty { details.append((.tags, Field.tags, .list(tags.map(Value.text)))) }
    if isPinned { details.append((.pinned, Field.pinned, .flag(true))) }
    if let pin { details.append((.pin, Field.pin, .secret(pin))) }
    if !parameters.isEmpty {
      let table = Value.table(parameters.map { ($0.key, .text($0.value)) })
      details.append((.parameters, Field.parameters, table))
    }
    return details
  }

  /// Eight characters that are easy to read and type: 40 random bits.
  private static func randomID() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    return String(
      decoding: RandomBytes.make(count: 8).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
  }
}
