/// Reads Windows bitmaps: 1 to 32 bits a pixel, with bit fields or runs too.
struct BMP {
  private enum Compression: Int {
    case none = 0
    case runs8, runs4, fields
    case fieldsWithAlpha = 6
  }

  private let file: Bytes
  private let width: Int
  private let height: Int
  private let isTopDown: Bool
  private let bits: Int
  private let compression: Compression
  private let headerSize: Int
  private let dataStart: Int
  private let colours: [UInt8]

  /// Reads the headers and the colours.
  init(_ bytes: [UInt8]) throws(PictureError) {
    let file = Bytes(bytes[...], littleEndian: true)
    func number(_ place: Int, _ count: Int) throws(PictureError) -> Int {
      guard let number = file.number(at: place, bytes: count) else { throw .damaged(.bmp) }
      return number
    }
    dataStart = try number(10, 4)
    headerSize = try number(14, 4)
    guard headerSize == 12 || headerSize >= 40 && headerSize < 1 << 16 else { throw .damaged(.bmp) }
    self.file = file
    let isOld = headerSize == 12
    width = isOld ? try number(18, 2) : Int(Int32(truncatingIfNeeded: try number(18, 4)))
    let rows = isOld ? try number(20, 2) : Int(Int32(truncatingIfNeeded: try number(22, 4)))
    (height, isTopDown) = (abs(rows), rows < 0)
    bits = try number(isOld ? 24 : 28, 2)
    let kind = isOld ? 0 : try number(30, 4)
    guard width > 0, height > 0, let compression = Compression(rawValue: kind),
      [1, 4, 8, 16, 24, 32].contains(bits)
    else { throw .damaged(.bmp) }
    guard width * height <= Int(Picture.mostPixels) else { throw .tooLarge(.bmp) }
    self.compression = compression
    let used = isOld ? 0 : try number(46, 4)
    colours = Self.colours(in: file, from: 14 + headerSize, bytes: isOld ? 3 : 4, bits, used)
  }

  private static func colours(
    in file: Bytes, from start: Int, bytes: Int, _ bits: Int, _ used: Int
  ) -> [UInt8] {
    guard bits <= 8 else { return [] }
    let count = used > 0 && used <= 1 << bits ? used : 1 << bits
    return (0..<count).map { i in
      guard let colour = file.slice(start + i * bytes, 3) else { return 0 }
      let first = colour.startIndex
      return grey(red: colour[first + 2], green: colour[first + 1], blue: colour[first])
    }
  }

  /// The picture; where the file breaks off, the rest of it is white.
  func picture() throws(PictureError) -> GreyPicture {
    var rows = PairPicture(width: width, height: height)
    switch compression {
    case .none where bits <= 8: readIndices(into: &rows)
    case .runs8, .runs4: readRuns(into: &rows)
    default: readColours(into: &rows)
    }
    return rows.views[0]
  }

  /// Where a row of the file stands in the picture.
  private func row(_ y: Int) -> Int { isTopDown ? y : height - 1 - y }

  private func rowData(_ y: Int) -> ArraySlice<UInt8>? {
    let stride = (width * bits + 31) / 32 * 4
    return file.slice(dataStart + y * stride, (width * bits + 7) / 8)
  }

  private func readIndices(into rows: inout PairPicture) {
    let perByte = 8 / bits
    for y in 0..<height {
      guard let data = rowData(y) else { return }
      for x in 0..<width {
        let shift = 8 - bits * (x % perByte + 1)
        let index = Int(data[data.startIndex + x / perByte]) >> shift & (1 << bits - 1)
        rows.set(x, row(y), grey: index < colours.count ? colours[index] : 0)
      }
    }
  }

  /// Where red, green and blue lie in the bits of a pixel.
  private var masks: [Int] {
    if compression == .fields || compression == .fieldsWithAlpha {
      return (0..<3).map { file.number(at: 54 + 4 * $0, bytes: 4) ?? 0 }
    }
    return bits == 16 ? [0x7C00, 0x3E0, 0x1F] : [0xFF0000, 0xFF00, 0xFF]
  }

  private func readColours(into rows: inout PairPicture) {
    guard bits >= 16 else { return }
    let bytes = bits / 8
    let fields = masks.map { (mask: $0, shift: $0.trailingZeroBitCount & 31) }
    func part(_ pixel: Int, _ field: (mask: Int, shift: Int)) -> UInt8 {
      let most = field.mask >> field.shift
      return most == 0 ? 0 : UInt8(((pixel & field.mask) >> field.shift) * 255 / most)
    }
    for y in 0..<height {
      guard let data = rowData(y) else { return }
      for x in 0..<width {
        let start = data.startIndex + x * bytes
        let pixel = (0..<bytes).reduce(0) { $0 | Int(data[start + $1]) << (8 * $1) }
        let (red, green) = (part(pixel, fields[0]), part(pixel, fields[1]))
        rows.set(x, row(y), grey: grey(red: red, green: green, blue: part(pixel, fields[2])))
      }
    }
  }

  /// Runs of one index, or of two in turn; after a zero, an escape: end of the row, end of the
  /// picture, a jump, or indices one by one.
  private func readRuns(into rows: inout PairPicture) {
    let isHalf = compression == .runs4
    var (x, y, place) = (0, 0, dataStart)
    func put(_ index: UInt8) {
      if y < height {
        rows.set(x, row(y), grey: Int(index) < colours.count ? colours[Int(index)] : 0)
      }
      x += 1
    }
    while y < height, let pair = file.number(at: place, bytes: 2) {
      let (count, value) = (pair & 0xFF, UInt8(pair >> 8))
      place += 2
      if count > 0 {
        for i in 0..<count { put(isHalf ? (i % 2 == 0 ? value >> 4 : value & 15) : value) }
        continue
      }
      switch value {
      case 0: (x, y) = (0, y + 1)
      case 1: return
      case 2:
        guard let jump = file.slice(place, 2) else { return }
        (x, y) = (x + Int(jump[jump.startIndex]), y + Int(jump[jump.startIndex + 1]))
        place += 2
      default:
        let bytes = isHalf ? (Int(value) + 1) / 2 : Int(value)
        guard let data = file.slice(place, bytes) else { return }
        for i in 0..<Int(value) {
          let byte = data[data.startIndex + (isHalf ? i / 2 : i)]
          put(isHalf ? (i % 2 == 0 ? byte >> 4 : byte & 15) : byte)
        }
        place += (bytes + 1) / 2 * 2
      }
    }
  }
}
