/// Reads TIFF pictures (revision 6): black and white, grey, palette and colour, in strips or tiles,
/// plain, packed, LZW or deflated. Every page of a file is a frame.
struct TIFF {
  private static let mostPages = 100

  private let file: Bytes

  init(_ bytes: [UInt8]) {
    file = Bytes(bytes[...], littleEndian: bytes.first == UInt8(ascii: "I"))
  }

  /// Hands over each page.
  ///
  /// - Returns: how many there were.
  func forEachFrame(_ see: ([GreyPicture]) -> Void) throws(PictureError) -> Int {
    var (frames, pages) = (0, 0)
    var directory = file.number(at: 4, bytes: 4) ?? 0
    while directory > 0, pages < Self.mostPages, let tags = TIFFTags(of: file, at: directory) {
      if let page = TIFFPage(tags, file) {
        guard page.pixelCount <= Int(Picture.mostPixels) else { throw .tooLarge(.tiff) }
        see([page.picture().turned(page.orientation)])
        frames += 1
      }
      pages += 1
      directory = tags.next
    }
    return frames
  }
}

/// The numbers of those of a directory's tags that a page is read by.
private struct TIFFTags {
  private static let read: Set = [
    256, 257, 258, 259, 262, 273, 274, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325,
  ]
  /// More strips than a page has; what a directory says beyond is not kept.
  private static let mostValues = 1 << 18

  private var values: [Int: [Int]] = [:]
  let next: Int

  init?(of file: Bytes, at place: Int) {
    guard let count = file.number(at: place, bytes: 2) else { return nil }
    for entry in 0..<count {
      let start = place + 2 + 12 * entry
      guard let tag = file.number(at: start, bytes: 2),
        let type = file.number(at: start + 2, bytes: 2),
        let length = file.number(at: start + 4, bytes: 4)
      else { break }
      guard Self.read.contains(tag), values[tag] == nil,
        let size = [1: 1, 3: 2, 4: 4][type], length <= file.count / size
      else { continue }
      let data = length * size <= 4 ? start + 8 : file.number(at: start + 8, bytes: 4) ?? 0
      values[tag] = (0..<min(length, Self.mostValues)).map {
        file.number(at: data + $0 * size, bytes: size) ?? 0
      }
    }
    next = file.number(at: place + 2 + 12 * count, bytes: 4) ?? 0
  }

  subscript(tag: Int) -> [Int] { values[tag] ?? [] }

  func one(_ tag: Int, else other: Int) -> Int { values[tag]?.first ?? other }
}

private struct TIFFPage {
  private let file: Bytes
  private let width: Int
  private let height: Int
  private let bits: Int
  private let samples: Int
  private let kind: Int
  private let compression: Int
  private let predictor: Int
  /// Pixels of a strip or tile, and where its bytes are.
  private let partWidth: Int
  private let partHeight: Int
  private let offsets: [Int]
  private let lengths: [Int]
  private let colours: [UInt8]
  let orientation: Orientation

  var pixelCount: Int { width * height }

  init?(_ tags: TIFFTags, _ file: Bytes) {
    self.file = file
    (width, height) = (tags.one(256, else: 0), tags.one(257, else: 0))
    bits = tags.one(258, else: 1)
    samples = tags.one(277, else: 1)
    kind = tags.one(262, else: 1)
    compression = tags.one(259, else: 1)
    predictor = tags.one(317, else: 1)
    let isTiled = !tags[324].isEmpty
    partWidth = isTiled ? tags.one(322, else: 0) : width
    partHeight = isTiled ? tags.one(323, else: 0) : min(tags.one(278, else: height), height)
    offsets = tags[isTiled ? 324 : 273]
    lengths = tags[isTiled ? 325 : 279]
    orientation =
      Orientation(rawValue: UInt16(truncatingIfNeeded: tags.one(274, else: 1))) ?? .upright
    let table = tags[320]
    let third = table.count / 3
    colours = (0..<third).map { i in
      let shades = [i, third + i, 2 * third + i].map { UInt8(truncatingIfNeeded: table[$0] >> 8) }
      return grey(red: shades[0], green: shades[1], blue: shades[2])
    }
    let most = 1 << 20
    guard (1...most).contains(width), (1...most).contains(height),
      (1...most).contains(partWidth), (1...most).contains(partHeight),
      [1, 2, 4, 8, 16].contains(bits), (1...5).contains(samples), (0...3).contains(kind),
      tags.one(284, else: 1) == 1, [1, 5, 8, 32773, 32946].contains(compression),
      kind != 2 || samples >= 3 && bits >= 8, kind != 3 || bits <= 8
    else { return nil }
  }

