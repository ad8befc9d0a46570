/// The loops over pixels, and the only ones in this module that run without bounds checks: each
/// function checks once that its spans fit together, and then goes at the memory's speed.
enum Kernel {
  static func complement(_ pixels: inout MutableSpan<UInt8>) {
    for x in 0..<pixels.count { unsafe pixels[unchecked: x] = ~(unsafe pixels[unchecked: x]) }
  }

  static func copy(_ source: Span<UInt8>, into target: inout MutableSpan<UInt8>) {
    precondition(source.count == target.count)
    for x in 0..<source.count { unsafe target[unchecked: x] = unsafe source[unchecked: x] }
  }

  /// Writes each second byte, from the first or the second on, or each byte where there are no more.
  static func pick(
    _ source: Span<UInt8>, _ first: Int, into target: inout MutableSpan<UInt8>
  ) {
    let step = source.count / target.count
    precondition(step > 0 && first >= 0 && first < step)
    for x in 0..<target.count {
      unsafe target[unchecked: x] = unsafe source[unchecked: x * step + first]
    }
  }

  /// Writes a picture's columns as rows, tile by tile, so that both sides stay in the cache.
  static func transpose(
    _ source: Span<UInt8>, width: Int, height: Int, into target: inout MutableSpan<UInt8>
  ) {
    precondition(source.count == width * height && target.count == source.count)
    let tile = 32
    for top in stride(from: 0, to: height, by: tile) {
      for left in stride(from: 0, to: width, by: tile) {
        for y in top..<min(top + tile, height) {
          for x in left..<min(left + tile, width) {
            unsafe target[unchecked: x * height + y] = unsafe source[unchecked: y * width + x]
          }
        }
      }
    }
  }

  /// Greys of pixels that are partly transparent, before a background.
  ///
  /// - Parameters:
  ///   - pairs: grey and alpha of each pixel.
  ///   - background: the grey that shines through.
  ///   - target: one grey a pixel.
  static func compose(
    _ pairs: Span<UInt8>, on background: UInt8, into target: inout MutableSpan<UInt8>
  ) {
    precondition(pairs.count == 2 * target.count)
    let behind = UInt32(background)
    for x in 0..<target.count {
      let grey = UInt32(unsafe pairs[unchecked: 2 * x])
      let alpha = UInt32(unsafe pairs[unchecked: 2 * x + 1])
      let sum = grey &* alpha &+ behind &* (255 &- alpha)
      unsafe target[unchecked: x] = UInt8(truncatingIfNeeded: (sum &+ 127) / 255)
    }
  }
}

// MARK: - Resampling

extension Kernel {
  /// `sums[x] += row[x] * weight`
  static func accumulate(
    _ row: Span<UInt8>, weight: Float, into sums: inout MutableSpan<Float>
  ) {
    precondition(row.count == sums.count)
    for x in 0..<row.count {
      unsafe sums[unchecked: x] += Float(unsafe row[unchecked: x]) * weight
    }
  }

  /// Each pixel of `target` is the mean of two by two.
  static func halve(
    _ upper: Span<UInt8>, _ lower: Span<UInt8>, into target: inout MutableSpan<UInt8>
  ) {
    precondition(upper.count == lower.count && target.count == upper.count / 2)
    for x in 0..<target.count {
      let above =
        UInt16(unsafe upper[unchecked: 2 * x]) &+ UInt16(unsafe upper[unchecked: 2 * x + 1])
      let below =
        UInt16(unsafe lower[unchecked: 2 * x]) &+ UInt16(unsafe lower[unchecked: 2 * x + 1])
      unsafe target[unchecked: x] = UInt8(truncatingIfNeeded: (above &+ below &+ 2) >> 2)
    }
  }

