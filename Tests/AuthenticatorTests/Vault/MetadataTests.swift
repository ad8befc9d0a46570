import Secrets
import Testing

@testable import Authenticator

/// A value and how it is written; the examples of RFC 8949, appendix A, of the kinds that fob uses.
private let examples: [(String, Value)] = [
  ("00", .unsigned(0)), ("01", .unsigned(1)), ("0a", .unsigned(10)), ("17", .unsigned(23)),
  ("1818", .unsigned(24)), ("1819", .unsigned(25)), ("1864", .unsigned(100)),
  ("18ff", .unsigned(255)), ("190100", .unsigned(256)), ("1903e8", .unsigned(1000)),
  ("19ffff", .unsigned(65_535)), ("1a00010000", .unsigned(65_536)),
  ("1a000f4240", .unsigned(1_000_000)), ("1affffffff", .unsigned(4_294_967_295)),
  ("1b0000000100000000", .unsigned(4_294_967_296)),
  ("1b000000e8d4a51000", .unsigned(1_000_000_000_000)), ("1bffffffffffffffff", .unsigned(.max)),
  ("f4", .flag(false)), ("f5", .flag(true)), ("f6", .null),
  ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])),
  ("60", .text("")), ("6161", .text("a")), ("6449455446", .text("IETF")), ("62225c", .text("\"\\")),
  ("62c3bc", .text("\u{FC}")), ("63e6b0b4", .text("\u{6C34}")),
  ("64f0908591", .text("\u{10151}")),
  ("80", .list([])), ("83010203", .list([.unsigned(1), .unsigned(2), .unsigned(3)])),
  (
    "8301820203820405",
    .list([
      .unsigned(1), .list([.unsigned(2), .unsigned(3)]), .list([.unsigned(4), .unsigned(5)]),
    ])
  ),
  (
    "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
    .list((1...25).map(Value.unsigned))
  ),
  ("a0", .table([])),
  (
    "a26161016162820203",
    .table([("a", .unsigned(1)), ("b", .list([.unsigned(2), .unsigned(3)]))])
  ),
  ("826161a161626163", .list([.text("a"), .table([("b", .text("c"))])])),
  (
    "a56161614161626142616361436164614461656145",
    .table(["a", "b", "c", "d", "e"].map { ($0, .text($0.uppercased())) })
  ),
  // Not in the appendix: keys by length first, and a key of several bytes.
  (
    "a36162016261610262616203",
    .table([("b", .unsigned(1)), ("aa", .unsigned(2)), ("ab", .unsigned(3))])
  ),
  ("a2617a0062c3bc01", .table([("\u{FC}", .unsigned(1)), ("z", .unsigned(0))])),
]

/// What is CBOR, or nearly, but not the one spelling of a value of the kinds that fob uses.
private let refused: [(String, String)] = [
  ("nothing at all", ""), ("23 in two bytes", "1817"), ("0 in two bytes", "1800"),
  ("255 in three bytes", "1900ff"), ("65,535 in five bytes", "1a0000ffff"),
  ("4,294,967,295 in nine bytes", "1b00000000ffffffff"),
  ("a byte string with a long length", "580161"), ("a text with a long length", "780161"),
  ("an array with a long count", "980100"), ("a map with a long count", "b801616100"),
  ("a tag in a longer form", "db0000000000666f62820000"),
  ("reserved additional information 28", "1c"), ("reserved additional information 30", "1e"),
  ("an indefinite integer", "1f"), ("an indefinite byte string", "5f42010243030405ff"),
  ("an indefinite text", "7f657374726561646d696e67ff"), ("an indefinite array", "9f01ff"),
  ("an indefinite map", "bf616101ff"), ("a lone break", "ff"),
  ("a negative integer", "20"), ("a large negative integer", "3903e7"),
  ("undefined", "f7"), ("an unassigned simple value", "f0"), ("a simple value of 24", "f818"),
  ("false in two bytes", "f814"), ("a half float", "f93c00"), ("a float", "fa47c35000"),
  ("a double", "fb3ff199999999999a"), ("a date", "c11a514b67b0"),
  ("a bignum", "c249010000000000000000"),
  ("an unknown tag on an array", "d9d9f7820000"),
  ("keys in the wrong order", "a2616201616102"), ("longer keys first", "a262616101616202"),
  ("a key twice", "a2616101616102"), ("a number as key", "a10000"), ("bytes as key", "a1416100"),
  ("a key without a value", "a16161"), ("a key alone of two pairs", "a261610161"),
  ("a cut integer", "18"), ("a cut long integer", "1b00000000000000"),
  ("a cut byte string", "4201"),
  ("a cut text", "6261"), ("a cut array", "8201"), ("a cut map", "a1"),
  ("an array of 2^32", "9b0000000100000000"), ("an array of 2^64 - 1", "9bffffffffffffffff"),
  ("a map of 2^64 - 1", "bbffffffffffffffff"), ("a text of 2^63", "7b8000000000000000"),
  ("bytes of 2^64 - 1", "5bffffffffffffffff"), ("a byte too many", "0000"),
  ("a value too many", "f6f6"),
  ("a lone continuation byte", "6180"), ("a cut UTF-8 sequence", "61c3"),
  ("an overlong UTF-8 sequence", "62c080"), ("a surrogate in UTF-8", "63eda080"),
  ("a character beyond Unicode", "64f4908080"), ("a key that is not UTF-8", "a161ff00"),
]