  func picture() -> GreyPicture {
    var rows = PairPicture(width: width, height: height)
    let across = (width + partWidth - 1) / partWidth
    let down = (height + partHeight - 1) / partHeight
    for part in 0..<min(across * down, offsets.count, lengths.count) {
      let (left, top) = (part % across * partWidth, part / across * partHeight)
      let data = unpacked(part)
      let stride = (partWidth * samples * bits + 7) / 8
      for y in 0..<min(partHeight, height - top) where (y + 1) * stride <= data.count {
        put(Array(data[y * stride..<(y + 1) * stride]), into: &rows, left, top + y)
      }
    }
    return rows.views[0]
  }

  /// The bytes of a strip or tile.
  private func unpacked(_ part: Int) -> [UInt8] {
    guard let slice = file.slice(offsets[part], lengths[part]) else { return [] }
    let room = min((partWidth * samples * bits + 7) / 8 * partHeight, 1 << 28)
    let packed = Array(slice)
    return switch compression {
    case 5: TIFFPacking.lzw(packed, room: room)
    case 32773: TIFFPacking.packBits(packed, room: room)
    case 8, 32946: Inflate.inflated(packed, room: room)
    default: packed
    }
  }

  private func put(_ packed: [UInt8], into rows: inout PairPicture, _ left: Int, _ y: Int) {
    var row = packed
    let bytes = max(bits / 8, 1)
    if predictor == 2, bits == 8 {
      for i in samples..<max(row.count, samples) { row[i] &+= row[i - samples] }
    }
    // The higher byte of 16 bits says enough.
    let high = bits == 16 && file.isLittleEndian ? 1 : 0
    for x in 0..<min(partWidth, width - left) {
      func sample(_ i: Int) -> UInt8 { row[(x * samples + i) * bytes + high] }
      let shade: UInt8
      if bits < 8 {
        let place = x * samples * bits
        let value = Int(row[place / 8]) >> (8 - bits - place % 8) & (1 << bits - 1)
        shade = kind == 3 ? colour(value) : UInt8(value * 255 / (1 << bits - 1))
      } else if kind == 2 {
        shade = grey(red: sample(0), green: sample(1), blue: sample(2))
      } else {
        shade = kind == 3 ? colour(Int(sample(0))) : sample(0)
      }
      rows.set(left + x, y, grey: kind == 0 ? ~shade : shade)
    }
  }

  private func colour(_ index: Int) -> UInt8 { index < colours.count ? colours[index] : 0 }
}

/// TIFF's own packings.
enum TIFFPacking {
  /// Runs: a count and a byte, or a count and so many bytes (Apple's PackBits).
  static func packBits(_ data: [UInt8], room: Int) -> [UInt8] {
    var (output, place): ([UInt8], Int) = ([], 0)
    while place + 1 < data.count, output.count < room {
      let count = Int(Int8(bitPattern: data[place]))
      if count >= 0 {
        output += data[(place + 1)..<min(place + 2 + count, data.count)]
        place += 2 + count
      } else {
        if count != -128 { output += repeatElement(data[place + 1], count: 1 - count) }
        place += count == -128 ? 1 : 2
      }
    }
    return output
  }

  /// Codes of 9 to 12 bits, the highest bits first, which grow one entry early.
  static func lzw(_ data: [UInt8], room: Int) -> [UInt8] {
    var output: [UInt8] = []
    var entries: [(start: Int, count: Int)] = []
    var (bits, available, next) = (UInt32(0), 0, 0)
    var (length, previous) = (9, (start: 0, count: 0))
    while output.count < room {
      while available < length, next < data.count {
        bits = bits << 8 | UInt32(data[next])
        (available, next) = (available + 8, next + 1)
      }
      guard available >= length else { break }
      available -= length
      let code = Int(bits >> UInt32(available) & (1 << UInt32(length) - 1))
      if code == 256 {
        entries.removeAll(keepingCapacity: true)
        (length, previous) = (9, (0, 0))
        continue
      }
      guard code != 257 else { break }
      let start = output.count
      if code < 256 {
        output.append(UInt8(code))
      } else {
        let isNew = code - 258 == entries.count && previous.count > 0
        guard isNew || code - 258 < entries.count else { break }
        let run = isNew ? (start: previous.start, count: previous.count + 1) : entries[code - 258]
        for i in 0..<run.count { output.append(output[run.start + i]) }
      }
      if previous.count > 0, entries.count < 4096 - 258 {
        entries.append((previous.start, previous.count + 1))
        length = [9, 10, 11, 12].first { 259 + entries.count < 1 << $0 } ?? 12
      }
      previous = (start, output.count - start)
    }
    return output
  }
}
