/// What was changed in a database and not yet written into it (sqlite.org/fileformat2.html,
/// section 4): pages, each with a checksum over all before it.
struct WriteAheadLog {
  private static let headerLength = 32
  private static let frameHeaderLength = 24
  /// The magic number, but for its last bit, which tells how checksums read their words.
  private static let magic: UInt32 = 0x377F_0682
  /// Pages of a database that a phone's app may have.
  private static let mostPages = 1 << 16

  private let bytes: ArraySlice<UInt8>
  private let pageSize: Int
  private let isBigEndian: Bool

  /// Reads the header; `nil` where it is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= Self.headerLength else { return nil }
    self.bytes = bytes
    let magic = bytes.word(at: 0)
    pageSize = Int(bytes.word(at: 8))
    isBigEndian = magic & 1 == 1
    guard magic & ~1 == Self.magic, (512...65_536).contains(pageSize),
      pageSize & (pageSize - 1) == 0
    else { return nil }
  }

  /// Writes the pages of every finished change over those of the database.
  func apply(to pages: inout [UInt8]) {
    var checksum = Checksum(isBigEndian: isBigEndian)
    checksum.add(bytes.prefix(24))
    guard checksum.stands(in: bytes, at: 24) else { return }
    var waiting: [(number: Int, page: ArraySlice<UInt8>)] = []
    var start = Self.headerLength
    while start + Self.frameHeaderLength + pageSize <= bytes.count {
      let frame = bytes.dropFirst(start).prefix(Self.frameHeaderLength + pageSize)
      let page = frame.dropFirst(Self.frameHeaderLength)
      checksum.add(frame.prefix(8))
      checksum.add(page)
      guard frame.dropFirst(8).prefix(8).elementsEqual(bytes.dropFirst(16).prefix(8)),
        checksum.stands(in: frame, at: 16)
      else { return }
      waiting.append((Int(frame.word(at: 0)), page))
      let pageCount = Int(frame.word(at: 4))
      if pageCount > 0 {
        write(waiting, count: pageCount, to: &pages)
        waiting = []
      }
      start += frame.count
    }
  }

  private func write(
    _ frames: [(number: Int, page: ArraySlice<UInt8>)], count: Int, to pages: inout [UInt8]
  ) {
    guard count <= Self.mostPages, count * pageSize <= 64 << 20 else { return }
    if pages.count < count * pageSize {
      pages += [UInt8](repeating: 0, count: count * pageSize - pages.count)
    }
    for frame in frames where (1...count).contains(frame.number) {
      pages.replaceSubrange(
        (frame.number - 1) * pageSize..<frame.number * pageSize, with: frame.page)
    }
  }
}

/// The checksum of a log: two sums over pairs of words.
private struct Checksum {
  private let isBigEndian: Bool
  private var (first, second): (UInt32, UInt32) = (0, 0)

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    for offset in stride(from: 0, to: bytes.count - 7, by: 8) {
      first &+= word(bytes, offset) &+ second
      second &+= word(bytes, offset + 4) &+ first
    }
  }

  /// Whether the sums stand there, most significant byte first.
  func stands(in bytes: ArraySlice<UInt8>, at offset: Int) -> Bool {
    bytes.word(at: offset) == first && bytes.word(at: offset + 4) == second
  }

  private func word(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
    isBigEndian ? bytes.word(at: offset) : bytes.word(at: offset).byteSwapped
  }
}

extension ArraySlice<UInt8> {
  /// Four bytes, most significant first.
  fileprivate func word(at offset: Int) -> UInt32 {
    let start = startIndex + offset
    return (start..<start + 4).reduce(0) { $0 << 8 | UInt32(self[$1]) }
  }
}
