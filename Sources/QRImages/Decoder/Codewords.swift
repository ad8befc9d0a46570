/// The codewords of a symbol, read along its columns (7.7.3) and sorted into blocks (7.6).
struct Codewords {
  /// Data of each block, then its correction.
  private(set) var blocks: [[UInt8]]
  private let correctionLength: Int
  private let reserve: Int

  init(of matrix: ModuleMatrix, _ version: QRVersion, _ format: FormatInformation) {
    let words = Self.words(of: matrix, version, mask: format.mask)
    let count = version.blockCount(format.level)
    correctionLength = version.correctionLength(format.level)
    reserve = version.correctionReserve(format.level)
    // The last blocks are a codeword longer where the words cannot be dealt evenly.
    let shortLength = words.count / count - correctionLength
    let shortCount = count - words.count % count
    blocks = Array(repeating: [], count: count)
    var next = words.makeIterator()
    for place in 0...shortLength {
      for block in 0..<count where place < shortLength || block >= shortCount {
        if let word = next.next() { blocks[block].append(word) }
      }
    }
    for _ in 0..<correctionLength {
      for block in 0..<count {
        if let word = next.next() { blocks[block].append(word) }
      }
    }
  }

  /// The data of all blocks once their errors are mended; nil where there are too many.
  func corrected() -> [UInt8]? {
    var data: [UInt8] = []
    for block in blocks {
      guard
        let mended = ReedSolomon.corrected(
          block, correctionLength: correctionLength, reserve: reserve)
      else { return nil }
      data += mended.dropLast(correctionLength)
    }
    return data
  }

  private static func words(
    of matrix: ModuleMatrix, _ version: QRVersion, mask: Int
  ) -> [UInt8] {
    let functional = functionModules(of: version)
    let last = version.size - 1
    var (words, word, bits): ([UInt8], UInt8, Int) = ([], 0, 0)
    var (right, upwards) = (last, true)
    while right > 0 {
      if right == 6 { right = 5 }
      for step in 0...last {
        let y = upwards ? last - step : step
        for x in [right, right - 1] where !functional[x, y] {
          word = word << 1 | (matrix[x, y] != isMasked(x, y, by: mask) ? 1 : 0)
          bits += 1
          if bits % 8 == 0 { words.append(word) }
        }
      }
      (right, upwards) = (right - 2, !upwards)
    }
    return words
  }

  /// The eight data masks (table 10).
  private static func isMasked(_ x: Int, _ y: Int, by mask: Int) -> Bool {
    switch mask {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (x / 3 + y / 2) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: ((x + y) % 2 + x * y % 3) % 2 == 0
    }
  }

  /// True where a module carries no data.
  static func functionModules(of version: QRVersion) -> ModuleMatrix {
    let size = version.size
    var matrix = ModuleMatrix(size: size, isDark: Array(repeating: false, count: size * size))
    func fill(_ across: Range<Int>, _ down: Range<Int>) {
      for y in down { for x in across { matrix[x, y] = true } }
    }
    fill(0..<9, 0..<9)
    fill(size - 8..<size, 0..<9)
    fill(0..<9, size - 8..<size)
    fill(6..<7, 0..<size)
    fill(0..<size, 6..<7)
    for (x, y) in version.alignmentPatterns { fill(x - 2..<x + 3, y - 2..<y + 3) }
    if version.number >= 7 {
      fill(size - 11..<size - 8, 0..<6)
      fill(0..<6, size - 11..<size - 8)
    }
    return matrix
  }
}
