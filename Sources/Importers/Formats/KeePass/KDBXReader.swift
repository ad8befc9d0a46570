internal import Authenticator

/// Bytes of a KDBX file, taken one part after the other; its numbers are little-endian.
struct KDBXReader {
  private let bytes: [UInt8]
  /// How many bytes were taken.
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  /// What was taken so far.
  var taken: [UInt8] { Array(bytes[..<position]) }
  /// What was not.
  var rest: [UInt8] { Array(bytes[position...]) }

  /// Takes bytes.
  ///
  /// - Throws: `ImportError.damaged` where there are not so many.
  mutating func bytes(_ count: UInt64) throws(ImportError) -> [UInt8] {
    guard count <= UInt64(bytes.count - position) else { throw .damaged(.structure) }
    defer { position += Int(count) }
    return Array(bytes[position..<position + Int(count)])
  }

  /// Takes a number.
  ///
  /// - Parameter width: its bytes, 1 to 8.
  /// - Returns: the number.
  /// - Throws: `ImportError.damaged` where there are not so many bytes.
  mutating func number(_ width: UInt64) throws(ImportError) -> UInt64 {
    KDBXReader.number(try bytes(width))
  }

  /// The number that up to eight bytes stand for.
  static func number(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The eight bytes of a number.
  static func bytes(of number: UInt64) -> [UInt8] {
    stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
