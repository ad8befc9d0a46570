internal import Secrets

/// Why metadata, or what it describes, is not understood.
enum MetadataFault: Error, Equatable {
  /// Not CBOR, or not its one deterministic spelling, or a type that fob does not use.
  case malformed
  /// More bytes, or more secrets, than the values account for.
  case leftOver
  /// A secret that lies outside the record's secrets, or not behind the one before.
  case misplacedSecret
}

/// Reads what `MetadataWriter` writes, and nothing else.
struct MetadataReader: ~Escapable {
  private let bytes: Span<UInt8>
  private let secrets: Secret?
  private let deepest: Int
  private var position = 0
  private var secretsRead = 0

  /// Reads one value that takes up all of `bytes`, with all of `secrets`, and has at most `deepest`
  /// arrays and maps in one another.
  static func value(
    from bytes: Span<UInt8>, secrets: Secret?, deepest: Int = CBOR.deepest
  ) throws(MetadataFault) -> Value {
    var reader = MetadataReader(bytes: bytes, secrets: secrets, deepest: deepest)
    let value = try reader.value(depth: 0)
    guard reader.position == bytes.count, reader.secretsRead == secrets?.count ?? 0 else {
      throw .leftOver
    }
    return value
  }

  @_lifetime(copy bytes)
  private init(bytes: Span<UInt8>, secrets: Secret?, deepest: Int) {
    self.bytes = bytes
    self.secrets = secrets
    self.deepest = deepest
  }

  private mutating func value(depth: Int) throws(MetadataFault) -> Value {
    let (type, argument) = try head()
    guard depth < deepest || (type != .array && type != .map) else { throw .malformed }
    switch type {
    case .unsigned: return .unsigned(argument)
    case .bytes: return .bytes(try take(argument).copy)
    case .text: return .text(try text(argument))
    case .array: return .list(try list(argument, depth: depth))
    case .map: return .map(try map(argument, depth: depth))
    case .tag: return .secret(try secret(tag: argument))
    case .simple: return try simple(argument)
    }
  }

  private mutating func list(_ count: UInt64, depth: Int) throws(MetadataFault) -> [Value] {
    let count = try plausible(count)
    var list: [Value] = []
    list.reserveCapacity(min(count, CBOR.mostReserved))
    for _ in 0..<count { list.append(try value(depth: depth + 1)) }
    return list
  }

  private mutating func map(
    _ count: UInt64, depth: Int
  ) throws(MetadataFault) -> KeyedTable<Value> {
    let count = try plausible(count)
    var table = KeyedTable<Value>(capacity: min(count, CBOR.mostReserved))
    for _ in 0..<count {
      guard case (.text, let length) = try head() else { throw .malformed }
      let key = try text(length)
      guard table.append(key, try value(depth: depth + 1)) else { throw .malformed }
    }
    return table
  }

  private mutating func secret(tag: UInt64) throws(MetadataFault) -> Secret {
    guard tag == CBOR.secretTag, case (.array, 2) = try head(),
      case (.unsigned, let offset) = try head(), case (.unsigned, let length) = try head()
    else { throw .malformed }
    guard offset == secretsRead, let length = Int(exactly: length),
      let secrets, length <= secrets.count - secretsRead,
      let secret = secrets.slice(secretsRead..<secretsRead + length)
    else { throw .misplacedSecret }
    secretsRead += length
    return secret
  }

  private func simple(_ argument: UInt64) throws(MetadataFault) -> Value {
    switch argument {
    case UInt64(CBOR.false & 0x1F): return .flag(false)
    case UInt64(CBOR.true & 0x1F): return .flag(true)
    case UInt64(CBOR.null & 0x1F): return .null
    default: throw .malformed
    }
  }

  private mutating func text(_ length: UInt64) throws(MetadataFault) -> String {
    let part = try take(length)
    do {
      return String(copying: try UTF8Span(validating: part))
    } catch {
      throw .malformed
    }
  }

  @_lifetime(copy self)
  private mutating func take(_ length: UInt64) throws(MetadataFault) -> Span<UInt8> {
    guard let length = Int(exactly: length), length <= bytes.count - position else {
      throw .malformed
    }
    defer { position += length }
    return bytes.extracting(position..<position + length)
  }

  /// A count of elements, each of which takes at least one byte.
  private func plausible(_ count: UInt64) throws(MetadataFault) -> Int {
    guard let count = Int(exactly: count), count <= bytes.count - position else {
      throw .malformed
    }
    return count
  }

  /// A major type and its argument in its shortest form.
  private mutating func head() throws(MetadataFault) -> (CBOR.MajorType, UInt64) {
    guard position < bytes.count, let type = CBOR.MajorType(rawValue: bytes[position] >> 5) else {
      throw .malformed
    }
    let short = bytes[position] & 0x1F
    position += 1
    guard short >= 24 else { return (type, UInt64(short)) }
    guard short <= 27, type != .simple else { throw .malformed }
    let width = 1 << Int(short - 24)
    guard width <= bytes.count - position else { throw .malformed }
    var argument: UInt64 = 0
    for _ in 0..<width {
      argument = argument << 8 | UInt64(bytes[position])
      position += 1
    }
    let smallest: UInt64 = width == 1 ? 24 : 1 << (UInt64(width) * 4)
    guard argument >= smallest else { throw .malformed }
    return (type, argument)
  }
}
