/// Bytes of a file that may lie about itself.
struct Bytes {
  private var bytes: ArraySlice<UInt8>
  let isLittleEndian: Bool

  var count: Int { bytes.count }

  init(_ bytes: ArraySlice<UInt8>, littleEndian: Bool) {
    self.bytes = bytes
    isLittleEndian = littleEndian
  }

  /// `count` bytes from `offset` on, or nil where there are fewer.
  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, bytes.count - offset >= count else { return nil }
    let start = bytes.startIndex + offset
    return bytes[start..<start + count]
  }

  /// A number of 2 or 4 bytes.
  func number(at offset: Int, bytes count: Int) -> Int? {
    guard let slice = slice(offset, count) else { return nil }
    return isLittleEndian
      ? slice.reversed().reduce(0) { $0 << 8 | Int($1) } : slice.reduce(0) { $0 << 8 | Int($1) }
  }

  /// Drops the first `count` bytes; false where there are fewer.
  mutating func skip(_ count: Int) -> Bool {
    guard bytes.count >= count else { return false }
    bytes = bytes.dropFirst(count)
    return true
  }
}
