/// A place in a picture, in pixels from its top left corner; y runs downwards.
struct Point: Equatable {
  var x: Double
  var y: Double

  var length: Double { (x * x + y * y).squareRoot() }

  static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
  static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
  static func * (a: Point, factor: Double) -> Point { Point(x: a.x * factor, y: a.y * factor) }

  func dot(_ other: Point) -> Double { x * other.x + y * other.y }
  /// Positive where `other` lies to the right, clockwise, as seen in a picture.
  func cross(_ other: Point) -> Double { x * other.y - y * other.x }
}

/// A view in perspective of a plane: where its points lie in a picture.
struct Homography {
  private let h: [Double]

  /// The view that comes nearest to showing each point where it was seen; nil where they do not
  /// tell, such as points on one line.
  ///
  /// - Parameter pairs: at least four points of the plane and where they were seen.
  init?(_ pairs: [(plane: Point, seen: Point)]) {
    var rows = [[Double]](repeating: [Double](repeating: 0, count: 9), count: 8)
    for (plane, seen) in pairs {
      let (u, v) = (plane.x, plane.y)
      for equation in [
        [u, v, 1, 0, 0, 0, -u * seen.x, -v * seen.x, seen.x],
        [0, 0, 0, u, v, 1, -u * seen.y, -v * seen.y, seen.y],
      ] {
        for i in 0..<8 where equation[i] != 0 {
          for j in 0..<9 { rows[i][j] += equation[i] * equation[j] }
        }
      }
    }
    guard let solution = solved(rows) else { return nil }
    h = solution
  }

  /// Where a point of the plane lies.
  func callAsFunction(_ u: Double, _ v: Double) -> Point {
    let depth = h[6] * u + h[7] * v + 1
    let (x, y) = (h[0] * u + h[1] * v + h[2], h[3] * u + h[4] * v + h[5])
    return Point(x: x / depth, y: y / depth)
  }
}

/// Solves linear equations, whose right sides stand last (Gauss and Jordan).
private func solved(_ equations: [[Double]]) -> [Double]? {
  var rows = equations
  for column in rows.indices {
    let candidates = rows.indices.dropFirst(column)
    guard let pivot = candidates.max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
      abs(rows[pivot][column]) > 1e-9
    else { return nil }
    rows.swapAt(column, pivot)
    for row in rows.indices where row != column {
      let factor = rows[row][column] / rows[column][column]
      for i in column...rows.count where factor != 0 { rows[row][i] -= factor * rows[column][i] }
    }
  }
  return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
}
