/// Why a record of the vault is kept aside instead of understood.
public enum EntryFault: Error, Equatable, Sendable {
  /// The metadata is not what version 1 writes.
  case malformed
  /// What codes are computed from is of a kind that this version does not know.
  case unknownCore
  /// A stamp of the year 2200 or later: a clock was badly wrong, or somebody wants to win.
  case stampTooLate
}

extension Entry {
  /// The metadata of the entry's record (VaultFormat, *Entries*).
  var value: Value {
    var map = KeyedTable<Value>()
    map["core"] = core?.value
    map["fields"] = fields.isEmpty ? nil : .list(fieldGroups)
    map["counter"] = counter == HOTPCounter() ? nil : counter.value
    map["purged"] = purged.map { .bytes($0.bytes) }
    return .map(map)
  }

  /// Reads a record's metadata.
  init(id: EntryID, _ value: Value) throws(EntryFault) {
    self.id = id
    guard let map = value.map, map.keys.allSatisfy(Entry.keys.contains) else { throw .malformed }
    core = try map["core"].map { (value) throws(EntryFault) in try EntryCore(value) }
    fields = try Entry.fields(from: map["fields"])
    counter =
      try map["counter"].map { (value) throws(EntryFault) in try HOTPCounter(value) }
      ?? HOTPCounter()
    purged = try map["purged"].map { (value) throws(EntryFault) in try Stamp(value) }
    try checkRules(hasCounter: map["counter"] != nil)
  }

  private static let keys: Set = ["core", "fields", "counter", "purged"]

  private func checkRules(hasCounter: Bool) throws(EntryFault) {
    guard (core == nil) == (fields[Field.life] == nil), !hasCounter || counter != HOTPCounter(),
      !fields.pairs.contains(where: { $0.element.stamp <= purged ?? .zero }), purged != .zero
    else { throw .malformed }
    let life = fields[Field.life]?.value ?? Field.Life.live
    guard life == Field.Life.live || life == Field.Life.trashed else { throw .malformed }
    if let core, core.id != id { throw .malformed }
  }

  /// The fields by stamp, since most of an entry's fields were written at once.
  private var fieldGroups: [Value] {
    var groups: [Stamp: KeyedTable<Value>] = [:]
    for (key, register) in fields.pairs {
      groups[register.stamp, default: KeyedTable()][key] = register.value
    }
    return groups.sorted { $0.key < $1.key }.map { stamp, fields in
      .list([.bytes(stamp.bytes), .map(fields)])
    }
  }

  private static func fields(from value: Value?) throws(EntryFault) -> KeyedTable<Register> {
    var table = KeyedTable<Register>()
    guard let value else { return table }
    guard let groups = value.list, !groups.isEmpty else { throw .malformed }
    var last = Stamp.zero
    for group in groups {
      guard let pair = group.list, pair.count == 2, let fields = pair[1].map, !fields.isEmpty else {
        throw .malformed
      }
      let stamp = try Stamp(pair[0])
      guard stamp > last else { throw .malformed }
      last = stamp
      for (key, value) in fields.pairs {
        guard table[key] == nil else { throw .malformed }
        table[key] = Register(value: value, stamp: stamp)
      }
    }
    return table
  }
}

extension HOTPCounter {
  var value: Value { .list([.bytes(reset.bytes), .unsigned(next)]) }

  init(_ value: Value) throws(EntryFault) {
    guard let pair = value.list, pair.count == 2, let next = pair[1].unsigned else {
      throw .malformed
    }
    reset = try Stamp(pair[0])
    self.next = next
  }
}

extension Stamp {
  init(_ value: Value) throws(EntryFault) {
    guard let bytes = value.bytes, let stamp = Stamp(bytes) else { throw .malformed }
    guard stamp.time < Stamp.end else { throw .stampTooLate }
    self = stamp
  }
}
