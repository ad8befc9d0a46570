/// One account, or what is left of it, in the form that merges.
struct Entry: Sendable, Equatable {
  let id: EntryID
  /// There exactly where the field `life` is.
  var core: EntryCore?
  var fields = KeyedTable<Register>()
  var counter = HOTPCounter()
  /// The highest stamp of a deletion for good.
  var purged: Stamp?

  var isTrashed: Bool { fields[Field.life]?.value == Field.Life.trashed }

  /// The highest stamp in it, for the clock.
  var latestStamp: Stamp {
    fields.elements.reduce(max(counter.reset, purged ?? .zero)) { max($0, $1.stamp) }
  }

  /// The lowest stamp of its fields; the end of all stamps where there are none.
  var earliestFieldStamp: Stamp {
    let end = Stamp(time: Stamp.end, counter: 0, device: .zero)
    return fields.elements.reduce(end) { min($0, $1.stamp) }
  }

  /// Joins another state of the same entry: idempotent, commutative, associative.
  func joined(with other: Entry) -> Entry {
    var result = self
    for (key, register) in other.fields.pairs {
      result.fields[key] = result.fields[key]?.joined(with: register) ?? register
    }
    result.counter = max(counter, other.counter)
    result.purged = [purged, other.purged].compactMap(\.self).max()
    result.core = core ?? other.core
    result.dropPurged()
    return result
  }

  /// Ends the entry for good, but for what later stamps wrote.
  mutating func purge(at stamp: Stamp) {
    purged = max(purged ?? .zero, stamp)
    dropPurged()
  }

  private mutating func dropPurged() {
    guard let purged else { return }
    fields.keep { $0.stamp > purged }
    if fields[Field.life] == nil { core = nil }
  }
}
