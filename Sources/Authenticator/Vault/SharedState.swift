/// What merges: all entries, and the records that are not understood.
struct SharedState: Sendable {
  private(set) var entries: [EntryID: Entry] = [:]
  private(set) var opaque: [OpaqueRecord] = []

  init() {}

  /// Takes in records in any order; several of one entry are joined.
  init(records: [Record]) {
    entries.reserveCapacity(records.count)
    for record in records {
      switch Entry.read(record) {
      case .success(let entry): take(entry)
      case .failure(let failure): take(failure.record)
      }
    }
  }

  /// The records in the order of the vault format: by entry id, then by content.
  var records: [Record] {
    (entries.values.map(Record.init) + opaque.map(\.record)).sorted { left, right in
      left.id == right.id
        ? left.hash.lexicographicallyPrecedes(right.hash) : left.id < right.id
    }
  }

  /// The highest stamp in it, for the clock.
  var latestStamp: Stamp { entries.values.map(\.latestStamp).max() ?? .zero }

  subscript(id: EntryID) -> Entry? { entries[id] }

  /// Joins another state: idempotent, commutative, associative.
  func joined(with other: SharedState) -> SharedState {
    var result = self
    for entry in other.entries.values { result.take(entry) }
    for record in other.opaque { result.take(record) }
    return result
  }

  /// Changes an entry, or makes it.
  mutating func update(_ id: EntryID, _ change: (inout Entry) -> Void) {
    change(&entries[id, default: Entry(id: id)])
  }

  private mutating func take(_ entry: Entry) {
    entries[entry.id] = entries[entry.id]?.joined(with: entry) ?? entry
  }

  private mutating func take(_ record: OpaqueRecord) {
    guard !opaque.contains(where: { $0.record.hash == record.record.hash }) else { return }
    opaque.append(record)
  }
}

extension SharedState: Equatable {
  static func == (left: SharedState, right: SharedState) -> Bool {
    left.entries == right.entries
      && Set(left.opaque.map(\.record.hash)) == Set(right.opaque.map(\.record.hash))
  }
}
