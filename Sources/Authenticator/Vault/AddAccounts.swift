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
    /// It was there, and something that was missing was filled in: a PIN, or a later counter.
    case completed
    /// It was there.
    case alreadyThere
  }

  /// How it went.
  public let outcome: Outcome
  /// As it now stands in the vault.
  public let stored: StoredAccount
}

extension Vault {
  /// Adds what one source gave, as one change. The same secret twice with different names makes
  /// two accounts; an account that is there already, by whatever name, stays as it is.
  ///
  /// - Parameters:
  ///   - accounts: in the order of the source.
  ///   - trashed: the positions of those that lay in a trash there.
  ///   - now: Unix time in milliseconds.
  /// - Returns: what became of each, in the same order.
  @discardableResult
  public mutating func add(
    _ accounts: [Account], trashed: Set<Int> = [], now: UInt64
  ) -> [Addition] {
    var places: [(id: EntryID, outcome: Addition.Outcome)] = []
    var ordinals = OrdinalChoice(accounts, in: shared)
    change(.add, now: now) { writer in
      places = accounts.enumerated().map { position, account in
        let core = ordinals.core(for: account)
        let isTrashed = trashed.contains(position)
        return (core.id, writer.add(account, as: core, isTrashed: isTrashed))
      }
    }
    return places.compactMap { place in
      shared[place.id].flatMap(StoredAccount.init).map {
        Addition(outcome: place.outcome, stored: $0)
      }
    }
  }
}

/// Chooses the ordinals of one source's accounts, so that each name for one secret has its own: one
/// that the vault has under that very name, else the lowest that no other name of the source has.
private struct OrdinalChoice {
  private struct Names: Hashable {
    let issuer: String
    let name: String

    init(_ account: Account) { (issuer, name) = (account.issuer, account.name) }
  }

  /// The ordinals for one secret.
  private struct Numbering {
    var ordinals: [Names: UInt64] = [:]
    var taken: Set<UInt64> = []
    var lowest: UInt64 = 0

    mutating func give(_ ordinal: UInt64, to names: Names) {
      ordinals[names] = ordinal
      taken.insert(ordinal)
      while taken.contains(lowest) { lowest += 1 }
    }
  }

  /// By the entry id that has ordinal 0.
  private var numberings: [EntryID: Numbering] = [:]

  init(_ accounts: [Account], in shared: SharedState) {
    var stored: [EntryID: [Names: UInt64]] = [:]
    for account in accounts {
      let (first, names) = (account.firstCore.id, Names(account))
      let known = stored[first] ?? Self.stored(account.credential, in: shared)
      stored[first] = known
      if let ordinal = known[names] { numberings[first, default: .init()].give(ordinal, to: names) }
    }
  }

  mutating func core(for account: Account) -> EntryCore {
    let (first, names) = (account.firstCore.id, Names(account))
    var numbering = numberings[first] ?? Numbering()
    if numbering.ordinals[names] == nil { numbering.give(numbering.lowest, to: names) }
    numberings[first] = numbering
    return EntryCore(credential: account.credential, ordinal: numbering.ordinals[names] ?? 0)
  }

  /// The names that the vault has for one secret.
  private static func stored(
    _ credential: Credential, in shared: SharedState
  ) -> [Names: UInt64] {
    var ordinals: [Names: UInt64] = [:]
    var ordinal: UInt64 = 0
    while let entry = shared[EntryCore(credential: credential, ordinal: ordinal).id] {
      if let stored = StoredAccount(entry), ordinals[Names(stored.account)] == nil {
        ordinals[Names(stored.account)] = ordinal
      }
      ordinal += 1
    }
    return ordinals
  }
}

extension ChangeWriter {
  fileprivate mutating func add(
    _ account: Account, as core: EntryCore, isTrashed: Bool
  ) -> Addition.Outcome {
    guard let entry = shared[core.id], entry.core != nil else {
      create(core, fields: account.fields, counter: account.counter)
      if isTrashed { setLife(Field.Life.trashed, of: core.id) }
      return isTrashed ? .addedToTrash : .added
    }
    let isCompleted = complete(entry, with: account)
    guard entry.isTrashed, !isTrashed else { return isCompleted ? .completed : .alreadyThere }
    setLife(Field.Life.live, of: entry.id)
    return .restored
  }

  private mutating func complete(_ entry: Entry, with account: Account) -> Bool {
    var isCompleted = false
    if let pin = account.pin, entry.fields[Field.pin]?.value.secret == nil {
      set(Field.pin, to: .secret(pin), of: entry.id)
      isCompleted = true
    }
    if account.counter > entry.counter.next {
      raiseCounter(of: entry.id, to: account.counter)
      isCompleted = true
    }
    return isCompleted
  }
}

extension Account {
  fileprivate var firstCore: EntryCore { EntryCore(credential: credential, ordinal: 0) }

  /// The fields of a new entry; what is empty is left out.
  fileprivate var fields: [(String, Value)] {
    var fields: [(String, Value)] = [(Field.id, .text(Account.randomID()))]
    let texts = [
      (Field.issuer, issuer), (Field.name, name), (Field.prefix, labelPrefix ?? ""),
      (Field.note, note),
    ]
    fields += texts.filter { !$0.1.isEmpty }.map { ($0.0, .text($0.1)) }
    if !tags.isEmpty { fields.append((Field.tags, .list(tags.map(Value.text)))) }
    if isPinned { fields.append((Field.pinned, .flag(true))) }
    if let pin { fields.append((Field.pin, .secret(pin))) }
    if !parameters.isEmpty {
      fields.append((Field.parameters, .table(parameters.map { ($0.key, .text($0.value)) })))
    }
    return fields
  }

  /// Eight characters that are easy to read and type: 40 random bits.
  private static func randomID() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    return String(
      decoding: RandomBytes.make(count: 8).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
  }
}
