/// Reads the symbols of a black and white picture.
enum SymbolReader {
  /// Most triples that are looked at, of the many that noise makes, and how many more for each symbol.
  private static let (mostTriples, moreTriples) = (60, 12)

  /// What was seen of symbols.
  struct Sight {
    var symbols: [Symbol] = []
    /// The finder patterns.
    var patterns: [FinderPattern] = []
    /// Triples of finder patterns that lie as in a symbol and could not be read, best first.
    var unread: [SymbolGrid] = []
  }

  static func read(_ picture: GreyPicture) -> Sight {
    let patterns = FinderSearch(in: picture).patterns
    var sight = Sight(patterns: patterns)
    var (used, left): (Set<Int>, Int) = ([], mostTriples)
    for triple in FinderTriple.all(of: patterns)
    where left > 0 && used.isDisjoint(with: triple.indices) {
      left -= 1
      let grids = triple.grids(in: picture)
      if let symbol = grids.lazy.compactMap({ $0.symbol() }).first {
        used.formUnion(triple.indices)
        sight.symbols.append(symbol)
        left += moreTriples
      } else if let grid = grids.first, grid.quality > 0.8 {
        sight.unread.append(grid)
      }
    }
    return sight
  }
}

extension FinderTriple {
  /// Grids of the versions that the distances allow, the one that agrees best first.
  func grids(in picture: GreyPicture) -> [SymbolGrid] {
    let (across, down) = (right.centre - corner.centre, bottom.centre - corner.centre)
    guard let horizontal = Reach(corner, right, across, picture),
      let vertical = Reach(corner, bottom, down, picture)
    else { return [] }
    let modules = (horizontal.modules + vertical.modules) / 2 + 7
    let nearest = Int(((modules - 17) / 4).rounded())
    let off = max(1, nearest / 8)
    let versions = (nearest - off...nearest + off).compactMap(QRVersion.init(number:))
    let grids = versions.compactMap { grid($0, horizontal, vertical, picture) }
    return grids.filter { $0.quality > 0.7 }.sorted { $0.quality > $1.quality }
  }

  private func grid(
    _ version: QRVersion, _ horizontal: Reach, _ vertical: Reach, _ picture: GreyPicture
  ) -> SymbolGrid? {
    let far = Double(version.size) - 3.5
    let across = horizontal.direction
    let down = vertical.direction
    var pairs: [(Point, Point)] = []
    func add(_ u: Double, _ v: Double, _ point: Point) { pairs.append((Point(x: u, y: v), point)) }
    add(3.5, 3.5, corner.centre)
    add(far, 3.5, right.centre)
    add(3.5, far, bottom.centre)
    add(7, 3.5, corner.centre + across * horizontal.near.inner)
    add(0, 3.5, corner.centre - across * horizontal.near.outer)
    add(far - 3.5, 3.5, right.centre - across * horizontal.far.inner)
    add(far + 3.5, 3.5, right.centre + across * horizontal.far.outer)
    add(3.5, 7, corner.centre + down * vertical.near.inner)
    add(3.5, 0, corner.centre - down * vertical.near.outer)
    add(3.5, far - 3.5, bottom.centre - down * vertical.far.inner)
    add(3.5, far + 3.5, bottom.centre + down * vertical.far.outer)
    let flat = right.centre + bottom.centre - corner.centre
    let parallel: [(Point, Point)] = pairs.prefix(3) + [(Point(x: far, y: far), flat)]
    guard let start = Homography(parallel) else { return nil }
    var grid = SymbolGrid(start, version, of: picture, isLight: corner.isLight)
    if let view = Homography(pairs) { _ = grid.consider(view) }
    // Letters can look like finder patterns; what lies between them then agrees by chance.
    guard grid.quality > 0.6 else { return nil }
    grid.alignLastCorner(version, [corner.centre, right.centre, bottom.centre])
    if grid.quality > 0.65 { grid.refine() }
    return grid
  }
}

/// How far two finder patterns reach on the line through both, in pixels from their middles.
struct Reach {
  struct Ends {
    let inner: Double
    let outer: Double
  }

  let direction: Point
  let near: Ends
  let far: Ends
  /// Modules from middle to middle.
  let modules: Double

  init?(_ a: FinderPattern, _ b: FinderPattern, _ apart: Point, _ picture: GreyPicture) {
    let unit = apart * (1 / apart.length)
    let limit = 9 * max(a.module, b.module)
    func edge(_ pattern: FinderPattern, _ sign: Double) -> Double? {
      picture.edge(from: pattern.centre, unit * sign, limit: limit)
    }
    guard let a1 = edge(a, 1), let a2 = edge(a, -1), let b1 = edge(b, -1), let b2 = edge(b, 1)
    else { return nil }
    direction = unit
    (near, far) = (Ends(inner: a1, outer: a2), Ends(inner: b1, outer: b2))
    modules = apart.length * 14 / (a1 + a2 + b1 + b2)
  }
}

extension GreyPicture {
  /// How far it is from the middle of a finder pattern to its edge: the third change of colour.
  fileprivate func edge(from point: Point, _ direction: Point, limit: Double) -> Double? {
    func isDark(_ distance: Double) -> Bool? {
      let (x, y) = (point.x + direction.x * distance, point.y + direction.y * distance)
      guard x >= 0, y >= 0, x < Double(width), y < Double(height) else { return nil }
      return pixels[Int(y) * width + Int(x)] == 0
    }
    let step = 0.25
    guard var colour = isDark(0) else { return nil }
    var (changes, distance) = (0, step)
    while distance < limit {
      guard let next = isDark(distance) else { return changes == 2 ? distance : nil }
      if next != colour {
        (colour, changes) = (next, changes + 1)
        if changes == 3 { return distance - step / 2 }
      }
      distance += step
    }
    return nil
  }
}

extension SymbolGrid {
  /// Turns the view so that the last alignment pattern lies where it is seen.
  mutating func alignLastCorner(_ version: QRVersion, _ centres: [Point]) {
    guard let last = version.alignmentPatterns.last else { return }
    let none = Point(x: 0, y: 0)
    let reach = max(2.5, Double(size) / 12)
    guard let offset = alignmentOffset(last.x, last.y, from: none, reach: reach) else { return }
    let far = Double(size) - 3.5
    let (u, v) = (Double(last.x) + 0.5, Double(last.y) + 0.5)
    let plane = [(3.5, 3.5), (far, 3.5), (3.5, far)].map { Point(x: $0.0, y: $0.1) }
    _ = consider(
      Homography(Array(zip(plane, centres)) + [(Point(x: u, y: v), view(u, v) + offset)]))
  }

  /// The symbol, if it can be decoded.
  func symbol() -> Symbol? {
    guard let version = QRVersion(size: size) else { return nil }
    let bend = Bend(of: self, version)
    guard
      let message = QRDecoder.message(of: sampled(bend))
        ?? (bend == nil ? nil : QRDecoder.message(of: sampled(nil)))
    else { return nil }
    return Symbol(payload: message.bytes, part: message.part, box: box)
  }

  /// The box around its corners.
  var box: Symbol.Box {
    let end = Double(size)
    let corners = [view(0, 0), view(end, 0), view(0, end), view(end, end)]
    let (width, height) = (Double(picture.width), Double(picture.height))
    let (x, y) = (corners.map { $0.x / width }, corners.map { $0.y / height })
    return Symbol.Box(
      left: x.min() ?? 0, top: y.min() ?? 0, right: x.max() ?? 1, bottom: y.max() ?? 1)
  }
}
