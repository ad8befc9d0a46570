internal import Authenticator

/// Why bytes are no JSON: where they cease to be.
struct JSONError: Error, Equatable {
  /// The line, from 1.
  let line: Int
}

extension JSONValue {
  /// Lists and objects within each other.
  static let deepest = 64
  /// Values in one document: a hostile one of 64 MiB would make gigabytes of them.
  static let mostValues = 1 << 22

  /// Reads a document: RFC 8259 and nothing beside, after a byte order mark if there is one.
  ///
  /// - Parameters:
  ///   - bytes: the whole document.
  ///   - mostValues: how many values it may have.
  /// - Throws: `JSONError` where it is none, is deeper than `deepest` or has too many values.
  init(parsing bytes: Span<UInt8>, mostValues: Int = mostValues) throws(JSONError) {
    var parser = JSONParser(bytes, mostValues: mostValues)
    self = try parser.document()
  }
}

/// Reads JSON from its first byte to its last.
private struct JSONParser: ~Escapable {
  private let bytes: Span<UInt8>
  private var position: Int
  private var valuesLeft: Int

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, mostValues: Int) {
    self.bytes = bytes
    valuesLeft = mostValues
    position = bytes.begins(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error }
    return value
  }

  private var error: JSONError {
    JSONError(line: 1 + (0..<min(position, bytes.count)).count { bytes[$0] == UInt8(ascii: "\n") })
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    valuesLeft -= 1
    guard valuesLeft >= 0 else { throw error }
    skipSpace()
    guard position < bytes.count else { throw error }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try list(depth: depth + 1)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= JSONValue.deepest else { throw error }
    var object = JSONObject()
    position += 1
    skipSpace()
    if skip("}") { return .object(object) }
    repeat {
      skipSpace()
      let key = try text()
      skipSpace()
      guard skip(":") else { throw error }
      object.set(key, to: try value(depth: depth))
      skipSpace()
    } while skip(",")
    guard skip("}") else { throw error }
    return .object(object)
  }

  private mutating func list(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= JSONValue.deepest else { throw error }
    var list: [JSONValue] = []
    position += 1
    skipSpace()
    if skip("]") { return .list(list) }
    repeat {
      list.append(try value(depth: depth))
      skipSpace()
    } while skip(",")
    guard skip("]") else { throw error }
    return .list(list)
  }

  private mutating func word() throws(JSONError) -> JSONValue {
    if skip("true") { return .flag(true) }
    if skip("false") { return .flag(false) }
    if skip("null") { return .null }
    throw error
  }

  private mutating func text() throws(JSONError) -> String {
    guard let end = JSONText.end(in: bytes, from: position) else { throw error }
    let part = position + 1..<end - 1
    position = end
    guard let text = JSONText.decoded(bytes.extracting(part)) else { throw error }
    return text
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    _ = skip("-")
    let isZero = skip("0")
    guard isZero || skipDigits() else { throw error }
    let isWhole = position
    if skip(".") { guard skipDigits() else { throw error } }
    if skip("e") || skip("E") {
      _ = skip("+") || skip("-")
      guard skipDigits() else { throw error }
    }
    let text = String(decoding: bytes.extracting(start..<position).copied, as: UTF8.self)
    if position == isWhole, let number = Int(text) { return .integer(number) }
    return .decimal(text)
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    {
      position += 1
    }
    return position > start
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func skip(_ text: String) -> Bool {
    guard bytes.begins(with: text, at: position) else { return false }
    position += text.utf8.count
    return true
  }
}
