/// Reads portable anymaps (PBM, PGM and PPM, with binary pixels), one after the other in one file:
/// so come the pages of a converted document.
struct Anymap {
  private let file: [UInt8]
  private var place = 0

  init(_ file: [UInt8]) {
    self.file = file
  }

  /// Hands over each picture, up to where the file ends or breaks off.
  ///
  /// - Returns: how many there were.
  mutating func forEachFrame(_ see: ([GreyPicture]) -> Void) throws(PictureError) -> Int {
    var frames = 0
    while let kind = signature() {
      guard let width = number(), let height = number(), let most = kind == 4 ? 1 : number(),
        width > 0, height > 0, (1...255).contains(most)
      else { break }
      guard width <= 1 << 24, height <= 1 << 24, width * height <= Int(Picture.mostPixels) else {
        throw .tooLarge(.anymap)
      }
      place += 1
      guard let picture = pixels(kind, width, height, most) else { break }
      see([picture])
      frames += 1
    }
    return frames
  }

  /// 4 for bits, 5 for greys, 6 for colours.
  private mutating func signature() -> Int? {
    guard place + 2 < file.count, file[place] == UInt8(ascii: "P"),
      (UInt8(ascii: "4")...UInt8(ascii: "6")).contains(file[place + 1])
    else { return nil }
    place += 2
    return Int(file[place - 1] - UInt8(ascii: "0"))
  }

  /// A number after white space and comments.
  private mutating func number() -> Int? {
    while place < file.count, file[place] == UInt8(ascii: "#") || file[place] <= 0x20 {
      if file[place] == UInt8(ascii: "#") {
        while place < file.count, file[place] != 0x0A { place += 1 }
      } else {
        place += 1
      }
    }
    var (value, digits) = (0, 0)
    while place < file.count, case let digit = Int(file[place]) - 0x30, (0...9).contains(digit),
      digits < 9
    {
      (value, digits) = (value * 10 + digit, digits + 1)
      place += 1
    }
    return digits > 0 ? value : nil
  }

  private mutating func pixels(
    _ kind: Int, _ width: Int, _ height: Int, _ most: Int
  ) -> GreyPicture? {
    let stride = [4: (width + 7) / 8, 5: width, 6: 3 * width][kind] ?? 0
    let start = place
    guard file.count - start >= stride * height else { return nil }
    place += stride * height
    return GreyPicture(width: width, height: height) { y, row in
      let first = start + y * stride
      for x in 0..<width {
        switch kind {
        case 4: row[x] = file[first + x / 8] >> (7 - x % 8) & 1 == 1 ? 0 : 255
        case 5 where most == 255: row[x] = file[first + x]
        case 5: row[x] = UInt8(min(Int(file[first + x]) * 255 / most, 255))
        default:
          let rgb = (0..<3).map { UInt8(min(Int(file[first + 3 * x + $0]) * 255 / most, 255)) }
          row[x] = grey(red: rgb[0], green: rgb[1], blue: rgb[2])
        }
      }
    }
  }
}
