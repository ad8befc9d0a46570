/// Reads GIF pictures (GIF87a and GIF89a), frame by frame.
struct GIF {
  /// The most frames that are read.
  private static let mostFrames = 400

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
  mutating func forEachFrame(_ see: ([GreyPicture]) -> Void) -> Int {
    var frames = 0
    while frames < Self.mostFrames, let kind = file.number(at: place, bytes: 1) {
      place += 1
      switch kind {
      case 0x21: readExtension()
      case 0x2C:
        guard showFrame(see) else { return frames }
        frames += 1
      default: return frames
      }
    }
    return frames
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

  private mutating func showFrame(_ see: ([GreyPicture]) -> Void) -> Bool {
    guard let left = file.number(at: place, bytes: 2),
      let top = file.number(at: place + 2, bytes: 2),
      let width = file.number(at: place + 4, bytes: 2),
      let height = file.number(at: place + 6, bytes: 2),
      let flags = file.number(at: place + 8, bytes: 1),
      width * height <= Int(Picture.mostPixels)
    else { return false }
    place += 9
    let own = Self.colours(in: file, at: &place, flags)
    let colours = own.isEmpty ? commonColours : own
    guard let codeSize = file.number(at: place, bytes: 1), (1...11).contains(codeSize) else {
      return false
    }
    place += 1
    let indices = LZW.decoded(
      subBlocks(most: file.count), codeSize: codeSize, count: width * height)
    let before = control.disposal == 3 ? canvas : nil
    for (row, y) in Self.rowOrder(height, interlaced: flags & 0x40 != 0).enumerated() {
      for x in 0..<width where row * width + x < indices.count {
        let index = indices[row * width + x]
        guard index != control.transparent, Int(index) < colours.count else { continue }
        canvas.set(left + x, top + y, grey: colours[Int(index)])
      }
    }
    see(canvas.views)
    if control.disposal == 2 { canvas.clear(left..<left + width, top..<top + height) }
    if let before { canvas = before }
    control = Control()
    return true
  }

  /// The rows of a picture in the order of the file.
  private static func rowOrder(_ height: Int, interlaced: Bool) -> [Int] {
    guard interlaced else { return Array(0..<height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: height, by: step))
    }
  }
}

/// The compression of GIF: codes of growing length, the lowest bits first.
enum LZW {
  /// Decodes as many indices as there are, up to where the codes make no sense.
  ///
  /// - Parameters:
  ///   - data: the codes.
  ///   - codeSize: bits of an index, 1 to 11.
  ///   - count: the most indices that are wanted.
  /// - Returns: the indices, a few more than `count` at most.
  static func decoded(_ data: [UInt8], codeSize: Int, count: Int) -> [UInt8] {
    let clear = 1 << codeSize
    var output: [UInt8] = []
    output.reserveCapacity(min(count, data.count * 64))
    // Each entry is a run of the output: the one before it and the index that follows.
    var entries: [(start: Int, count: Int)] = []
    var (bits, available, next) = (UInt32(0), 0, 0)
    var (length, previous) = (codeSize + 1, (start: 0, count: 0))
    while output.count < count {
      while available < length, next < data.count {
        bits |= UInt32(data[next]) << UInt32(available)
        (available, next) = (available + 8, next + 1)
      }
      guard available >= length else { break }
      let code = Int(bits & (1 << UInt32(length) - 1))
      (bits, available) = (bits >> UInt32(length), available - length)
      if code == clear {
        entries.removeAll(keepingCapacity: true)
        (length, previous) = (codeSize + 1, (0, 0))
        continue
      }
      guard code != clear + 1 else { break }
      let start = output.count
      if code < clear {
        output.append(UInt8(truncatingIfNeeded: code))
      } else {
        let place = code - clear - 2
        let isNew = place == entries.count && previous.count > 0
        guard isNew || place < entries.count else { break }
        let run = isNew ? (start: previous.start, count: previous.count + 1) : entries[place]
        // It may run into what it appends.
        for i in 0..<run.count { output.append(output[run.start + i]) }
      }
      if previous.count > 0, clear + 2 + entries.count < 4096 {
        entries.append((previous.start, previous.count + 1))
        if clear + 2 + entries.count == 1 << length, length < 12 { length += 1 }
      }
      previous = (start, output.count - start)
    }
    return output
  }
}
