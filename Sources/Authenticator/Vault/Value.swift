public import Secrets

/// A value of the vault's metadata (VaultFormat, *Values*).
public enum Value: Sendable {
  /// Nothing; in a field the same as absent.
  case null
  /// `true` or `false`.
  case flag(Bool)
  /// An unsigned integer.
  case unsigned(UInt64)
  /// A byte string.
  case bytes([UInt8])
  /// A text string.
  case text(String)
  /// A secret, which stands apart from the metadata.
  case secret(Secret)
  /// An array.
  case list([Value])
  /// A map with text keys.
  case map(KeyedTable<Value>)
}

extension Value: Equatable {
  /// Whether both have the same encoding.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.flag(let left), .flag(let right)): left == right
    case (.unsigned(let left), .unsigned(let right)): left == right
    case (.bytes(let left), .bytes(let right)): left == right
    case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
    case (.secret(let left), .secret(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    default: false
    }
  }
}

extension Value {
  /// What decides between two values with one stamp: the encoding, in which a secret counts as
  /// its tag on a byte string of its hash.
  var rank: [UInt8] {
    var writer = MetadataWriter(secretsAsHashes: true)
    writer.write(self)
    return writer.metadata
  }

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var unsigned: UInt64? { if case .unsigned(let number) = self { number } else { nil } }
  package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  package var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  package var secret: Secret? { if case .secret(let secret) = self { secret } else { nil } }
  package var list: [Value]? { if case .list(let list) = self { list } else { nil } }
  package var map: KeyedTable<Value>? { if case .map(let map) = self { map } else { nil } }

  /// A map, in the right order whatever the order given.
  package static func table(_ pairs: [(String, Value)]) -> Value {
    var table = KeyedTable<Value>()
    for (key, value) in pairs { table[key] = value }
    return .map(table)
  }
}
