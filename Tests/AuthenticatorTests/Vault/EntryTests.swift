import Secrets
import Testing

@testable import Authenticator

@Suite
struct `An entry` {
  private static func read(_ record: Record) throws -> Entry {
    switch Entry.read(record) {
    case .entry(let entry): return entry
    case .opaque(let opaque): throw opaque.fault
    }
  }

  private static func fault(of metadata: Value, id: EntryID = EntrySample.core.id) -> EntryFault? {
    guard case .opaque(let opaque) = Entry.read(EntrySample.record(id: id, metadata)) else {
      return nil
    }
    return opaque.fault
  }

  @Test func `is read as VaultFormat describes it`() throws {
    let entry = try Self.read(EntrySample.record())
    #expect(entry.core == EntrySample.core)
    #expect(entry.fields["name"] == Register(value: .text("alice"), stamp: Sample.stamp(2000)))
    #expect(entry.fields["issuer"] == Register(value: .text("GitHub"), stamp: Sample.stamp(3000)))
    #expect(entry.counter == HOTPCounter(reset: Sample.stamp(1500), next: 7))
    #expect(entry.purged == Sample.stamp(1000))
  }

  @Test func `is written as it was read, fields that nobody knows and all`() throws {
    let record = EntrySample.record()
    let written = Record(try Self.read(record))
    #expect(written.metadata == record.metadata)
    #expect(written.hash == record.hash)
  }

  @Test(arguments: [
    Value.table([]),
    .table([("purged", .bytes(Sample.stamp(1000).bytes))]),
    .table([("fields", .list([EntrySample.groups[0]]))]),
    .table([("counter", .list([.bytes(Stamp.zero.bytes), .unsigned(1)]))]),
    .table([("counter", .list([.bytes(Sample.stamp(1).bytes), .unsigned(0)]))]),
    EntrySample.metadata("counter", nil), EntrySample.metadata("purged", nil),
    EntrySample.metadata(fields: EntrySample.group(Sample.stamp(2000), [("life", .unsigned(1))])),
    EntrySample.metadata(
      fields: EntrySample.group(Sample.stamp(2000), [("life", .unsigned(0)), ("note", .null)])),
    EntrySample.metadata(
      fields: EntrySample.group(Sample.stamp(2000), [("life", .unsigned(0)), ("tags", .text("x"))])),
    EntrySample.metadata(
      fields: EntrySample.group(
        Stamp(time: Stamp.end - 1, counter: .max, device: Sample.devices[0]),
        [("life", .unsigned(0))])),
  ])
  func `may lack what the format lets it lack`(metadata: Value) {
    #expect(Self.fault(of: metadata) == nil)
  }

  @Test(arguments: [
    ("no map", Value.list([])),
    ("an unknown key", EntrySample.metadata("extra", .null)),
    ("fields of another kind", EntrySample.metadata("fields", .table([]))),
    ("empty fields", .table([("fields", .list([]))])),
    ("a group that is no array", EntrySample.metadata(fields: EntrySample.groups[1], .unsigned(1))),
    ("a group of one", EntrySample.metadata(fields: .list([.bytes(Sample.stamp(2000).bytes)]))),
    (
      "a group of three",
      EntrySample.metadata(
        fields: .list([.bytes(Sample.stamp(2000).bytes), .table([("life", .unsigned(0))]), .null]))
    ),
    (
      "an empty group",
      EntrySample.metadata(
        fields: EntrySample.group(Sample.stamp(2000), []), EntrySample.groups[1])
    ),
    (
      "groups in the wrong order",
      EntrySample.metadata("fields", .list(EntrySample.groups.reversed()))
    ),
    (
      "a stamp twice",
      EntrySample.metadata(
        fields: EntrySample.groups[1], EntrySample.group(Sample.stamp(3000), [("note", .text("x"))])
      )
    ),
    (
      "a field in two groups",
      EntrySample.metadata(
        fields: EntrySample.groups[1],
        EntrySample.group(Sample.stamp(4000), [("issuer", .text("GitHub"))]))
    ),
    (
      "a field stamped zero",
      EntrySample.metadata("purged", nil).with(
        fields: EntrySample.group(.zero, [("life", .unsigned(0))]))
    ),
    ("a stamp of 25 bytes", EntrySample.metadata("purged", .bytes(Array(repeating: 1, count: 25)))),
    ("a stamp of 27 bytes", EntrySample.metadata("purged", .bytes(Array(repeating: 1, count: 27)))),
    (
      "a stamp that is text",
      EntrySample.metadata("purged", .text(String(repeating: "a", count: 26)))
    ),
    ("a purge that never happened", EntrySample.metadata("purged", .bytes(Stamp.zero.bytes))),
    (
      "a counter of its default",
      EntrySample.metadata("counter", .list([.bytes(Stamp.zero.bytes), .unsigned(0)]))
    ),
    ("a counter without a stamp", EntrySample.metadata("counter", .list([.unsigned(7)]))),
    ("a counter that is a number", EntrySample.metadata("counter", .unsigned(7))),
    (
      "a counter that is text",
      EntrySample.metadata("counter", .list([.bytes(Sample.stamp(1).bytes), .text("7")]))
    ),
    (
      "a field older than the purge",
      EntrySample.metadata("purged", .bytes(Sample.stamp(2500).bytes))
    ),
    (
      "a field as old as the purge",
      EntrySample.metadata("purged", .bytes(Sample.stamp(2000).bytes))
    ),
    ("a core without a life", EntrySample.metadata(fields: EntrySample.groups[0])),
    ("a life without a core", EntrySample.metadata("core", nil)),
    (
      "a life that is null",
      EntrySample.metadata(fields: EntrySample.group(Sample.stamp(2000), [("life", .null)]))
    ),
    (
      "a third life",
      EntrySample.metadata(fields: EntrySample.group(Sample.stamp(2000), [("life", .unsigned(2))]))
    ),
    ("a core of other values than its id's", EntrySample.metadata(core: "digits", .unsigned(7))),
  ])
  func `is put aside as malformed`(what: String, metadata: Value) {
    #expect(Self.fault(of: metadata) == .malformed, "\(what)")
  }

