/// Grey pixels, one byte each, 0 black to 255 white, rows from top to bottom without gaps.
struct GreyPicture: Sendable, Equatable {
  /// Pixels in a row, at least 1.
  let width: Int
  /// Rows, at least 1.
  let height: Int
  /// `width * height` bytes.
  private(set) var pixels: [UInt8]

  /// A picture from its pixels.
  ///
  /// - Parameters:
  ///   - width: pixels in a row, at least 1.
  ///   - height: rows, at least 1.
  ///   - pixels: `width * height` bytes.
  init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A picture whose rows are written one after the other.
  init(width: Int, height: Int, writingRow: (_ y: Int, _ row: inout MutableSpan<UInt8>) -> Void) {
    var pixels = [UInt8](repeating: 0, count: width * height)
    var all = pixels.mutableSpan
    for y in 0..<height {
      var row = all._mutatingExtracting(y * width..<(y + 1) * width)
      writingRow(y, &row)
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  var longSide: Int { max(width, height) }
  var shortSide: Int { min(width, height) }

  /// Lends one row.
  func withRow<Result>(_ y: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(pixels.span.extracting(y * width..<(y + 1) * width))
  }
}

// MARK: - Same size, other places and shades

extension GreyPicture {
  /// Black for white and white for black.
  func inverted() -> GreyPicture {
    var result = self
    var all = result.pixels.mutableSpan
    Kernel.complement(&all)
    return result
  }

  /// The first row last.
  func flippedVertically() -> GreyPicture {
    GreyPicture(width: width, height: height) { y, row in
      withRow(height - 1 - y) { Kernel.copy($0, into: &row) }
    }
  }

  /// Rows for columns, mirrored at the diagonal that runs down from the top left.
  func transposed() -> GreyPicture {
    var turned = [UInt8](repeating: 0, count: pixels.count)
    var all = turned.mutableSpan
    Kernel.transpose(pixels.span, width: width, height: height, into: &all)
    return GreyPicture(width: height, height: width, pixels: turned)
  }
}
