/// What merges: all entries, and the records that are not understood.
struct SharedState: Sendable {
  private(set) var entries: [EntryID: Entry] = [:]
  /// The records that are not understood, by their hash.
  private var kept: [[UInt8]: OpaqueRecord] = [:]

  init() {}

  /// Takes in records in any order; several of one entry are joined.
  init(records: [Record]) {
    entries.reserveCapacity(records.count)
    for record in records {
      switch Entry.read(record) {
      case .entry(let entry): take(entry)
      case .opaque(let record): take(record)
      }
    }
  }

  /// The records in the order of the vault format: by entry id, then by content.
  var records: [Record] {
    (entries.values.map(Record.init) + kept.values.map(\.record)).sorted { $0.comesBefore($1) }
  }

  /// The records that are not understood, in the same order.
  var opaque: [OpaqueRecord] {
    kept.values.sorted { $0.record.comesBefore($1.record) }
  }

  /// The highest stamp in it, for the clock.
  var latestStamp: Stamp { entries.values.map(\.latestStamp).max() ?? .zero }

  subscript(id: EntryID) -> Entry? { entries[id] }

  /// Joins another state: idempotent, commutative, associative.
  func joined(with other: SharedState) -> SharedState {
    var result = self
    for entry in other.entries.values { result.take(entry) }
    result.kept.merge(other.kept) { mine, _ in mine }
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
    kept[record.record.hash] = record
  }
}

extension SharedState: Equatable {
  static func == (left: SharedState, right: SharedState) -> Bool {
    left.entries == right.entries && left.kept.keys == right.kept.keys
  }
}
