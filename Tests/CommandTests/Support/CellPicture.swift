/// A picture of what a terminal shows: its cells with their colours, as on a dark screen. Of the
/// characters it knows the half blocks; all others are drawn as their lower half.
struct CellPicture {
  private static let (width, height) = (4, 8)
  private static let (light, dark): (UInt8, UInt8) = (220, 24)

  private var rows: [[(upper: UInt8, lower: UInt8)]] = []

  /// - Parameter screen: lines with the sequences for their colours (ECMA-48, SGR).
  init(_ screen: String) {
    var pen = Pen()
    for line in screen.split(separator: "\n", omittingEmptySubsequences: false) {
      var (cells, rest): ([(UInt8, UInt8)], Substring) = ([], line)
      while let character = rest.popFirst() {
        if character == "\u{1B}", let end = rest.firstIndex(of: "m") {
          pen.take(rest[..<end].dropFirst())
          rest = rest[rest.index(after: end)...]
        } else {
          cells.append(pen.cell(character))
        }
      }
      rows.append(cells)
    }
  }

  /// A PGM file.
  var file: [UInt8] {
    let columns = rows.map(\.count).max() ?? 0
    let (width, height) = (columns * Self.width, rows.count * Self.height)
    var pixels: [UInt8] = []
    for row in rows {
      for half in [\(upper: UInt8, lower: UInt8).upper, \.lower] {
        let line = (0..<columns).flatMap { column in
          let grey = column < row.count ? row[column][keyPath: half] : Self.dark
          return [UInt8](repeating: grey, count: Self.width)
        }
        for _ in 0..<Self.height / 2 { pixels += line }
      }
    }
    return Array("P5 \(width) \(height) 255\n".utf8) + pixels
  }

  /// The colours that the next character gets, as greys.
  private struct Pen {
    private var (ink, ground) = (CellPicture.light, CellPicture.dark)
    private var isReversed = false

    func cell(_ character: Character) -> (UInt8, UInt8) {
      let (ink, ground) = isReversed ? (ground, ink) : (ink, ground)
      switch character {
      case " ": return (ground, ground)
      case "█": return (ink, ink)
      case "▀": return (ink, ground)
      default: return (ground, ink)
      }
    }

    mutating func take(_ sequence: Substring) {
      var codes = sequence.split(separator: /[;:]/, omittingEmptySubsequences: false).map {
        Int($0) ?? 0
      }[...]
      while let code = codes.popFirst() {
        switch code {
        case 0: self = Pen()
        case 7: isReversed = true
        case 27: isReversed = false
        case 30...37: ink = Self.grey(code - 30)
        case 39: ink = CellPicture.light
        case 40...47: ground = Self.grey(code - 40)
        case 49: ground = CellPicture.dark
        case 90...97: ink = Self.grey(code - 82)
        case 100...107: ground = Self.grey(code - 92)
        case 38 where codes.first == 5: ink = Self.grey(codes.dropFirst().first ?? 0)
        case 48 where codes.first == 5: ground = Self.grey(codes.dropFirst().first ?? 0)
        default: break
        }
        if code == 38 || code == 48 { codes = codes.dropFirst(2) }
      }
    }

    /// A colour of the palette of 256: eight, eight brighter ones, a cube of 6 x 6 x 6, greys.
    private static func grey(_ number: Int) -> UInt8 {
      switch number {
      case 0..<16:
        let parts = [1, 2, 4].filter { number & $0 != 0 }.count
        return UInt8(parts * 65 + (number >= 8 ? 60 : 0))
      case 16..<232:
        let place = number - 16
        return UInt8((place / 36 + place / 6 % 6 + place % 6) * 17)
      default: return UInt8(clamping: 8 + 10 * (number - 232))
      }
    }
  }
}
