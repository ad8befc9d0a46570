// Three ways to black and white.

extension GreyPicture {
  /// White where a pixel plus `offset` is above the mean of the square window around it. Beyond
  /// the picture's edge its outermost pixels go on.
  ///
  /// - Parameters:
  ///   - fraction: the window is the short side divided by this, at least 15 pixels wide.
  ///   - offset: how much darker than its surroundings a pixel may be and still count as white.
  /// - Returns: black and white.
  func adaptivelyThresholded(fraction: Int, offset: UInt32) -> GreyPicture {
    let window = max(15, shortSide / fraction | 1)
    let radius = window / 2
    var sums = [UInt32](repeating: 0, count: width)
    var totals = [UInt32](repeating: 0, count: width + window)
    for y in -radius...radius { add(row: clamped(y), to: &sums) }
    return GreyPicture(width: width, height: height) { y, target in
      if y > 0 { slide(&sums, from: clamped(y - radius - 1), to: clamped(y + radius)) }
      var all = totals.mutableSpan
      Kernel.runningTotals(sums.span, radius: radius, into: &all)
      withRow(y) { row in
        Kernel.threshold(row, totals: totals.span, window: window, offset: offset, into: &target)
      }
    }
  }

  private func clamped(_ y: Int) -> Int {
    min(max(y, 0), height - 1)
  }

  private func add(row y: Int, to sums: inout [UInt32]) {
    withRow(y) { row in
      for x in row.indices { sums[x] += UInt32(row[x]) }
    }
  }

  private func slide(_ sums: inout [UInt32], from leaving: Int, to entering: Int) {
    var all = sums.mutableSpan
    withRow(leaving) { old in
      withRow(entering) { new in Kernel.slide(&all, entering: new, leaving: old) }
    }
  }

  /// White above one level for the whole picture: the one that parts dark from light best
  /// (Otsu 1979: the greatest variance between the two classes).
  func thresholdedByOtsu() -> GreyPicture {
    let level = otsuLevel()
    return GreyPicture(width: width, height: height) { y, target in
      withRow(y) { row in Kernel.threshold(row, above: level, into: &target) }
    }
  }

  /// How many pixels there are of each grey; of a large picture in some of its rows.
  func histogram() -> [Int] {
    var histogram = [Int](repeating: 0, count: 256)
    var all = histogram.mutableSpan
    for y in stride(from: 0, to: height, by: 1 + pixels.count / 1_000_000) {
      withRow(y) { Kernel.count($0, into: &all) }
    }
    return histogram
  }

  func otsuLevel() -> UInt8 {
    let histogram = histogram()
    let count = histogram.reduce(0, +)
    let total = histogram.enumerated().reduce(0) { $0 + $1.offset * $1.element }
    var (best, bestVariance) = (UInt8(0), -1.0)
    var (darkCount, darkSum) = (0, 0)
    for level in 0..<256 {
      darkCount += histogram[level]
      darkSum += level * histogram[level]
      let lightCount = count - darkCount
      guard darkCount > 0, lightCount > 0 else { continue }
      let distance =
        Double(darkSum) / Double(darkCount) - Double(total - darkSum) / Double(lightCount)
      let variance = Double(darkCount) * Double(lightCount) * distance * distance
      if variance > bestVariance { (best, bestVariance) = (UInt8(level), variance) }
    }
    return best
  }
}
