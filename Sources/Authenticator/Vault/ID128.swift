private import Secrets

/// A 16-byte identifier.
public struct ID128: Sendable, Hashable, Comparable {
  let high: UInt64
  let low: UInt64

  /// The identifier whose bytes are all zero.
  public static let zero = ID128(high: 0, low: 0)

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads 16 bytes.
  ///
  /// - Parameter bytes: the bytes; any other number of them gives `nil`.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.init(bytes.span, at: 0)
  }

  /// Reads 16 bytes at a position that has them.
  init(_ bytes: Span<UInt8>, at start: Int) {
    high = UInt64(bigEndian: bytes, in: start..<start + 8)
    low = UInt64(bigEndian: bytes, in: start + 8..<start + 16)
  }

  /// A new random identifier.
  ///
  /// - Returns: the identifier.
  public static func random() -> ID128 {
    ID128(RandomBytes.make(count: 16)) ?? .zero
  }

  /// The 16 bytes.
  public var bytes: [UInt8] { high.bigEndianBytes + low.bigEndianBytes }

  /// Orders as the bytes do.
  public static func < (left: ID128, right: ID128) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// Names an entry by what its codes are computed from: `EntryCore.id`.
public typealias EntryID = ID128
/// Names the writer of stamps.
public typealias DeviceID = ID128

extension FixedWidthInteger {
  /// The number that a part of the bytes spells, most significant first.
  init(bigEndian bytes: Span<UInt8>, in part: Range<Int>) {
    self = 0
    for index in part { self = self << 8 | Self(bytes[index]) }
  }

  /// The bytes, most significant first.
  var bigEndianBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bitWidth / 8)
    bytes.append(bigEndian: self)
    return bytes
  }
}

extension [UInt8] {
  /// Appends the bytes of a number, most significant first.
  mutating func append(bigEndian number: some FixedWidthInteger) {
    var shift = number.bitWidth
    while shift > 0 {
      shift -= 8
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
