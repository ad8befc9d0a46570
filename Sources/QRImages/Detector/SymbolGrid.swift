/// Where the modules of a symbol lie in a picture.
struct SymbolGrid {
  /// The function patterns' modules and their colours, by which a grid is judged.
  struct Landmark {
    let u: Double
    let v: Double
    let isDark: Bool
  }

  let picture: GreyPicture
  let isLight: Bool
  let size: Int
  private let landmarks: [Landmark]
  private(set) var view: Homography
  private(set) var agreement = 0

  init(_ view: Homography, _ version: QRVersion, of picture: GreyPicture, isLight: Bool) {
    (self.view, self.picture, self.isLight, size) = (view, picture, isLight, version.size)
    landmarks = Self.landmarks(of: version)
    agreement = agreement(of: view)
  }

  /// Which share of the landmarks has its colour: about a half where there is no symbol.
  var quality: Double { Double(agreement) / Double(landmarks.count) }

  func isDark(at point: Point) -> Bool {
    let (x, y) = (point.x, point.y)
    guard x >= 0, y >= 0, x < Double(picture.width), y < Double(picture.height) else {
      return false
    }
    return (picture.pixels[Int(y) * picture.width + Int(x)] == 0) != isLight
  }

  private func agreement(of view: Homography) -> Int {
    landmarks.count { isDark(at: view($0.u, $0.v)) == $0.isDark }
  }

  /// Finder patterns with the light around them, timing patterns, and the last alignment pattern.
  private static func landmarks(of version: QRVersion) -> [Landmark] {
    let size = version.size
    var landmarks: [Landmark] = []
    func add(_ x: Int, _ y: Int, _ isDark: Bool) {
      landmarks.append(Landmark(u: Double(x) + 0.5, v: Double(y) + 0.5, isDark: isDark))
    }
    for (left, top) in [(0, 0), (size - 7, 0), (0, size - 7)] {
      for y in max(top - 1, 0)...min(top + 7, size - 1) {
        for x in max(left - 1, 0)...min(left + 7, size - 1) {
          let ring = max(abs(x - left - 3), abs(y - top - 3))
          add(x, y, ring != 2 && ring != 4)
        }
      }
    }
    for place in 8..<size - 8 {
      add(place, 6, place % 2 == 0)
      add(6, place, place % 2 == 0)
    }
    guard let last = version.alignmentPatterns.last else { return landmarks }
    for y in -2...2 {
      for x in -2...2 { add(last.x + x, last.y + y, max(abs(x), abs(y)) != 1) }
    }
    return landmarks
  }
}

// MARK: - Finding a better view

extension SymbolGrid {
  /// Takes a view if more landmarks agree with it.
  mutating func consider(_ other: Homography?) -> Bool {
    guard let other else { return false }
    let better = agreement(of: other)
    guard better > agreement else { return false }
    (view, agreement) = (other, better)
    return true
  }

  /// Moves one corner after the other, by less and less, as long as more landmarks agree.
  mutating func refine() {
    let far = Double(size) - 3.5
    let plane = [(3.5, 3.5), (far, 3.5), (3.5, far), (far, far)].map { Point(x: $0.0, y: $0.1) }
    let module = (view(far, 3.5) - view(3.5, 3.5)).length / (far - 3.5)
    for step in [1.2, 0.6, 0.3] {
      for _ in 0..<3 {
        var moved = false
        for corner in 0..<4 {
          for (x, y) in [(1.0, 0.0), (-1, 0), (0, 1), (0, -1)] {
            var pairs = plane.map { ($0, view($0.x, $0.y)) }
            pairs[corner].1 = pairs[corner].1 + Point(x: x, y: y) * (step * module)
            if consider(Homography(pairs)) { moved = true }
          }
        }
        if !moved { break }
      }
    }
  }

  /// Looks for an alignment pattern around where it should be.
  ///
  /// - Parameters:
  ///   - x: the module in its middle.
  ///   - y: that module's row.
  ///   - guess: where to begin, in pixels from where it should be.
  ///   - reach: how far to look, in modules.
  /// - Returns: how far it lies from where it should be, in pixels, or nil where it is not seen.
  func alignmentOffset(_ x: Int, _ y: Int, from guess: Point, reach: Double) -> Point? {
    let (u, v) = (Double(x) + 0.5, Double(y) + 0.5)
    let (middle, right) = (view(u, v) + guess, (view(u + 1, v) - view(u - 1, v)) * 0.5)
    let down = (view(u, v + 1) - view(u, v - 1)) * 0.5
    let places = Self.alignmentPattern.map { (right * $0.x + down * $0.y, $0.isDark) }
    let steps = Int(reach * 3)
    var (best, bestOffset, equals): (Int, Point, Double) = (Self.leastAlignment - 1, guess, 1)
    for j in -steps...steps {
      for i in -steps...steps {
        let (across, along) = (Double(i) / 3, Double(j) / 3)
        let offset = right * across + down * along
        let score = alignment(of: places, at: middle + offset)
        if score > best {
          (best, bestOffset, equals) = (score, guess + offset, 1)
        } else if score == best, across * across + along * along < 2.25 {
          // The middle of all places that are as good.
          bestOffset = (bestOffset * equals + guess + offset) * (1 / (equals + 1))
          equals += 1
        }
      }
    }
    return best >= Self.leastAlignment ? bestOffset : nil
  }

  private static let leastAlignment = 21

  /// The modules of an alignment pattern around its middle, those first that tell most.
  private static let alignmentPattern: [(x: Double, y: Double, isDark: Bool)] = {
    var places: [(x: Double, y: Double, isDark: Bool)] = []
    for ring in [2, 1, 0] {
      for y in -ring...ring {
        for x in -ring...ring where max(abs(x), abs(y)) == ring {
          places.append((Double(x), Double(y), ring != 1))
        }
      }
    }
    return places
  }()

  /// How many modules of an alignment pattern have their colour, or 0 once too many have not.
  private func alignment(of places: [(Point, Bool)], at middle: Point) -> Int {
    var wrong = 0
    for (place, dark) in places where isDark(at: middle + place) != dark {
      wrong += 1
      if wrong > places.count - Self.leastAlignment { return 0 }
    }
    return places.count - wrong
  }
}
