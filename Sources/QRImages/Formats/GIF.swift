/// Reads GIF pictures (GIF87a and GIF89a), frame by frame.
struct GIF {
  /// The most frames that are read.
  private static let mostFrames = 400

  /// A frame's place on the screen, its own colours, and whether its rows are interlaced.
  private struct Frame {
    let across: Range<Int>
    let down: Range<Int>
    let colours: [UInt8]
    let isInterlaced: Bool

    var width: Int { across.count }
    var height: Int { down.count }
  }

  /// How a frame is shown and what happens to it before the next one.
  private struct Control {
    var transparent: UInt8?
    var disposal = 0
  }

  private let file: Bytes
  private var place = 13
  private var canvas: PairPicture
  private let commonColours: [UInt8]
  private var control = Control()
  /// What the screen showed before a frame that leaves no trace.
  private var before: PairPicture?

  /// Reads the header: the screen's size and the colours of all frames.
  init(_ bytes: [UInt8]) throws(PictureError) {
    file = Bytes(bytes[...], littleEndian: true)
    guard let width = file.number(at: 6, bytes: 2), let height = file.number(at: 8, bytes: 2),
      let flags = file.number(at: 10, bytes: 1), width > 0, height > 0
    else { throw .damaged(.gif) }
    guard width * height <= Int(Picture.mostPixels) else { throw .tooLarge(.gif) }
    canvas = PairPicture(width: width, height: height)
    commonColours = Self.colours(in: file, at: &place, flags)
  }

  /// Hands over each frame as it looks on the screen, up to where the file ends or breaks off.
  ///
  /// - Returns: how many there were.
  mutating func forEachFrame(_ see: ([GreyPicture]) -> Bool) -> Extent {
    var (extent, frames) = (Extent(of: "frame"), 0)
    loop: while let kind = file.number(at: place, bytes: 1) {
      place += 1
      switch kind {
      case 0x21: readExtension()
      case 0x2C where extent.isCutShort:
        guard let frame = frameHead() else { break loop }
        frames += 1
        skip(frame)
      case 0x2C:
        guard let frame = frameHead() else { break loop }
        frames += 1
        guard show(frame) else { break loop }
        extent.seen += 1
        // The others are counted only.
        extent.isCutShort = !see(canvas.views) || extent.seen == Self.mostFrames
        dispose(of: frame)
      default: break loop
      }
    }
    extent.isCutShort = frames > extent.seen && extent.isCutShort
    extent.all = frames
    return extent
  }

  /// The greys of a colour table, empty where there is none.
  private static func colours(in file: Bytes, at place: inout Int, _ flags: Int) -> [UInt8] {
    guard flags & 0x80 != 0, let table = file.slice(place, 3 << (flags & 7 + 1)) else { return [] }
    place += table.count
    let start = table.startIndex
    return (0..<table.count / 3).map { i in
      let (red, green) = (table[start + 3 * i], table[start + 3 * i + 1])
      return grey(red: red, green: green, blue: table[start + 3 * i + 2])
    }
  }

  private mutating func readExtension() {
    let label = file.number(at: place, bytes: 1)
    place += 1
    let data = subBlocks(most: 16)
    guard label == 0xF9, data.count >= 4 else { return }
    control.disposal = Int(data[0] >> 2 & 7)
    control.transparent = data[0] & 1 == 1 ? data[3] : nil
  }

  /// The bytes of blocks of up to 255, the last of which has none.
  private mutating func subBlocks(most: Int) -> [UInt8] {
    var data: [UInt8] = []
    while let count = file.number(at: place, bytes: 1) {
      place += 1
      guard count > 0 else { break }
      // What a file that breaks off still has.
      if data.count < most {
        data += file.slice(place, count) ?? file.slice(place, max(0, file.count - place)) ?? []
      }
      place += count
    }
    return data
  }

  private mutating func frameHead() -> Frame? {
    guard let left = file.number(at: place, bytes: 2),
      let top = file.number(at: place + 2, bytes: 2),
      let width = file.number(at: place + 4, bytes: 2),
      let height = file.number(at: place + 6, bytes: 2),
      let flags = file.number(at: place + 8, bytes: 1),
      width * height <= Int(Picture.mostPixels)
    else { return nil }
    place += 9
    let colours = Self.colours(in: file, at: &place, flags)
    return Frame(
      across: left..<left + width, down: top..<top + height, colours: colours,
      isInterlaced: flags & 0x40 != 0)
  }

  private mutating func skip(_ frame: Frame) {
    place += 1
    _ = subBlocks(most: 0)
    control = Control()
  }

  /// Draws a frame; false where it makes no sense.
  private mutating func show(_ frame: Frame) -> Bool {
    let colours = frame.colours.isEmpty ? commonColours : frame.colours
    guard let codeSize = file.number(at: place, bytes: 1), (1...11).contains(codeSize) else {
      return false
    }
    place += 1
    let width = frame.width
    let indices = LZW.decoded(
      subBlocks(most: file.count), codeSize: codeSize, count: width * frame.height)
    before = control.disposal == 3 ? canvas : nil
    for (row, y) in Self.rowOrder(frame.height, interlaced: frame.isInterlaced).enumerated() {
      for x in 0..<width where row * width + x < indices.count {
        let index = indices[row * width + x]
        guard index != control.transparent, Int(index) < colours.count else { continue }
        canvas.set(
          frame.across.lowerBound + x, frame.down.lowerBound + y, grey: colours[Int(index)])
      }
    }
    return true
  }

  /// Makes the screen ready for the next frame.
  private mutating func dispose(of frame: Frame) {
    if control.disposal == 2 { canvas.clear(frame.across, frame.down) }
    if let before { canvas = before }
    (before, control) = (nil, Control())
  }

  /// The rows of a picture in the order of the file.
  private static func rowOrder(_ height: Int, interlaced: Bool) -> [Int] {
    guard interlaced else { return Array(0..<height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: height, by: step))
    }
  }
}
