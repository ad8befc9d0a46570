/// Reads TIFF pictures (revision 6): black and white, grey, palette and colour, in strips or tiles,
/// plain, packed, LZW or deflated. Every page of a file is a frame.
struct TIFF {
  private static let mostPages = 100
  /// Beyond them pages are not even counted.
  private static let mostDirectories = 10_000

  private let file: Bytes

  init(_ bytes: [UInt8]) {
    file = Bytes(bytes[...], littleEndian: bytes.first == UInt8(ascii: "I"))
  }

  /// Hands over each page.
  ///
  /// - Returns: how many there were.
  func forEachFrame(_ see: ([GreyPicture]) -> Bool) -> Extent {
    var extent = Extent(of: "page")
    let places = directories()
    extent.all = places.count
    for (index, place) in places.enumerated() {
      guard let tags = TIFFTags(of: file, at: place) else { continue }
      guard TIFFPage.packings.contains(tags.one(259, else: 1)) else {
        extent.otherwisePacked += 1
        continue
      }
      guard let page = TIFFPage(tags, file) else { continue }
      guard page.pixelCount <= Int(Picture.mostPixels) else {
        extent.tooLarge += 1
        continue
      }
      extent.seen += 1
      guard see([page.picture().turned(page.orientation)]), extent.seen < Self.mostPages else {
        extent.isCutShort = index < places.count - 1
        break
      }
    }
    return extent
  }

  /// Where the pages' directories are; each leads to the next one, never to one before.
  private func directories() -> [Int] {
    var (places, known): ([Int], Set<Int>) = ([], [])
    var place = file.number(at: 4, bytes: 4) ?? 0
    while place > 0, places.count < Self.mostDirectories, known.insert(place).inserted,
      let count = file.number(at: place, bytes: 2)
    {
      places.append(place)
      place = file.number(at: place + 2 + 12 * count, bytes: 4) ?? 0
    }
    return places
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
  }

  subscript(tag: Int) -> [Int] { values[tag] ?? [] }

  func one(_ tag: Int, else other: Int) -> Int { values[tag]?.first ?? other }
}

private struct TIFFPage {
  /// None, LZW, deflated in both ways, and runs; not a fax's and not JPEG.
  static let packings: Set = [1, 5, 8, 32773, 32946]

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
      tags.one(284, else: 1) == 1, Self.packings.contains(compression),
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
