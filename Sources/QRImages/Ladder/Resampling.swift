/// How the pixels of a line become those of another: each a weighted sum of neighbours.
struct Taps: Sendable {
  /// Where a sum starts in the source and in `weights`, and over how many it goes.
  struct Run: Sendable {
    let source: Int
    let weight: Int
    let count: Int
  }

  let sourceCount: Int
  private(set) var runs: [Run] = []
  private(set) var weights: [Float] = []

  var count: Int { runs.count }

  private init(sourceCount: Int) {
    self.sourceCount = sourceCount
  }

  private mutating func append(at source: Int, _ run: [Float]) {
    runs.append(Run(source: source, weight: weights.count, count: run.count))
    weights += run
  }

  /// Area averages where a line gets shorter, linear interpolation where it gets longer.
  static func resizing(from source: Int, to target: Int) -> Taps {
    target < source ? averaging(from: source, to: target) : interpolating(from: source, to: target)
  }

  private static func averaging(from source: Int, to target: Int) -> Taps {
    var taps = Taps(sourceCount: source)
    let scale = Double(source) / Double(target)
    for i in 0..<target {
      let (start, end) = (Double(i) * scale, min(Double(i + 1) * scale, Double(source)))
      let (first, last) = (Int(start), min(Int(end.rounded(.up)), source))
      let overlaps = (first..<last).map { min(end, Double($0 + 1)) - max(start, Double($0)) }
      taps.append(at: first, overlaps.map { Float($0 / (end - start)) })
    }
    return taps
  }

  private static func interpolating(from source: Int, to target: Int) -> Taps {
    var taps = Taps(sourceCount: source)
    let scale = Double(source) / Double(target)
    for i in 0..<target {
      let place = min(max((Double(i) + 0.5) * scale - 0.5, 0), Double(source - 1))
      let first = min(Int(place), max(source - 2, 0))
      let share = Float(place - Double(first))
      taps.append(at: first, source == 1 ? [1] : [1 - share, share])
    }
    return taps
  }

  /// The mean of each pixel and its neighbours up to `radius` away, fewer at the ends.
  static func blurring(_ count: Int, radius: Int) -> Taps {
    var taps = Taps(sourceCount: count)
    for i in 0..<count {
      let neighbours = max(0, i - radius)...min(count - 1, i + radius)
      let share = 1 / Float(neighbours.count)
      taps.append(at: neighbours.lowerBound, neighbours.map { _ in share })
    }
    return taps
  }
}

extension GreyPicture {
  /// Resamples both ways, first down the columns, then along the rows.
  func resampled(rows: Taps, columns: Taps) -> GreyPicture {
    GreyPicture(width: columns.count, height: rows.count) { y, target in
      let sums = mixedRow(rows.runs[y], rows.weights)
      Kernel.gather(sums.span, by: columns, into: &target)
    }
  }

  /// The weighted sum of a run of rows.
  func mixedRow(_ run: Taps.Run, _ weights: [Float]) -> [Float] {
    var sums = [Float](repeating: 0, count: width)
    var all = sums.mutableSpan
    for i in 0..<run.count {
      withRow(run.source + i) { row in
        Kernel.accumulate(row, weight: weights[run.weight + i], into: &all)
      }
    }
    return sums
  }

  /// The picture at a size that suits zbar: the long side at `side` pixels, but enlarged at most
  /// three times, and left alone where it is nearly there.
  func normalised(longSide side: Int) -> GreyPicture {
    let factor = min(Double(side) / Double(longSide), 3)
    guard factor >= 1.2 || factor <= 1 / 1.2 else { return self }
    return resized(
      width: max(1, Int((Double(width) * factor).rounded())),
      height: max(1, Int((Double(height) * factor).rounded())))
  }

  /// The picture at half its size, and again, until its long side is below a length: a fast way to
  /// about a size.
  func halved(below side: Int) -> GreyPicture {
    guard longSide >= side, shortSide >= 2 else { return self }
    let half = GreyPicture(width: width / 2, height: height / 2) { y, target in
      withRow(2 * y) { upper in
        withRow(2 * y + 1) { lower in Kernel.halve(upper, lower, into: &target) }
      }
    }
    return half.halved(below: side)
  }

  func resized(width newWidth: Int, height newHeight: Int) -> GreyPicture {
    resampled(
      rows: .resizing(from: height, to: newHeight), columns: .resizing(from: width, to: newWidth))
  }

  /// Two box blurs, one after the other, which come close to a Gaussian.
  func blurred(radius: Int) -> GreyPicture {
    let rows = Taps.blurring(height, radius: radius)
    let columns = Taps.blurring(width, radius: radius)
    return resampled(rows: rows, columns: columns).resampled(rows: rows, columns: columns)
  }
}
