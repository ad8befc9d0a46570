/// Reads portable anymaps (PBM, PGM and PPM, with binary pixels), one after the other: so come the
/// pages of a converted document. A line `# pages N` before them tells how many the document has.
struct Anymap {
  /// The most pages that are read: what a document has beyond is not converted either.
  private static let mostPages = 60

  private var bytes: ByteStream

  init(_ bytes: ByteStream) {
    self.bytes = bytes
  }

  /// Hands over each picture, up to where they end or break off.
  ///
  /// - Returns: how many there were.
  mutating func forEachFrame(_ see: ([GreyPicture]) -> Bool) -> Extent {
    var extent = Extent(of: "page")
    extent.all = head()
    while let kind = signature() {
      guard let width = number(), let height = number(), let most = kind == 4 ? 1 : number(),
        (1...1 << 30).contains(width), (1...1 << 30).contains(height), (1...255).contains(most),
        bytes.take(where: { _ in true }) != nil
      else { break }
      let stride = [4: (width + 7) / 8, 5: width, 6: 3 * width][kind] ?? 0
      // pdftoppm prints a single pixel for a page for which it has no room.
      let isStandIn = extent.all != nil && width * height == 1
      guard width * height <= Int(Picture.mostPixels), !isStandIn else {
        extent.tooLarge += 1
        guard bytes.skip(stride * height) else { break }
        continue
      }
      var pixels = bytes.take(stride * height)
      guard pixels.count >= stride else { break }
      extent.seen += 1
      extent.isBroken = pixels.count < stride * height
      // What a page that breaks off does not have is as light as paper.
      pixels += [UInt8](repeating: kind == 4 ? 0 : 255, count: stride * height - pixels.count)
      let goesOn = see([Self.picture(pixels, kind, width, height, most)])
      if !goesOn || extent.seen == Self.mostPages {
        extent.isCutShort = extent.all.map { $0 > extent.seen } ?? !bytes.peek(1).isEmpty
        break
      }
    }
    return extent
  }

  /// How many pages there are, where that is told.
  private mutating func head() -> Int? {
    let start = Array("# pages ".utf8)
    guard bytes.peek(start.count).elementsEqual(start), bytes.skip(start.count),
      let count = number(), count > 0
    else { return nil }
    _ = bytes.take { $0 == 0x0A }
    return count
  }

  /// 4 for bits, 5 for greys, 6 for colours.
  private mutating func signature() -> Int? {
    let start = bytes.peek(3)
    guard start.count == 3, start.first == UInt8(ascii: "P"), let digit = start.dropFirst().first,
      (UInt8(ascii: "4")...UInt8(ascii: "6")).contains(digit), bytes.skip(2)
    else { return nil }
    return Int(digit - UInt8(ascii: "0"))
  }

  /// A number after white space and comments.
  private mutating func number() -> Int? {
    while let byte = bytes.take(where: { $0 == UInt8(ascii: "#") || $0 <= 0x20 }) {
      guard byte == UInt8(ascii: "#") else { continue }
      while bytes.take(where: { $0 != 0x0A }) != nil {}
    }
    var (value, digits) = (0, 0)
    while digits < 9, let digit = bytes.take(where: { (0x30...0x39).contains($0) }) {
      (value, digits) = (value * 10 + Int(digit) - 0x30, digits + 1)
    }
    return digits > 0 ? value : nil
  }

  private static func picture(
    _ pixels: [UInt8], _ kind: Int, _ width: Int, _ height: Int, _ most: Int
  ) -> GreyPicture {
    if kind == 5, most == 255 { return GreyPicture(width: width, height: height, pixels: pixels) }
    let stride = pixels.count / height
    return GreyPicture(width: width, height: height) { y, row in
      let first = y * stride
      for x in 0..<width {
        switch kind {
        case 4: row[x] = pixels[first + x / 8] >> (7 - x % 8) & 1 == 1 ? 0 : 255
        case 5: row[x] = UInt8(min(Int(pixels[first + x]) * 255 / most, 255))
        default:
          let rgb = (0..<3).map { UInt8(min(Int(pixels[first + 3 * x + $0]) * 255 / most, 255)) }
          row[x] = grey(red: rgb[0], green: rgb[1], blue: rgb[2])
        }
      }
    }
  }
}
