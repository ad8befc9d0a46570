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
    guard let map = value.map else { throw .malformed }
    let (core, fields) = (map["core"], map["fields"])
    let (counter, purged) = (map["counter"], map["purged"])
    let known = [core, fields, counter, purged].count { $0 != nil }
    guard known == map.count else { throw .malformed }
    self.core = try core.map { (value) throws(EntryFault) in try EntryCore(value) }
    self.fields = try Entry.fields(from: fields)
    if let counter { self.counter = try HOTPCounter(counter) }
    self.purged = try purged.map { (value) throws(EntryFault) in try Stamp(value) }
    try checkRules(hasCounter: counter != nil)
  }

  private func checkRules(hasCounter: Bool) throws(EntryFault) {
    let life = fields[Field.life]?.value
    guard (core == nil) == (life == nil), !hasCounter || counter != HOTPCounter(),
      purged.map({ $0 != .zero && $0 < earliestFieldStamp }) ?? true,
      life == nil || life == Field.Life.live || life == Field.Life.trashed
    else { throw .malformed }
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
    guard let value else { return KeyedTable() }
    guard let groups = value.list, !groups.isEmpty else { throw .malformed }
    var table = KeyedTable<Register>()
    var last = Stamp.zero
    for group in groups {
      guard let pair = group.list, pair.count == 2, let fields = pair[1].map, !fields.isEmpty else {
        throw .malformed
      }
      let stamp = try Stamp(pair[0])
      guard stamp > last else { throw .malformed }
      last = stamp
      let registers = fields.mapValues { Register(value: $0, stamp: stamp) }
      guard table.add(registers) else { throw .malformed }
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
