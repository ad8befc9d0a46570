/// Bytes that come piece by piece, such as the pages of a document that is being converted: no more
/// than is asked for stands in memory.
struct ByteStream {
  private let more: (_ count: Int) -> [UInt8]
  private var ahead: ArraySlice<UInt8> = []

  /// A stream.
  ///
  /// - Parameter more: gives at least one and at most `count` of the next bytes, or none where they
  ///   end.
  init(_ more: @escaping (_ count: Int) -> [UInt8]) {
    self.more = more
  }

  /// The bytes of a file.
  init(_ file: [UInt8]) {
    self.init { _ in [] }
    ahead = file[...]
  }

  /// The next bytes, which stay; fewer than `count` only at the end.
  mutating func peek(_ count: Int) -> ArraySlice<UInt8> {
    while ahead.count < count {
      let bytes = more(min(count - ahead.count, 1 << 18))
      if bytes.isEmpty { break }
      ahead += bytes
    }
    return ahead.prefix(count)
  }

  /// Takes the next bytes; fewer than `count` only at the end.
  mutating func take(_ count: Int) -> [UInt8] {
    let bytes = Array(peek(count))
    drop(count)
    return bytes
  }

  /// Goes past the next bytes; false where there are fewer.
  mutating func skip(_ count: Int) -> Bool {
    var left = count
    while left > 0 {
      let bytes = take(min(left, 1 << 20))
      if bytes.isEmpty { return false }
      left -= bytes.count
    }
    return true
  }

  /// Takes the next byte if it is wanted.
  mutating func take(where isWanted: (UInt8) -> Bool) -> UInt8? {
    guard let byte = peek(1).first, isWanted(byte) else { return nil }
    drop(1)
    return byte
  }

  /// Lets go of bytes that stand in memory, and of the memory with the last of them.
  private mutating func drop(_ count: Int) {
    ahead = ahead.count > count ? ahead.dropFirst(count) : []
  }
}