@Suite
struct `Metadata` {
  private static func read(
    _ bytes: [UInt8], secrets: [UInt8] = [], deepest: Int = CBOR.deepest
  ) throws(MetadataFault) -> Value {
    try MetadataReader.value(
      from: bytes.span, secrets: Sample.secret(secrets), deepest: deepest)
  }

  @Test(arguments: examples)
  func `is written as deterministic CBOR`(hex: String, value: Value) {
    var writer = MetadataWriter()
    writer.write(value)
    #expect(writer.metadata == Sample.bytes(hex))
  }

  @Test(arguments: examples)
  func `is read as it was written`(hex: String, value: Value) throws {
    #expect(try Self.read(Sample.bytes(hex)) == value)
  }

  @Test(arguments: refused)
  func `is refused in any other spelling`(what: String, hex: String) {
    #expect(throws: MetadataFault.self, "\(what)") { try Self.read(Sample.bytes(hex)) }
  }

  @Test(arguments: examples)
  func `is refused where it ends early`(hex: String, value: Value) {
    let bytes = Sample.bytes(hex)
    for length in bytes.indices {
      #expect(throws: MetadataFault.self) { try Self.read(Array(bytes[..<length])) }
    }
  }

  @Test(arguments: [0x81, 0xA1] as [UInt8])
  func `nests sixteen arrays or maps`(head: UInt8) throws {
    let level: [UInt8] = head == 0x81 ? [head] : [head, 0x60]
    let nested = Array(repeating: level, count: 15).flatMap(\.self)
    _ = try Self.read(nested + [head - 1])
    _ = try Self.read(nested + level + [0])
  }

  @Test(arguments: [0x80, 0xA0] as [UInt8])
  func `does not nest a seventeenth, empty as it may be`(empty: UInt8) {
    let nested = Array(repeating: 0x81 as UInt8, count: 16)
    #expect(throws: MetadataFault.malformed) { try Self.read(nested + [empty]) }
  }

  @Test func `of a million levels is refused without using up the stack`() {
    let nested = Array(repeating: 0x81 as UInt8, count: 1_000_000)
    #expect(throws: MetadataFault.malformed) { try Self.read(nested + [0]) }
  }

  @Test func `keeps texts of the same looks apart as keys`() throws {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    let table = Value.table([(composed, .unsigned(1)), (decomposed, .unsigned(2))])
    var writer = MetadataWriter()
    writer.write(table)
    let read = try Self.read(writer.metadata)
    #expect(read.map?[composed] == .unsigned(1))
    #expect(read.map?[decomposed] == .unsigned(2))
  }
}

@Suite
struct `A secret in metadata` {
  /// Tag 6713186.
  private static let tag = "da00666f62"

