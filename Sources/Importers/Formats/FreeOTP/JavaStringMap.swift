/// A `HashMap<String, String>` as Java writes it (Java Object Serialization Specification,
/// section 6.4).
struct JavaStringMap {
  private enum Code {
    static let (null, reference, classDescription, object) = (0x70, 0x71, 0x72, 0x73) as Bytes
    static let (string, block, end, longString) = (0x74, 0x77, 0x78, 0x7C) as Bytes
    typealias Bytes = (UInt8, UInt8, UInt8, UInt8)
  }

  private static let mark: [UInt8] = [0xAC, 0xED, 0x00, 0x05]
  private static let firstHandle = 0x7E_0000

  /// The keys and values, in their order.
  private(set) var entries: [(key: String, value: String)] = []
  /// Whether it was read to its end.
  private(set) var isWhole = false

  private var positions: [String: Int] = [:]
  private let bytes: [UInt8]
  private var position = mark.count
  /// What may be referred to; `nil` for what is no string.
  private var handles: [String?] = []

  /// Whether bytes are an object that Java wrote.
  static func isOne(_ bytes: Span<UInt8>) -> Bool { bytes.begins(with: mark) }

  /// Reads a map; `nil` where it is none.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.starts(with: Self.mark), skipHeader() else { return nil }
    while position < bytes.count, bytes[position] != Code.end {
      guard let key = object(), let value = object() else { return }
      if let key = key.text, let value = value.text {
        positions[key] = positions[key] ?? entries.count
        entries.append((key, value))
      }
    }
    isWhole = position < bytes.count
  }

  /// The value of a key.
  subscript(_ key: String) -> String? { positions[key].map { entries[$0].value } }

  /// The class, its fields, and the block with the capacity and the size.
  private mutating func skipHeader() -> Bool {
    guard byte() == Code.object, byte() == Code.classDescription, let name = text(lengthBytes: 2),
      name.hasPrefix("java.util."), skip(9), let count = number(2)
    else { return false }
    var length = 0
    for _ in 0..<count {
      guard let size = fieldSize(), text(lengthBytes: 2) != nil else { return false }
      length += size
    }
    guard byte() == Code.end, byte() == Code.null, skip(length), byte() == Code.block,
      let block = number(1), skip(block)
    else { return false }
    handles = [nil, nil]
    return true
  }

  private mutating func fieldSize() -> Int? {
    byte().flatMap { Self.fieldSizes[$0] }
  }

  private static let fieldSizes = Dictionary(
    uniqueKeysWithValues: zip("BZSCIFJD".utf8, [1, 1, 2, 2, 4, 4, 8, 8]))

  /// A string, a reference to one, or null.
  private mutating func object() -> (text: String?, Void)? {
    switch byte() {
    case Code.null: return (nil, ())
    case Code.string: return string(lengthBytes: 2)
    case Code.longString: return string(lengthBytes: 8)
    case Code.reference:
      guard let handle = number(4).map({ $0 - Self.firstHandle }), handles.indices ~= handle
      else { return nil }
      return (handles[handle], ())
    default: return nil
    }
  }

  private mutating func string(lengthBytes: Int) -> (text: String?, Void)? {
    guard let text = text(lengthBytes: lengthBytes) else { return nil }
    handles.append(text)
    return (text, ())
  }

  private mutating func byte() -> UInt8? { number(1).map { UInt8($0) } }

  private mutating func number(_ length: Int) -> Int? {
    guard bytes.count - position >= length, length < 8 || bytes[position] == 0 else { return nil }
    defer { position += length }
    return bytes[position..<position + length].reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func skip(_ length: Int) -> Bool {
    guard bytes.count - position >= length else { return false }
    position += length
    return true
  }

  private mutating func text(lengthBytes: Int) -> String? {
    guard let length = number(lengthBytes), bytes.count - position >= length else { return nil }
    defer { position += length }
    return Self.decoded(bytes[position..<position + length])
  }

  /// Modified UTF-8: zero as two bytes, and each half of a surrogate pair as three.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var rest = bytes
    while let first = rest.popFirst() {
      switch first {
      case 0xC0..<0xE0: units.append(UInt16(first & 31) << 6 | continuation(&rest))
      case 0xE0..<0xF0:
        units.append(UInt16(first & 15) << 12 | continuation(&rest) << 6 | continuation(&rest))
      default: units.append(UInt16(first))
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func continuation(_ rest: inout ArraySlice<UInt8>) -> UInt16 {
    UInt16(rest.popFirst() ?? 0) & 63
  }
}