  /// Each pixel of `target` is the weighted sum of a run of `sums`, as `taps` says.
  static func gather(
    _ sums: Span<Float>, by taps: Taps, into target: inout MutableSpan<UInt8>
  ) {
    precondition(taps.sourceCount == sums.count && taps.count == target.count)
    let (runs, weights) = (taps.runs.span, taps.weights.span)
    for x in 0..<target.count {
      let run = unsafe runs[unchecked: x]
      var sum: Float = 0.5
      for i in 0..<run.count {
        sum += unsafe sums[unchecked: run.source + i] * weights[unchecked: run.weight + i]
      }
      unsafe target[unchecked: x] = UInt8(min(max(sum, 0), 255))
    }
  }

  /// Samples a row at even steps, linearly between two pixels; beyond its ends it goes on evenly.
  ///
  /// - Parameters:
  ///   - row: the source, at least one pixel.
  ///   - start: where the first sample lies, in pixels.
  ///   - step: from sample to sample, in pixels.
  ///   - target: the samples.
  static func sample(
    _ row: Span<Float>, from start: Float, step: Float, into target: inout MutableSpan<UInt8>
  ) {
    precondition(!row.isEmpty)
    let last = row.count - 1
    for x in 0..<target.count {
      let place = min(max(start + Float(x) * step, 0), Float(last))
      let left = Int(place)
      let a = unsafe row[unchecked: left]
      let b = unsafe row[unchecked: min(left + 1, last)]
      unsafe target[unchecked: x] = UInt8(a + (b - a) * (place - Float(left)) + 0.5)
    }
  }
}

// MARK: - Thresholds

extension Kernel {
  /// Adds to each of 256 counts how many pixels have that grey.
  static func count(_ pixels: Span<UInt8>, into counts: inout MutableSpan<Int>) {
    precondition(counts.count == 256)
    for x in 0..<pixels.count { unsafe counts[unchecked: Int(pixels[unchecked: x])] &+= 1 }
  }

  /// White where a pixel is above `level`, else black.
  static func threshold(
    _ row: Span<UInt8>, above level: UInt8, into target: inout MutableSpan<UInt8>
  ) {
    precondition(row.count == target.count)
    for x in 0..<row.count {
      unsafe target[unchecked: x] = unsafe row[unchecked: x] > level ? 255 : 0
    }
  }

  /// White where a pixel is above its own level, else black.
  static func threshold(
    _ row: Span<UInt8>, aboveEach levels: Span<UInt8>, into target: inout MutableSpan<UInt8>
  ) {
    precondition(row.count == target.count && levels.count >= row.count)
    for x in 0..<row.count {
      let white = unsafe row[unchecked: x] > levels[unchecked: x]
      unsafe target[unchecked: x] = white ? 255 : 0
    }
  }

  /// `sums[x] += entering[x] - leaving[x]`: a window over rows moves down by one.
  static func slide(
    _ sums: inout MutableSpan<UInt32>, entering: Span<UInt8>, leaving: Span<UInt8>
  ) {
    precondition(sums.count == entering.count && sums.count == leaving.count)
    for x in 0..<sums.count {
      let change = UInt32(unsafe entering[unchecked: x]) &- UInt32(unsafe leaving[unchecked: x])
      unsafe sums[unchecked: x] &+= change
    }
  }

  /// Running totals of column sums, the outermost repeated `radius` times beyond both ends, so
  /// that a window's sum is the difference of two of them.
  static func runningTotals(
    _ sums: Span<UInt32>, radius: Int, into totals: inout MutableSpan<UInt32>
  ) {
    precondition(!sums.isEmpty && totals.count == sums.count + 2 * radius + 1)
    var total: UInt32 = 0
    unsafe totals[unchecked: 0] = 0
    for x in 0..<sums.count + 2 * radius {
      let column = min(max(x - radius, 0), sums.count - 1)
      total &+= unsafe sums[unchecked: column]
      unsafe totals[unchecked: x + 1] = total
    }
  }

