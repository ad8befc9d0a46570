/// Levels of a picture's blocks of 8 x 8 pixels, the last ones of a row or column cut off.
private struct BlockLevels {
  static let side = 8
  /// Blocks whose greys lie no further apart are taken to hold one colour.
  static let flatRange: UInt8 = 24

  let columns: Int
  let rows: Int
  private var levels: [Int]

  init(of picture: GreyPicture) {
    columns = (picture.width + Self.side - 1) / Self.side
    rows = (picture.height + Self.side - 1) / Self.side
    levels = []
    levels.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        levels.append(level(of: picture, column, row))
      }
    }
  }

  /// The mean; in a flat block, half its darkest grey, so that it comes out white, unless the
  /// blocks before it say that such a grey is dark here.
  private func level(of picture: GreyPicture, _ column: Int, _ row: Int) -> Int {
    let (least, greatest, mean) = Self.greys(of: picture, column, row)
    if greatest - least > Self.flatRange { return mean }
    guard column > 0, row > 0 else { return Int(least) / 2 }
    let here = row * columns + column
    let before = (levels[here - 1] + levels[here - columns] + levels[here - columns - 1]) / 3
    return Int(least) < before ? before : Int(least) / 2
  }

  private static func greys(
    of picture: GreyPicture, _ column: Int, _ row: Int
  ) -> (least: UInt8, greatest: UInt8, mean: Int) {
    let across = column * side..<min((column + 1) * side, picture.width)
    let down = row * side..<min((row + 1) * side, picture.height)
    var (least, greatest, sum) = (UInt8.max, UInt8.min, 0)
    for y in down {
      picture.withRow(y) { pixels in
        for x in across {
          (least, greatest) = (min(least, pixels[x]), max(greatest, pixels[x]))
          sum += Int(pixels[x])
        }
      }
    }
    return (least, greatest, sum / (across.count * down.count))
  }

  /// The levels of one row of blocks, once for each of their pixels.
  func row(_ row: Int) -> [UInt8] {
    (0..<columns).flatMap { repeatElement(smoothed($0, row), count: Self.side) }
  }

  /// The mean level of a block and its neighbours up to two away.
  private func smoothed(_ column: Int, _ row: Int) -> UInt8 {
    let across = max(0, column - 2)...min(columns - 1, column + 2)
    let down = max(0, row - 2)...min(rows - 1, row + 2)
    var sum = 0
    for y in down {
      for x in across { sum += levels[y * columns + x] }
    }
    return UInt8(sum / (across.count * down.count))
  }
}

extension GreyPicture {
  /// White above the level of a block of 8 x 8 pixels, averaged over the 5 x 5 blocks around it.
  func thresholdedByBlocks() -> GreyPicture {
    let blocks = BlockLevels(of: self)
    var levels: [UInt8] = []
    return GreyPicture(width: width, height: height) { y, target in
      if y % BlockLevels.side == 0 { levels = blocks.row(y / BlockLevels.side) }
      withRow(y) { row in Kernel.threshold(row, aboveEach: levels.span, into: &target) }
    }
  }
}
