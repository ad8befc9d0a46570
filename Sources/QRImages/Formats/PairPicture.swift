/// Pixels that may be transparent: grey and alpha of each, rows from top to bottom without gaps.
struct PairPicture {
  /// Pixels in a row, at least 1.
  let width: Int
  /// Rows, at least 1.
  let height: Int
  /// Grey and alpha of each pixel.
  private(set) var pairs: [UInt8]

  /// A picture that is transparent everywhere; its transparent black shows what is behind.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    pairs = [UInt8](repeating: 0, count: 2 * width * height)
  }

  /// The picture on white and, where that looks different, on black.
  var views: [GreyPicture] {
    let onWhite = composed(on: .max)
    let onBlack = composed(on: .min)
    return onWhite == onBlack ? [onWhite] : [onWhite, onBlack]
  }

  private func composed(on background: UInt8) -> GreyPicture {
    GreyPicture(width: width, height: height) { y, row in
      let source = pairs.span.extracting(2 * y * width..<2 * (y + 1) * width)
      Kernel.compose(source, on: background, into: &row)
    }
  }

  /// Makes a pixel opaque; one outside of the picture is dropped.
  mutating func set(_ x: Int, _ y: Int, grey: UInt8) {
    guard x < width, y < height else { return }
    pairs[2 * (y * width + x)] = grey
    pairs[2 * (y * width + x) + 1] = 255
  }

  /// Makes an area transparent again, as far as it lies in the picture.
  mutating func clear(_ across: Range<Int>, _ down: Range<Int>) {
    for y in down.clamped(to: 0..<height) {
      for x in across.clamped(to: 0..<width) {
        pairs[2 * (y * width + x)] = 0
        pairs[2 * (y * width + x) + 1] = 0
      }
    }
  }
}

/// The grey of a colour (ITU-R BT.601), as PNG and JPEG pictures get it.
func grey(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
  let (red, green, blue) = (299 * UInt32(red), 587 * UInt32(green), 114 * UInt32(blue))
  return UInt8(truncatingIfNeeded: (red + green + blue + 500) / 1000)
}
