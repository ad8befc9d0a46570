private import Secrets

/// Writes the fields of one change with one stamp, and remembers what was there before.
struct ChangeWriter {
  private(set) var shared: SharedState
  let stamp: Stamp
  /// Unix time in seconds.
  let seconds: UInt64
  private(set) var before: [Change.Before] = []

  init(shared: SharedState, stamp: Stamp, seconds: UInt64) {
    self.shared = shared
    self.stamp = stamp
    self.seconds = seconds
  }

  /// Writes a field unless it has that value.
  mutating func set(_ field: String, to value: Value, of id: EntryID) {
    let old = shared[id]?.fields[field]?.value ?? .null
    guard old != value else { return }
    before.append(Change.Before(entry: id, field: field, value: old))
    write([(field, value), (Field.modified, .unsigned(seconds))], to: id)
  }

  /// Puts an entry into the trash or takes it out. All its fields get the new stamp, so that they
  /// outlast a purge that another device makes meanwhile, as `life` does.
  mutating func setLife(_ life: Value, of id: EntryID) {
    guard let entry = shared[id], entry.core != nil, entry.fields[Field.life]?.value != life else {
      return
    }
    let kept = entry.fields.pairs.map { ($0.key, $0.element.value) }
    write(kept, to: id)
    set(Field.life, to: life, of: id)
  }

  /// Makes an entry, also out of what is left of a purged one.
  mutating func create(_ core: EntryCore, fields: [(String, Value)], counter: UInt64) {
    let id = core.id
    shared.update(id) { $0.core = core }
    write(fields + [(Field.created, .unsigned(seconds))], to: id)
    set(Field.life, to: Field.Life.live, of: id)
    raiseCounter(of: id, to: counter)
  }

  /// Lets an HOTP counter grow.
  mutating func raiseCounter(of id: EntryID, to next: UInt64) {
    guard let entry = shared[id], next > entry.counter.next else { return }
    remember(entry.counter, of: id)
    shared.update(id) { $0.counter.next = next }
  }

  /// Sets an HOTP counter, which wins over all that counted before.
  mutating func resetCounter(of id: EntryID, to next: UInt64) {
    remember(shared[id]?.counter ?? HOTPCounter(), of: id)
    shared.update(id) { $0.counter = HOTPCounter(reset: stamp, next: next) }
  }

  /// Deletes an entry of the trash for good.
  mutating func purge(_ id: EntryID) {
    guard let entry = shared[id], entry.core != nil, entry.isTrashed else { return }
    before.append(Change.Before(entry: id, field: Field.life, value: .null))
    shared.update(id) { $0.purge(at: stamp) }
  }

  private mutating func remember(_ counter: HOTPCounter, of id: EntryID) {
    before.append(Change.Before(entry: id, field: Field.counter, value: .unsigned(counter.next)))
  }

  private mutating func write(_ values: [(String, Value)], to id: EntryID) {
    shared.update(id) { entry in
      for (field, value) in values { entry.fields[field] = Register(value: value, stamp: stamp) }
    }
  }
}

extension Vault {
  /// Makes one change: all it writes has one stamp, and one line in the journal.
  mutating func change(_ verb: Change.Verb, now: UInt64, _ body: (inout ChangeWriter) -> Void) {
    var writer = ChangeWriter(
      shared: shared, stamp: local.clock.tick(now: now), seconds: now / 1000)
    shared = SharedState()
    body(&writer)
    shared = writer.shared
    guard !writer.before.isEmpty else { return }
    local.journal.record(verb, at: writer.seconds, before: writer.before)
  }
}
