/// One of the three squares in the corners of a symbol.
struct FinderPattern: Equatable {
  /// Its middle.
  var centre: Point
  /// The width of a module in pixels, between that along a row and that along a column.
  var module: Double
  /// Whether it is light on dark.
  let isLight: Bool
  /// How many rows showed it.
  var hits = 1

  /// Whether another one's middle lies inside this one's.
  func isSame(as other: FinderPattern) -> Bool {
    let apart = other.centre - centre
    return isLight == other.isLight && abs(apart.x) < 2 * module && abs(apart.y) < 2 * module
  }

  /// The share of the rows through its middle that have shown it.
  private var support: Double { Double(hits * FinderSearch.rowStep) / (3 * module) }

  /// Whether few of its rows have shown it, as those of what dense codes have by chance.
  var isWeak: Bool { hits < 3 && support < 0.4 }

  /// Takes over what another row told.
  mutating func merge(_ other: FinderPattern) {
    let (mine, all) = (Double(hits), Double(hits + 1))
    centre = (centre * mine + other.centre) * (1 / all)
    module = (module * mine + other.module) / all
    hits += 1
  }
}

/// Looks for finder patterns in black and white: along any line through one, dark, light, dark,
/// light and dark again are as wide as 1 : 1 : 3 : 1 : 1.
struct FinderSearch {
  /// The most that are looked at, and the most that are kept; a picture of noise has any number.
  private static let (most, mostKept) = (1200, 240)
  fileprivate static let rowStep = 2

  private let picture: GreyPicture
  private(set) var patterns: [FinderPattern] = []

  init(in picture: GreyPicture) {
    self.picture = picture
    var starts = [Int32](repeating: 0, count: picture.width + 2)
    for y in stride(from: 1, to: picture.height, by: Self.rowStep) {
      var all = starts.mutableSpan
      let count = picture.withRow(y) { Kernel.runStarts(of: $0, into: &all) }
      var first = 0
      while let found = Kernel.firstFinder(starts.span.extracting(0..<count), from: first) {
        take(starts[found], starts[found + 5], middle: starts[found + 2] + starts[found + 3], y)
        first = found + 1
      }
      if patterns.count >= Self.most { break }
    }
    if patterns.count > Self.mostKept {
      patterns = Array(
        (patterns.filter { !$0.isWeak } + patterns.filter(\.isWeak)).prefix(Self.mostKept))
    }
  }

  /// Checks a candidate along its column, then along that middle's row.
  private mutating func take(_ start: Int32, _ end: Int32, middle twice: Int32, _ y: Int) {
    let (x, across) = (Int(twice) / 2, Int(end - start))
    guard let down = cross(x, y, (0, 1), span: across),
      let again = cross(x, Int(down.middle), (1, 0), span: across)
    else { return }
    let pattern = FinderPattern(
      centre: Point(x: again.middle, y: down.middle), module: (again.span + down.span) / 14,
      isLight: picture.pixels[y * picture.width + x] != 0)
    if let known = patterns.firstIndex(where: { $0.isSame(as: pattern) }) {
      patterns[known].merge(pattern)
    } else {
      patterns.append(pattern)
    }
  }

  /// The five runs through a pixel in a direction: their middle and how far they reach in all.
  private func cross(
    _ x: Int, _ y: Int, _ step: (x: Int, y: Int), span: Int
  ) -> (middle: Double, span: Double)? {
    guard let after = picture.runs(from: x, y, step, most: 2 * span),
      let before = picture.runs(from: x, y, (-step.x, -step.y), most: 2 * span)
    else { return nil }
    let centre = before.0 + after.0 - 1
    let total = centre + before.1 + before.2 + after.1 + after.2
    guard 5 * total > 2 * span, 2 * total < 5 * span,
      FinderRatio.fits(before.2, before.1, centre, after.1, after.2)
    else { return nil }
    let here = Double(step.x == 0 ? y : x) + 0.5
    return (here + Double(after.0 - before.0) / 2, Double(total))
  }
}

/// How near to 1 : 1 : 3 : 1 : 1 five runs must be. Small patterns are off by whole pixels.
enum FinderRatio {
  @inline(__always)
  static func fits(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int) -> Bool {
    let total = a + b + c + d + e
    guard total >= 7, abs(7 * c - 3 * total) * 2 < 3 * total else { return false }
    return fits(a, total) && fits(b, total) && fits(d, total) && fits(e, total)
  }

  @inline(__always)
  private static func fits(_ run: Int, _ total: Int) -> Bool {
    abs(7 * run - total) * 4 < 3 * total
  }
}

extension GreyPicture {
  /// The lengths of three runs from a pixel on, which counts as the first one's; nil where the
  /// picture ends or a run grows longer than `most` before the third is over.
  fileprivate func runs(
    from x: Int, _ y: Int, _ step: (x: Int, y: Int), most: Int
  ) -> (Int, Int, Int)? {
    guard x >= 0, x < width, y >= 0, y < height else { return nil }
    let reach =
      switch step {
      case (1, _): width - x
      case (-1, _): x + 1
      case (_, 1): height - y
      default: y + 1
      }
    return Kernel.threeRuns(
      pixels.span, from: y * width + x, step: step.y * width + step.x, reach: reach, most: most)
  }
}
