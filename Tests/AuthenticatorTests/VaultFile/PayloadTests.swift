import Secrets
import Testing

@testable import Authenticator

/// A payload's parts, to be put together in wrong ways.
private struct Parts {
  var count: UInt32 = 1
  var records: [[UInt8]] = [Parts.encoded(EntrySample.record())]
  var local = Parts.body(Parts.localMetadata)
  var padding: [UInt8]? = nil

  static let localMetadata = Sample.record(
    id: .zero,
    .table([
      ("device", .bytes(Array(repeating: 1, count: 16))),
      ("clock", .bytes(Sample.stamp(5000).bytes)), ("journal", .list([])),
    ])
  ).metadata

  static func encoded(_ record: Record) -> [UInt8] {
    record.id.bytes + body(record.metadata, record.secrets.flatMap(\.revealed))
  }

  static func body(_ metadata: [UInt8], _ secrets: [UInt8] = []) -> [UInt8] {
    UInt32(metadata.count).bigEndianBytes + metadata + UInt32(secrets.count).bigEndianBytes
      + secrets
  }

  /// The payload, padded to 4096 bytes unless `padding` says otherwise.
  var bytes: [UInt8] {
    let content = count.bigEndianBytes + records.flatMap(\.self) + local
    return content
      + (padding ?? [0x80] + Array(repeating: 0, count: max(0, 4095 - content.count)))
  }
}

private func decode(_ bytes: [UInt8]) throws(VaultError) -> Vault {
  try Payload.decode(Sample.secret(bytes))
}

@Suite
struct `A payload` {
  @Test func `is read as VaultFormat describes it`() throws {
    let vault = try decode(Parts().bytes)
    #expect(vault.accounts.map(\.account.name) == ["alice"])
    #expect(vault.local.clock.latest == Sample.stamp(5000))
  }

  @Test func `is written as it was read`() throws {
    let bytes = Parts().bytes
    #expect(Secret(Payload.encode(try decode(bytes))).revealed == bytes)
  }

  @Test func `keeps what later versions put into the local part`() throws {
    var parts = Parts()
    parts.local = Parts.body(
      Sample.record(
        id: .zero,
        .table([
          ("device", .bytes(Array(repeating: 1, count: 16))),
          ("clock", .bytes(Sample.stamp(5000).bytes)), ("journal", .list([])),
          ("synckey", .secret(Sample.secret("abc"))), ("zoo", .list([.null])),
        ])
      ).metadata, Array("abc".utf8))
    #expect(Secret(Payload.encode(try decode(parts.bytes))).revealed == parts.bytes)
  }

  @Test func `holds records in their order only`() throws {
    var parts = Parts()
    let (low, high) = (
      Record(id: .zero, metadata: [0xFF], secrets: []),
      Record(id: .zero, metadata: [0xFE], secrets: [])
    )
    let ordered = [low, high].sorted { $0.hash.lexicographicallyPrecedes($1.hash) }
    parts.count = 3
    parts.records = ordered.map(Parts.encoded) + parts.records
    #expect(try decode(parts.bytes).opaqueRecords.count == 2)
    for (left, right) in [(0, 1), (1, 2)] {
      var swapped = parts
      swapped.records.swapAt(left, right)
      #expect(throws: VaultError.damaged) { try decode(swapped.bytes) }
    }
    parts.records[1] = parts.records[0]
    #expect(throws: VaultError.damaged) { try decode(parts.bytes) }
  }

  @Test(arguments: [0, 2, 0x00FF_FFFF, .max] as [UInt32])
  func `is refused with another count of records`(count: UInt32) {
    var parts = Parts()
    parts.count = count
    #expect(throws: VaultError.damaged) { try decode(parts.bytes) }
  }

  @Test(
    arguments: [
      ("without an end", []), ("of zeros", Array(repeating: 0, count: 100)),
      ("too short", [0x80]), ("by another byte", [0x81] + Array(repeating: 0, count: 100)),
    ] as [(String, [UInt8])])
  func `is refused with another padding`(what: String, padding: [UInt8]) {
    var parts = Parts()
    parts.padding = padding
    #expect(throws: VaultError.damaged, "\(what)") { try decode(parts.bytes) }
  }

  @Test func `is refused with a step of padding too much`() {
    #expect(throws: VaultError.damaged) {
      try decode(Parts().bytes + Array(repeating: 0, count: 4096))
    }
  }

  @Test func `of nothing is refused`() {
    #expect(throws: VaultError.damaged) { try decode([]) }
    #expect(throws: VaultError.damaged) { try decode(Array(repeating: 0, count: 4096)) }
    #expect(throws: VaultError.damaged) {
      try decode([0x80] + Array(repeating: 0, count: 4095))
    }
  }

  @Test func `is refused with bytes behind the local part`() {
    var parts = Parts()
    parts.local += [0]
    #expect(throws: VaultError.damaged) { try decode(parts.bytes) }
  }

  @Test(arguments: ["device", "clock", "journal"])
  func `begins anew what the local part lacks`(key: String) throws {
    var map = try #require(
      try MetadataReader.value(from: Parts.localMetadata.span, secrets: Sample.secret("")).map)
    map[key] = nil
    var parts = Parts()
    parts.local = Parts.body(Sample.record(id: .zero, .map(map)).metadata)
    let vault = try decode(parts.bytes)
    #expect(vault.accounts.map(\.account.name) == ["alice"])
    #expect(vault.local.clock.latest >= vault.shared.latestStamp)
    #expect(vault.local.clock.device != .zero && vault.history.isEmpty)
  }

  @Test func `opens with a local part that is not understood`() throws {
    var parts = Parts()
    parts.local = Parts.body([0xFF])
    #expect(try decode(parts.bytes).accounts.map(\.account.name) == ["alice"])
  }

  /// The bytes before the padding, and all of them.
  @Test(arguments: [
    (4095, 4096), (4096, 8192), (65_534, 65_536), (65_535, 65_536), (65_536, 81_920),
    (65_537, 81_920), (81_919, 81_920), (81_920, 98_304),
  ])
  func `is padded in steps`(length: Int, padded: Int) throws {
    // A byte string has a longer head from 65,536 bytes on.
    let sample = length < 66_000 ? 300 : 70_000
    let overhead = Self.contentLength(Self.vault(filledWith: sample)) - sample
    let vault = Self.vault(filledWith: length - overhead)
    try #require(Self.contentLength(vault) == length)
    let payload = Secret(Payload.encode(vault))
    #expect(payload.count == padded)
    #expect(try Payload.decode(payload) == vault)
  }

  private static func vault(filledWith count: Int) -> Vault {
    var vault = Sample.vault()
    let value = Value.bytes(Array(repeating: 1, count: count))
    vault.shared.update(.zero) {
      $0.fields["x"] = Register(value: value, stamp: Sample.stamp(1))
    }
    vault.local.clock.saw(Sample.stamp(1))
    return vault
  }

  private static func contentLength(_ vault: Vault) -> Int {
    Secret(Payload.encode(vault)).revealed.lastIndex(of: 0x80) ?? 0
  }
}
