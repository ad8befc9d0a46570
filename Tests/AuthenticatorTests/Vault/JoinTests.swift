import Secrets
import Testing

@testable import Authenticator

/// VaultFormat, *Joining two states*: each rule alone. `MergeLawTests` has them all at once.
@Suite
struct `Joining two states of an entry` {
  private static func entry(
    _ fields: [(String, Value, Stamp)] = [], counter: HOTPCounter = HOTPCounter(),
    purged: Stamp? = nil
  ) -> Entry {
    var entry = Entry(id: EntrySample.core.id)
    for (name, value, stamp) in fields {
      entry.fields[name] = Register(value: value, stamp: stamp)
    }
    if entry.fields[Field.life] != nil { entry.core = EntrySample.core }
    entry.counter = counter
    entry.purged = purged
    return entry
  }

  /// Joins both ways, which must be the same.
  private static func join(_ left: Entry, _ right: Entry) -> Entry {
    let joined = left.joined(with: right)
    #expect(joined == right.joined(with: left))
    #expect(joined == joined.joined(with: left).joined(with: right))
    return joined
  }

  @Test func `keeps the value with the higher stamp`() {
    let joined = Self.join(
      Self.entry([("note", .text("later"), Sample.stamp(2))]),
      Self.entry([("note", .text("zzz"), Sample.stamp(1))]))
    #expect(joined.fields["note"]?.value == .text("later"))
  }

  @Test func `keeps the fields that only one side has`() {
    let joined = Self.join(
      Self.entry([("note", .text("a"), Sample.stamp(1))]),
      Self.entry([("mood", .text("b"), Sample.stamp(2))]))
    #expect(joined.fields.keys == ["mood", "note"])
  }

  @Test(
    arguments: [
      (.text("a"), .text("b")), (.text("b"), .text("aa")), (.unsigned(255), .unsigned(256)),
      (.unsigned(.max), .bytes([])), (.bytes([9]), .text("")), (.text("zzz"), .list([])),
      (.flag(false), .flag(true)), (.flag(true), .null),
      // Their hashes begin with BD and D6.
      (.secret(Sample.secret("abc")), .secret(Sample.secret("abd"))),
    ] as [(Value, Value)])
  func `keeps the greater encoding of two with one stamp`(smaller: Value, greater: Value) {
    let joined = Self.join(
      Self.entry([("x", smaller, Sample.stamp(1))]), Self.entry([("x", greater, Sample.stamp(1))]))
    #expect(joined.fields["x"]?.value == greater)
  }

  @Test func `tells a secret from the bytes of its hash`() {
    let secret = Sample.secret("abc")
    let joined = Self.join(
      Self.entry([("x", .secret(secret), Sample.stamp(1))]),
      Self.entry([("x", .bytes(secret.hash), Sample.stamp(1))]))
    #expect(joined.fields["x"]?.value == .secret(secret))
  }

  @Test func `tells spellings of one character apart`() {
    _ = Self.join(
      Self.entry([("x", .text("\u{E9}"), Sample.stamp(1))]),
      Self.entry([("x", .text("e\u{301}"), Sample.stamp(1))]))
  }

  @Test func `keeps the higher counter`() {
    let (low, high) = (HOTPCounter(next: 3), HOTPCounter(next: 4))
    #expect(Self.join(Self.entry(counter: low), Self.entry(counter: high)).counter == high)
  }

  @Test func `keeps the counter that was set later, low as it may be`() {
    let (counted, set) = (HOTPCounter(next: 9), HOTPCounter(reset: Sample.stamp(1), next: 2))
    #expect(Self.join(Self.entry(counter: counted), Self.entry(counter: set)).counter == set)
  }

  @Test func `keeps the later purge`() {
    let joined = Self.join(
      Self.entry(purged: Sample.stamp(2)), Self.entry(purged: Sample.stamp(1)))
    #expect(joined.purged == Sample.stamp(2))
  }

  @Test func `ends with a purge what an old copy still has`() {
    let joined = Self.join(
      Self.entry([
        (Field.life, .unsigned(1), Sample.stamp(1)), ("note", .text("a"), Sample.stamp(2)),
      ]),
      Self.entry(purged: Sample.stamp(2)))
    #expect(joined == Self.entry(purged: Sample.stamp(2)))
  }

  @Test func `keeps of a purged entry only the fields that were edited later`() {
    let joined = Self.join(
      Self.entry([
        (Field.life, .unsigned(1), Sample.stamp(1)), ("note", .text("a"), Sample.stamp(3)),
      ]),
      Self.entry(purged: Sample.stamp(2)))
    #expect(joined.core == nil)
    #expect(joined.fields.keys == ["note"])
  }

  @Test func `takes the core from whichever side has it`() {
    let joined = Self.join(
      Self.entry([(Field.life, .unsigned(0), Sample.stamp(3))]),
      Self.entry(purged: Sample.stamp(2)))
    #expect(joined.core == EntrySample.core)
  }

  @Test func `keeps the counter of a purged entry`() {
    let joined = Self.join(
      Self.entry([(Field.life, .unsigned(1), Sample.stamp(1))], counter: HOTPCounter(next: 9)),
      Self.entry(purged: Sample.stamp(2)))
    #expect(joined.counter.next == 9)
  }
}