  @Test func `is put aside under an id that is not its core's`() {
    #expect(Self.fault(of: EntrySample.metadata, id: .zero) == .malformed)
  }

  @Test(arguments: [
    ("no map", EntrySample.metadata("core", .null)),
    ("empty", EntrySample.metadata("core", .table([]))),
    ("a key too many", EntrySample.metadata(core: "extra", .null)),
    ("without a secret", EntrySample.metadata(core: "secret", nil)),
    ("without an ordinal", EntrySample.metadata(core: "ordinal", nil)),
    ("of an unknown type", EntrySample.metadata(core: "type", .text("ocra"))),
    ("of a type in capitals", EntrySample.metadata(core: "type", .text("HOTP"))),
    ("of a secret in the open", EntrySample.metadata(core: "secret", .bytes([1, 2, 3]))),
    ("of an unknown algorithm", EntrySample.metadata(core: "algorithm", .text("SHA3"))),
    ("of no digits", EntrySample.metadata(core: "digits", .unsigned(0))),
    ("of eleven digits", EntrySample.metadata(core: "digits", .unsigned(11))),
    ("of 2^64 - 1 digits", EntrySample.metadata(core: "digits", .unsigned(.max))),
    ("HOTP with a period", EntrySample.metadata(core: "period", .unsigned(30))),
    ("TOTP without a period", EntrySample.metadata(core: "type", .text("totp"))),
    ("of a period of 2^63", EntrySample.metadata(core: "period", .unsigned(1 << 63))),
    ("of an ordinal that is text", EntrySample.metadata(core: "ordinal", .text("0"))),
  ])
  func `is put aside where its core is not known`(what: String, metadata: Value) {
    #expect(Self.fault(of: metadata) == .unknownCore, "\(what)")
  }

  @Test(arguments: [Stamp.end, Stamp.end + 1, 0xFFFF_FFFF_FFFF])
  func `is put aside where a stamp is of 2200 or later`(time: UInt64) {
    let stamp = Sample.stamp(time)
    for metadata in [
      EntrySample.metadata(
        fields: EntrySample.groups[1], EntrySample.group(stamp, [("note", .text("x"))])),
      EntrySample.metadata("counter", .list([.bytes(stamp.bytes), .unsigned(7)])),
      EntrySample.metadata("purged", .bytes(stamp.bytes)),
    ] {
      #expect(Self.fault(of: metadata) == .stampTooLate)
    }
  }
}

extension Value {
  /// This map with other fields.
  fileprivate func with(fields: Value...) -> Value {
    guard var map else { return self }
    map["fields"] = .list(fields)
    return .map(map)
  }
}

@Suite
struct `An entry's id` {
  /// From Python: `def t(x): return len(x).to_bytes(4, "big") + x` and
  /// `hashlib.blake2b(t(TYPE) + t(SECRET) + t(ALGORITHM) + DIGITS.to_bytes(8, "big") +
  /// PERIOD.to_bytes(8, "big") + ORDINAL.to_bytes(8, "big"), digest_size=16,
  /// key=b"fob entry v1").hexdigest()`.
  @Test(
    arguments: [
      (.totp, "12345678901234567890", .sha1, 6, 30, 0, "d41d36a36b5f2728a2fb79e46b64879f"),
      (.totp, "12345678901234567890", .sha1, 6, 30, 1, "05aacfe819a1d09016c868575c3772bc"),
      (.hotp, "12345678901234567890", .sha256, 8, 0, 0, "8bd565d0e2570149eaa3c017f125ad4e"),
      (.motp, "0123456789abcdef", .md5, 6, 10, .max, "076ab7ba30ffaf11e901422aa9b5551a"),
    ] as [(CodeType, String, HashAlgorithm, Int, Int, UInt64, String)])
  func `is as VaultFormat computes it`(
    type: CodeType, secret: String, algorithm: HashAlgorithm, digits: Int, period: Int,
    ordinal: UInt64, id: String
  ) {
    let credential = Credential(
      type: type, secret: Sample.secret(secret), algorithm: algorithm, digits: digits,
      period: period)
    #expect(EntryCore(credential: credential, ordinal: ordinal).id.bytes == Sample.bytes(id))
  }
}

@Suite
struct `A stamp` {
  @Test func `is time, counter and device in 26 bytes`() {
    let stamp = Stamp(
      time: 0x0102_0304_0506, counter: 0x0708_090A,
      device: ID128(high: 0x0B0C_0D0E_0F10_1112, low: 0x1314_1516_1718_191A))
    #expect(stamp.bytes == Array(1...26))
    #expect(Stamp(stamp.bytes) == stamp)
  }

  @Test func `is ordered as its bytes are`() {
    let stamps = [
      Stamp.zero, Sample.stamp(0, counter: 1), Sample.stamp(1), Sample.stamp(1, device: 1),
      Sample.stamp(1, counter: 1), Sample.stamp(256), Sample.stamp(Stamp.end),
    ]
    for (left, right) in zip(stamps, stamps.dropFirst()) {
      #expect(left < right)
      #expect(left.bytes.lexicographicallyPrecedes(right.bytes))
    }
  }

  /// `date -u -d 2200-01-01 +%s` gives 7258118400.
  @Test func `is not believed from the first millisecond of 2200 on`() {
    #expect(Stamp.end == 7_258_118_400 * 1000)
  }
}
