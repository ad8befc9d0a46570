private import Secrets

/// What became of an account that was to be added.
public struct Addition: Sendable, Equatable {
  /// How it went.
  public enum Outcome: Sendable, Equatable {
    /// It is new.
    case added
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
  ///   - now: Unix time in milliseconds.
  /// - Returns: what became of each, in the same order.
  @discardableResult
  public mutating func add(_ accounts: [Account], now: UInt64) -> [Addition] {
    var places: [(id: EntryID, outcome: Addition.Outcome)] = []
    var ordinals = OrdinalChoice()
    change(.add, now: now) { writer in
      places = accounts.map { account in
        let core = ordinals.core(for: account, in: writer.shared)
        return (core.id, writer.add(account, as: core))
      }
    }
    return places.compactMap { place in
      shared[place.id].flatMap(StoredAccount.init).map {
        Addition(outcome: place.outcome, stored: $0)
      }
    }
  }
}

/// Chooses the ordinal of each account of one source: the n-th name for one secret is number n,
/// unless the vault has that very name under another number.
private struct OrdinalChoice {
  private struct Names: Equatable {
    let issuer: String
    let name: String
  }

  private var names: [EntryID: [Names]] = [:]

  mutating func core(for account: Account, in shared: SharedState) -> EntryCore {
    let first = EntryCore(credential: account.credential, ordinal: 0)
    let mine = Names(issuer: account.issuer, name: account.name)
    var seen = names[first.id] ?? []
    let position = seen.firstIndex(of: mine) ?? seen.count
    if position == seen.count { seen.append(mine) }
    names[first.id] = seen
    return known(mine, account.credential, in: shared)
      ?? EntryCore(credential: account.credential, ordinal: UInt64(position))
  }

  /// The entry that has these names already.
  private func known(
    _ names: Names, _ credential: Credential, in shared: SharedState
  ) -> EntryCore? {
    var ordinal: UInt64 = 0
    while let entry = shared[EntryCore(credential: credential, ordinal: ordinal).id] {
      if let stored = StoredAccount(entry), stored.account.issuer == names.issuer,
        stored.account.name == names.name
      {
        return entry.core
      }
      ordinal += 1
    }
    return nil
  }
}

extension ChangeWriter {
  fileprivate mutating func add(_ account: Account, as core: EntryCore) -> Addition.Outcome {
    guard let entry = shared[core.id], entry.core != nil else {
      create(core, fields: account.fields, counter: account.counter)
      return .added
    }
    let isCompleted = complete(entry, with: account)
    guard entry.isTrashed else { return isCompleted ? .completed : .alreadyThere }
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
