internal import Secrets

/// Writes values as deterministic CBOR (RFC 8949, section 4.2.1), secrets apart from it.
struct MetadataWriter {
  private(set) var metadata: [UInt8] = []
  /// The secrets in the order in which the metadata refers to them.
  private(set) var secrets: [Secret] = []
  private(set) var secretsLength = 0
  private let secretsAsHashes: Bool

  init(secretsAsHashes: Bool = false) { self.secretsAsHashes = secretsAsHashes }

  mutating func write(_ value: Value) {
    switch value {
    case .null: metadata.append(CBOR.null)
    case .flag(let flag): metadata.append(flag ? CBOR.true : CBOR.false)
    case .unsigned(let number): head(.unsigned, number)
    case .bytes(let bytes): write(bytes: bytes)
    case .text(let text): write(text: text)
    case .secret(let secret): write(secret: secret)
    case .list(let list):
      head(.array, UInt64(list.count))
      for element in list { write(element) }
    case .map(let map):
      head(.map, UInt64(map.pairs.count))
      for (key, element) in map.pairs {
        write(text: key)
        write(element)
      }
    }
  }

  private mutating func write(text: String) {
    head(.text, UInt64(text.utf8.count))
    metadata.append(contentsOf: text.utf8)
  }

  private mutating func write(bytes: [UInt8]) {
    head(.bytes, UInt64(bytes.count))
    metadata.append(contentsOf: bytes)
  }

  private mutating func write(secret: Secret) {
    head(.tag, CBOR.secretTag)
    guard !secretsAsHashes else { return write(bytes: secret.hash) }
    head(.array, 2)
    head(.unsigned, UInt64(secretsLength))
    head(.unsigned, UInt64(secret.count))
    secrets.append(secret)
    secretsLength += secret.count
  }

  /// A major type and its argument, as short as can be (RFC 8949, section 3).
  private mutating func head(_ type: CBOR.MajorType, _ argument: UInt64) {
    let type = type.rawValue << 5
    switch argument {
    case ..<24:
      metadata.append(type | UInt8(argument))
    case ...UInt64(UInt8.max):
      metadata.append(type | 24)
      metadata.append(UInt8(argument))
    case ...UInt64(UInt16.max):
      metadata.append(type | 25)
      metadata.append(contentsOf: UInt16(argument).bigEndianBytes)
    case ...UInt64(UInt32.max):
      metadata.append(type | 26)
      metadata.append(contentsOf: UInt32(argument).bigEndianBytes)
    default:
      metadata.append(type | 27)
      metadata.append(contentsOf: argument.bigEndianBytes)
    }
  }
}

/// The few facts of RFC 8949 that fob uses.
enum CBOR {
  enum MajorType: UInt8 {
    case unsigned = 0
    case bytes = 2
    case text = 3
    case array = 4
    case map = 5
    case tag = 6
    case simple = 7
  }

  static let `false`: UInt8 = 0xF4
  static let `true`: UInt8 = 0xF5
  static let null: UInt8 = 0xF6
  /// Marks a secret: the letters `fob` as a number.
  static let secretTag: UInt64 = 6_713_186
  /// How deep arrays and maps may nest in a record.
  static let deepest = 16
  /// How deep in the local part, whose journal holds the fields of records one level deeper.
  static let deepestLocally = 24
}

extension Secret {
  /// BLAKE2b-256 of the bytes, to compare without copying them.
  var hash: [UInt8] {
    var hash = Blake2b()
    withBytes { hash.update($0) }
    return hash.digest()
  }
}