  /// White where a pixel plus `offset` is above its window's mean.
  static func threshold(
    _ row: Span<UInt8>, totals: Span<UInt32>, window: Int, offset: UInt32,
    into target: inout MutableSpan<UInt8>
  ) {
    precondition(row.count == target.count && totals.count == row.count + window)
    let area = UInt32(window * window)
    for x in 0..<row.count {
      let sum = unsafe totals[unchecked: x + window] &- totals[unchecked: x]
      let value = (UInt32(unsafe row[unchecked: x]) &+ offset) &* area
      unsafe target[unchecked: x] = value > sum ? 255 : 0
    }
  }
}

// MARK: - Finder patterns

extension Kernel {
  /// Where the runs of equal pixels of a row begin, and at last the row's end.
  ///
  /// - Parameters:
  ///   - row: black and white.
  ///   - starts: takes at most `row.count + 1` of them.
  /// - Returns: how many there are.
  static func runStarts(of row: Span<UInt8>, into starts: inout MutableSpan<Int32>) -> Int {
    precondition(!row.isEmpty && starts.count > row.count)
    unsafe starts[unchecked: 0] = 0
    var (count, x) = (1, 1)
    var colour = unsafe row[unchecked: 0]
    while x < row.count {
      // Eight pixels at once: most of a page is plain.
      if x + 8 <= row.count {
        let eight = unsafe row.bytes.unsafeLoadUnaligned(
          fromUncheckedByteOffset: x, as: UInt64.self)
        let change = eight ^ (colour == 0 ? 0 : .max)
        let same = change.trailingZeroBitCount / 8
        x += same
        if same == 8 { continue }
      } else if unsafe row[unchecked: x] == colour {
        x += 1
        continue
      }
      colour = ~colour
      unsafe starts[unchecked: count] = Int32(truncatingIfNeeded: x)
      count += 1
      x += 1
    }
    unsafe starts[unchecked: count] = Int32(truncatingIfNeeded: row.count)
    return count + 1
  }

  /// The first of the runs, from `first` on, that begins five of a finder pattern's widths.
  static func firstFinder(_ starts: Span<Int32>, from first: Int) -> Int? {
    guard first >= 0, first + 5 < starts.count else { return nil }
    for i in first..<starts.count - 5 {
      let (a, b) = unsafe (Int(starts[unchecked: i]), Int(starts[unchecked: i + 1]))
      let (c, d) = unsafe (Int(starts[unchecked: i + 2]), Int(starts[unchecked: i + 3]))
      let (e, f) = unsafe (Int(starts[unchecked: i + 4]), Int(starts[unchecked: i + 5]))
      if FinderRatio.fits(b - a, c - b, d - c, e - d, f - e) { return i }
    }
    return nil
  }

  /// The lengths of three runs of equal pixels from one on.
  ///
  /// - Parameters:
  ///   - pixels: black and white.
  ///   - start: the first pixel.
  ///   - step: from pixel to pixel.
  ///   - reach: how many pixels there are on the way.
  ///   - most: the longest that a run may be.
  /// - Returns: nil where there are no three, or one is too long.
  static func threeRuns(
    _ pixels: Span<UInt8>, from start: Int, step: Int, reach: Int, most: Int
  ) -> (Int, Int, Int)? {
    guard reach > 0 else { return nil }
    precondition(pixels.indices.contains(start))
    precondition(pixels.indices.contains(start + step * (reach - 1)))
    var (lengths, place) = ((0, 0, 0), 0)
    var colour = unsafe pixels[unchecked: start]
    for run in 0..<3 {
      let begin = place
      while place < reach, unsafe pixels[unchecked: start + step * place] == colour { place += 1 }
      guard place - begin <= most, run == 2 || place < reach else { return nil }
      switch run {
      case 0: lengths.0 = place - begin
      case 1: lengths.1 = place - begin
      default: lengths.2 = place - begin
      }
      colour = ~colour
    }
    return lengths
  }
}
