/// How much of a symbol is error correction (ISO/IEC 18004, 7.5.1), least first.
enum CorrectionLevel: Int, CaseIterable {
  case low, medium, quartile, high

  /// The level of the two bits that stand for it in the format information.
  init(formatBits: Int) {
    self = [.medium, .low, .high, .quartile][formatBits & 3]
  }
}

/// A symbol's version, 1 to 40, from which its size and its layout follow.
struct QRVersion: Equatable {
  let number: Int

  init?(number: Int) {
    guard (1...40).contains(number) else { return nil }
    self.number = number
  }

  /// The version of a symbol of `size` by `size` modules, if there is one.
  init?(size: Int) {
    guard size % 4 == 1 else { return nil }
    self.init(number: (size - 17) / 4)
  }

  /// Modules in a row and in a column.
  var size: Int { 17 + 4 * number }

  /// The rows, and columns, in which the centres of alignment patterns lie (annex E).
  var alignmentCentres: [Int] {
    guard number > 1 else { return [] }
    let count = number / 7 + 2
    let step = number == 32 ? 26 : (number * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    return [6] + (1..<count).map { size - 7 - step * (count - 1 - $0) }
  }

  /// The centres of its alignment patterns: none where a finder pattern is.
  var alignmentPatterns: [(x: Int, y: Int)] {
    let (centres, last) = (alignmentCentres, size - 7)
    return centres.flatMap { y in centres.map { x in (x, y) } }
      .filter { ![[6, 6], [6, last], [last, 6]].contains([$0.x, $0.y]) }
  }
}

// MARK: - Codewords (table 9)

extension QRVersion {
  /// How many blocks the codewords are dealt to.
  func blockCount(_ level: CorrectionLevel) -> Int {
    Self.blockCounts[level.rawValue][number - 1]
  }

  /// How many codewords of a block are for correction.
  func correctionLength(_ level: CorrectionLevel) -> Int {
    Self.correctionLengths[level.rawValue][number - 1]
  }

  /// How many of these are not for mending, but protect against mending to something else (p).
  func correctionReserve(_ level: CorrectionLevel) -> Int {
    switch (number, level) {
    case (1, .low): 3
    case (1, .medium), (2, .low): 2
    case (1, _), (3, .low): 1
    default: 0
    }
  }

  private static let blockCounts = [
    [
      1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
      8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
      1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
      17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
      1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
      23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
      1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
      25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
  ]

  private static let correctionLengths = [
    [
      7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
      28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
      26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
      13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
      28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
      30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
  ]
}