  private static func read(_ hex: String, secrets: String) throws(MetadataFault) -> Value {
    try MetadataReader.value(
      from: Sample.bytes(hex).span, secrets: Sample.secret(secrets))
  }

  @Test func `stands apart, and metadata tells its place`() {
    var writer = MetadataWriter()
    writer.write(.list([.secret(Sample.secret("abc")), .secret(Sample.secret("de"))]))
    #expect(writer.metadata == Sample.bytes("82 \(Self.tag)820003 \(Self.tag)820302"))
    #expect(writer.secrets == [Sample.secret("abc"), Sample.secret("de")])
  }

  @Test func `is found at its place`() throws {
    let value = try Self.read("82 \(Self.tag)820003 \(Self.tag)820302", secrets: "abcde")
    #expect(value == .list([.secret(Sample.secret("abc")), .secret(Sample.secret("de"))]))
  }

  @Test func `may be empty`() throws {
    #expect(try Self.read("\(Self.tag)820000", secrets: "") == .secret(Sample.secret("")))
  }

  @Test(arguments: [
    ("before the one before it", "82 \(tag)820302 \(tag)820003"),
    ("twice", "82 \(tag)820002 \(tag)820002"),
    ("behind a gap", "82 \(tag)820002 \(tag)820302"),
    ("over another", "82 \(tag)820003 \(tag)820203"),
    ("beyond the end", "\(tag)820006"),
    ("with a length of 2^64 - 1", "\(tag)82001bffffffffffffffff"),
    ("at 2^64 - 1", "\(tag)821bffffffffffffffff00"),
  ])
  func `is refused at another place`(what: String, hex: String) {
    #expect(throws: MetadataFault.misplacedSecret, "\(what)") {
      try Self.read(hex, secrets: "abcde")
    }
  }

  @Test(arguments: [
    ("a number", "\(tag)00"), ("one number", "\(tag)8105"), ("three numbers", "\(tag)83000500"),
    ("texts", "\(tag)8261306135"), ("a negative number", "\(tag)822005"),
    ("another tag", "da00666f63820005"),
    ("a tag in a tag", "\(tag)\(tag)820005"), ("nothing", "\(tag)"),
    ("an indefinite array", "\(tag)9f0005ff"),
    ("a length in long form", "\(tag)82001805"),
  ])
  func `is refused as anything but a place`(what: String, hex: String) {
    #expect(throws: MetadataFault.malformed, "\(what)") { try Self.read(hex, secrets: "abcde") }
  }

  @Test func `that nothing refers to is refused`() {
    #expect(throws: MetadataFault.leftOver) { try Self.read("f6", secrets: "a") }
    #expect(throws: MetadataFault.leftOver) { try Self.read("\(Self.tag)820004", secrets: "abcde") }
  }
}

@Suite
struct `Random bytes as metadata` {
  /// Heads are frequent, so that the reader gets some way into them.
  private static let heads: [UInt8] = [
    0x00, 0x17, 0x18, 0x40, 0x41, 0x60, 0x61, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xA2, 0xF4, 0xF6, 0xDA,
  ]

  @Test func `never trap, and what is read is written as it was`() {
    var generator = SeededGenerator(seed: 8949)
    let secrets = Sample.secret("")
    var understood = 0
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? Self.heads[Int.random(in: 0..<Self.heads.count, using: &generator)]
          : UInt8.random(in: 0...255, using: &generator)
      }
      guard let value = try? MetadataReader.value(from: bytes.span, secrets: secrets) else {
        continue
      }
      understood += 1
      var writer = MetadataWriter()
      writer.write(value)
      #expect(writer.metadata == bytes)
    }
    #expect(understood > 100)
  }

  @Test func `in place of an entry's never trap`() {
    var generator = SeededGenerator(seed: 8950)
    let record = EntrySample.record()
    for _ in 0..<5_000 {
      var metadata = record.metadata
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        metadata[Int.random(in: 0..<metadata.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let changed = Record(id: record.id, metadata: metadata, secrets: record.secrets)
      guard case .entry(let entry) = Entry.read(changed) else { continue }
      #expect(Record(entry).metadata == metadata)
    }
  }
}
