internal import Importers
internal import Secrets

/// Reads the little JSON (RFC 8259) that a helper of ours prints, without a copy in ordinary memory.
struct JSONReader: ~Escapable {
  private let bytes: Span<UInt8>
  private var position = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Goes past `text` if it stands here.
  ///
  /// - Parameter text: ASCII.
  /// - Returns: whether it stood here.
  mutating func skip(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard wanted.count <= bytes.count - position,
      wanted.indices.allSatisfy({ bytes[position + $0] == wanted[$0] })
    else { return false }
    position += wanted.count
    return true
  }

  /// Reads a whole number of up to nine digits, or tells that none stands here.
  mutating func number() -> Int? {
    let start = position
    var value = 0
    while position < bytes.count, position - start < 9, case 0x30...0x39 = bytes[position] {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
    }
    return position > start ? value : nil
  }

  /// Goes past bytes that are no JSON, which helpers print after their number.
  ///
  /// - Parameter count: how many.
  /// - Returns: where they are, or `nil` where there are fewer.
  mutating func skip(count: Int) -> Range<Int>? {
    guard count <= bytes.count - position else { return nil }
    defer { position += count }
    return position..<position + count
  }

  /// Goes to where the next line begins.
  mutating func skipLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    position = min(position + 1, bytes.count)
  }

  /// Reads a string.
  ///
  /// - Parameter arena: takes its UTF-8 bytes.
  /// - Returns: the string, or `nil` where none stands here.
  mutating func string(into arena: SecretArena) -> Secret? {
    guard let end = JSONText.end(in: bytes, from: position) else { return nil }
    let text = position + 1..<end - 1
    var isWhole = true
    let string = arena.secret(capacity: text.count) { output in
      isWhole = JSONText.decode(bytes.extracting(text), into: &output)
    }
    position = end
    return isWhole ? string : nil
  }
}
