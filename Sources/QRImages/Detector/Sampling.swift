/// How far modules lie from where a flat symbol would have them: known at the alignment patterns,
/// and between them on a straight line. Paper bends.
struct Bend {
  private let centres: [Int]
  private var offsets: [Point]

  /// Looks for each alignment pattern from where its neighbours were found.
  init?(of grid: SymbolGrid, _ version: QRVersion) {
    centres = version.alignmentCentres
    guard centres.count > 2 else { return nil }
    let count = centres.count
    offsets = Array(repeating: Point(x: 0, y: 0), count: count * count)
    for row in 0..<count {
      for column in 0..<count {
        let known = [(row, column - 1), (row - 1, column), (row - 1, column - 1)]
          .filter { $0.0 >= 0 && $0.1 >= 0 }.map { offsets[$0.0 * count + $0.1] }
        let sum = known.reduce(Point(x: 0, y: 0), +)
        let guess = known.isEmpty ? sum : sum * (1 / Double(known.count))
        let isFinder =
          (row == 0 && (column == 0 || column == count - 1)) || (row == count - 1 && column == 0)
        let offset =
          isFinder
          ? Point(x: 0, y: 0)
          : grid.alignmentOffset(centres[column], centres[row], from: guess, reach: 1.7)
        offsets[row * count + column] = offset ?? guess
      }
    }
  }

  /// The offset of a place in modules.
  func offset(_ u: Double, _ v: Double) -> Point {
    let (column, across) = cell(u)
    let (row, down) = cell(v)
    func at(_ row: Int, _ column: Int) -> Point { offsets[row * centres.count + column] }
    let top = at(row, column) * (1 - across) + at(row, column + 1) * across
    let bottom = at(row + 1, column) * (1 - across) + at(row + 1, column + 1) * across
    return top * (1 - down) + bottom * down
  }

  private func cell(_ place: Double) -> (index: Int, share: Double) {
    let last = centres.count - 2
    let index = centres[1...last].lastIndex { Double($0) + 0.5 <= place } ?? 0
    let start = Double(centres[index]) + 0.5
    return (index, (place - start) / (Double(centres[index + 1]) + 0.5 - start))
  }
}

extension SymbolGrid {
  /// The width of a module in the symbol's middle, in pixels.
  var module: Double {
    let middle = Double(size) / 2
    return (view(middle + 1, middle) - view(middle, middle)).length
  }

  /// The colour of each module: that of its middle, or of most of five places in it where it is
  /// large enough for that.
  func sampled(_ bend: Bend?) -> ModuleMatrix {
    let places = module < 2.5 ? [(0.0, 0.0)] : [(0, 0), (-0.2, 0), (0.2, 0), (0, -0.2), (0, 0.2)]
    var isDark: [Bool] = []
    isDark.reserveCapacity(size * size)
    for y in 0..<size {
      for x in 0..<size {
        let (u, v) = (Double(x) + 0.5, Double(y) + 0.5)
        let offset = bend?.offset(u, v) ?? Point(x: 0, y: 0)
        let dark = places.count { self.isDark(at: view(u + $0.0, v + $0.1) + offset) }
        isDark.append(2 * dark > places.count)
      }
    }
    return ModuleMatrix(size: size, isDark: isDark)
  }
}
