/// Writes what Google Authenticator's codes hold, from the description of their fields alone.
package struct MigrationCode {
  /// One field of a message.
  package enum Field {
    case number(Int, UInt64)
    case bytes(Int, [UInt8])
    case fixed32(Int, UInt32)
    case fixed64(Int, UInt64)
    /// Bytes that may be no field at all.
    case raw([UInt8])

    package var encoded: [UInt8] {
      switch self {
      case .raw(let bytes): bytes
      case .number(let field, let value): varint(UInt64(field) << 3) + varint(value)
      case .bytes(let field, let value):
        varint(UInt64(field) << 3 | 2) + varint(UInt64(value.count)) + value
      case .fixed32(let field, let value):
        varint(UInt64(field) << 3 | 5)
          + (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
      case .fixed64(let field, let value):
        varint(UInt64(field) << 3 | 1)
          + (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
      }
    }

    private func varint(_ value: UInt64) -> [UInt8] {
      value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }
  }

  package var fields: [Field] = []

  /// A code without fields.
  package init() {}

  /// An account; more fields may follow the usual ones.
  package mutating func add(
    secret: [UInt8] = Array("Hello!1234".utf8), name: String = "alice", issuer: String = "Example",
    algorithm: UInt64 = 1, digits: UInt64 = 1, type: UInt64 = 2, more: [Field] = []
  ) {
    let entry: [Field] =
      [
        .bytes(1, secret), .bytes(2, Array(name.utf8)), .bytes(3, Array(issuer.utf8)),
        .number(4, algorithm), .number(5, digits), .number(6, type),
      ] + more
    fields.append(.bytes(1, entry.flatMap(\.encoded)))
  }

  /// What tells one picture of a series from another.
  package mutating func addBatch(_ index: UInt64, of size: UInt64, id: Int32) {
    fields += [
      .number(2, 1), .number(3, size), .number(4, index),
      .number(5, UInt64(bitPattern: Int64(id))),
    ]
  }

  package var payload: [UInt8] { fields.flatMap(\.encoded) }

  /// The code's text, as Google writes it.
  package var uri: String {
    "otpauth-migration://offline?data="
      + base64.map { ["+": "%2B", "/": "%2F", "=": "%3D"][$0] ?? String($0) }.joined()
  }

  package var base64: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: payload.count, by: 3) {
      let group = payload[start..<min(start + 3, payload.count)]
      let bits = (0..<3).reduce(0) { bits, index in
        bits << 8 | (index < group.count ? Int(group[start + index]) : 0)
      }
      for index in 0..<4 {
        text.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : "=")
      }
    }
    return text
  }
}
