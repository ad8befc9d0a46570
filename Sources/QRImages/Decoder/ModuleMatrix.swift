/// A symbol's modules as they were sampled: true where dark.
struct ModuleMatrix: Equatable {
  /// Modules in a row and in a column.
  let size: Int
  private var isDark: [Bool]

  init(size: Int, isDark: [Bool]) {
    precondition(isDark.count == size * size)
    self.size = size
    self.isDark = isDark
  }

  subscript(x: Int, y: Int) -> Bool {
    get { isDark[y * size + x] }
    set { isDark[y * size + x] = newValue }
  }

  /// Rows for columns: how a mirrored symbol reads.
  var transposed: ModuleMatrix {
    let places = (0..<size).flatMap { y in (0..<size).map { x in (x, y) } }
    return ModuleMatrix(size: size, isDark: places.map { self[$0.1, $0.0] })
  }
}

// MARK: - What the symbol says about itself

/// The format information (7.9): level and mask, 5 bits that BCH(15,5) makes 15 of.
struct FormatInformation: Equatable {
  let level: CorrectionLevel
  /// Which of the eight data masks was laid over the symbol.
  let mask: Int

  private static let words = (0..<32).map { data in
    (data << 10 | remainder(of: data << 10, by: 0x537, bits: 10)) ^ 0x5412
  }

  /// Reads both copies and takes the word that is nearest to one of them, up to 3 bits away.
  init?(of matrix: ModuleMatrix) {
    let size = matrix.size
    let around = Array(0...5) + [7, 8]
    let first =
      around.map { (8, $0) } + [(7, 8)] + [5, 4, 3, 2, 1, 0].map { ($0, 8) }
    let second = (0..<8).map { (size - 1 - $0, 8) } + (0..<7).map { (8, size - 7 + $0) }
    let seen = [first, second].map { places in
      places.reversed().reduce(0) { $0 << 1 | (matrix[$1.0, $1.1] ? 1 : 0) }
    }
    let distances = Self.words.map { word in
      seen.map { (word ^ $0).nonzeroBitCount }.min() ?? 15
    }
    guard let best = distances.indices.min(by: { distances[$0] < distances[$1] }),
      distances[best] <= 3
    else { return nil }
    level = CorrectionLevel(formatBits: best >> 3)
    mask = best & 7
  }
}

/// The remainder of polynomials over GF(2).
private func remainder(of value: Int, by generator: Int, bits: Int) -> Int {
  var rest = value
  while rest >> bits != 0 {
    let shift = (Int.bitWidth - rest.leadingZeroBitCount) - bits - 1
    rest ^= generator << shift
  }
  return rest
}
