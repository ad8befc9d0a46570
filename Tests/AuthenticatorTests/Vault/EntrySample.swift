import Secrets

@testable import Authenticator

/// A record of an account with everything in it, and ways to break one thing of it.
enum EntrySample {
  static let core = EntryCore(
    credential: Credential(type: .hotp, secret: Sample.secret, algorithm: .sha256, digits: 8),
    ordinal: 0)

  static let groups: [Value] = [
    group(Sample.stamp(2000), [("name", .text("alice")), ("mood", .text("unknown"))]),
    group(
      Sample.stamp(3000),
      [("life", .unsigned(0)), ("id", .text("abcdefgh")), ("issuer", .text("GitHub"))]),
  ]

  static let metadata = Value.table([
    ("core", core.value), ("fields", .list(groups)),
    ("counter", .list([.bytes(Sample.stamp(1500).bytes), .unsigned(7)])),
    ("purged", .bytes(Sample.stamp(1000).bytes)),
  ])

  static func group(_ stamp: Stamp, _ fields: [(String, Value)]) -> Value {
    .list([.bytes(stamp.bytes), .table(fields)])
  }

  static func record(id: EntryID = core.id, _ metadata: Value = metadata) -> Record {
    Sample.record(id: id, metadata)
  }

  /// The metadata with another value, or none, under one key.
  static func metadata(_ key: String, _ value: Value?) -> Value {
    guard var map = metadata.map else { return metadata }
    map[key] = value
    return .map(map)
  }

  static func metadata(fields: Value...) -> Value { metadata("fields", .list(fields)) }

  /// The metadata with another value, or none, under one key of the core.
  static func metadata(core key: String, _ value: Value?) -> Value {
    guard var map = core.value.map else { return metadata }
    map[key] = value
    return metadata("core", .map(map))
  }
}
