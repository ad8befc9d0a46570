/// What was seen of a picture in which nothing could be read, as measured from its pixels.
public struct Impression: Sendable, Equatable {
  /// What helps; those that help most come first.
  public enum Hint: String, Sendable, CaseIterable {
    case tooSmall = "too small"
    case cutOff = "cut off"
    case tooDark = "too dark"
    case faint = "too little contrast"
    case blurred = "too blurred"
  }

  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// How many finder patterns, the squares in three corners of a code, were seen.
  public let finderPatterns: Int
  /// Whether three of them lie as in a code.
  public let hasCode: Bool
  /// The width of a module of that code, or of the finder patterns, in pixels; 0 where none is seen.
  public let module: Double
  /// Whether a code reaches beyond the picture's border.
  public let isCutOff: Bool
  /// The lightest grey, 0 to 255, but for the lightest 2 % of the pixels.
  public let brightness: Int
  /// How far the darkest grey is below that, but for the darkest 2 %.
  public let contrast: Int
  /// Over how many pixels the sharpest edges go from dark to light; 1 is sharp.
  public let edge: Double

  init(_ picture: GreyPicture) {
    (width, height) = (picture.width, picture.height)
    let views = [picture.thresholdedByBlocks(), picture.thresholdedByOtsu()]
    let sights = views.map(SymbolReader.read)
    let unread = sights.flatMap(\.unread).max { $0.quality < $1.quality }
    let patterns =
      sights.map { $0.patterns.filter(\.isSolid) }.max { $0.count < $1.count } ?? []
    hasCode = unread != nil
    finderPatterns = max(patterns.count, unread == nil ? 0 : 3)
    // Noise and lines of text have any number of patterns, of any size.
    let few = patterns.count <= 6 ? patterns : []
    module = unread?.module ?? few.map(\.module).max() ?? 0
    isCutOff = unread?.box.isCutOff ?? Self.isCutOff(few, picture)
    let light = picture.lightAndDark()
    (brightness, contrast) = (light.light, light.light - light.dark)
    edge = picture.edgeWidth(contrast: contrast)
  }

  /// The hints that apply to this picture.
  public var hints: [Hint] {
    Hint.allCases.filter { hint in
      switch hint {
      case .tooSmall: module > 0 ? module < 2 : max(width, height) < 60
      case .cutOff: isCutOff
      case .tooDark: brightness < 70
      case .faint: brightness >= 70 && contrast < 40
      case .blurred: edge > max(3, 0.7 * module)
      }
    }
  }

  /// Whether two patterns of one size want a third where there is no picture any more.
  private static func isCutOff(_ patterns: [FinderPattern], _ picture: GreyPicture) -> Bool {
    patterns.indices.contains { one in
      patterns[..<one].contains { isCutOff($0, patterns[one], picture) }
    }
  }

  private static func isCutOff(
    _ a: FinderPattern, _ b: FinderPattern, _ picture: GreyPicture
  ) -> Bool {
    let (small, large) = (min(a.module, b.module), max(a.module, b.module))
    let apart = b.centre - a.centre
    guard large < 1.3 * small, (10...180).contains(apart.length / large) else { return false }
    let across = Point(x: -apart.y, y: apart.x)
    return [across, across * -1].contains { side in
      let third = a.centre + side
      let (x, y) = (third.x + 3 * large, third.y + 3 * large)
      return third.x < 3 * large || third.y < 3 * large || x > Double(picture.width)
        || y > Double(picture.height)
    }
  }
}

extension FinderPattern {
  /// Whether enough rows showed it: all that cross its middle square would be one and a half for
  /// each pixel of a module.
  fileprivate var isSolid: Bool { hits > 1 && Double(hits) > 0.9 * module }
}

extension Symbol.Box {
  /// Whether it reaches beyond the picture.
  fileprivate var isCutOff: Bool { left < -0.01 || top < -0.01 || right > 1.01 || bottom > 1.01 }
}

extension GreyPicture {
  /// The greys that 2 % of the pixels lie beyond on either side.
  fileprivate func lightAndDark() -> (light: Int, dark: Int) {
    let histogram = histogram()
    let few = histogram.reduce(0, +) / 50
    var (dark, below) = (0, histogram[0])
    while below <= few, dark < 255 {
      dark += 1
      below += histogram[dark]
    }
    var (light, above) = (255, histogram[255])
    while above <= few, light > dark {
      light -= 1
      above += histogram[light]
    }
    return (light, dark)
  }

  /// Contrast over the steepest step between neighbours in a row, but for one step in a thousand.
  fileprivate func edgeWidth(contrast: Int) -> Double {
    var steps = [Int](repeating: 0, count: 256)
    for y in 0..<height {
      withRow(y) { row in
        for x in 1..<max(width, 1) { steps[abs(Int(row[x]) - Int(row[x - 1]))] += 1 }
      }
    }
    var (steepest, count) = (255, steps[255])
    while count <= pixels.count / 1000, steepest > 1 {
      steepest -= 1
      count += steps[steepest]
    }
    return Double(max(contrast, 1)) / Double(steepest)
  }
}
