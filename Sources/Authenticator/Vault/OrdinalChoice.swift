/// Chooses the ordinals of one source's accounts, so that each name for one secret has its own: one
/// that the vault has under that very name, else the lowest that no other name of the source has.
struct OrdinalChoice {
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

  /// - Parameters:
  ///   - accounts: of one source.
  ///   - shared: what is there already.
  init(_ accounts: ArraySlice<Account>, in shared: SharedState) {
    var stored: [EntryID: [Names: UInt64]] = [:]
    for account in accounts {
      let (first, names) = (account.firstCore.id, Names(account))
      let known = stored[first] ?? Self.stored(account.credential, in: shared)
      stored[first] = known
      if let ordinal = known[names] { numberings[first, default: .init()].give(ordinal, to: names) }
    }
  }

  /// What makes the account of this secret and these names one entry, wherever it is added.
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

extension Account {
  fileprivate var firstCore: EntryCore { EntryCore(credential: credential, ordinal: 0) }
}
