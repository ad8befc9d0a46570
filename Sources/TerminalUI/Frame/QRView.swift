/// A QR code in half blocks: a cell is two modules, one above the other. It takes the whole
/// terminal where it does not fit between the title and the status line.
struct QRView {
  /// Light modules around the code: as many as the standard wants (4), fewer where there is no room
  /// for them; scanners go without some of them, but not without all.
  private static let margins = [4, 3, 2]

  let lines: [Line]
  /// Whether it leaves no room for other lines.
  let isWhole: Bool

  init(of modules: QRModules, in size: Size) {
    let rooms = [Layout(size).listHeight, size.rows]
    let places = Self.margins.flatMap { margin in rooms.map { (margin: margin, rows: $0) } }
    let place = places.first { place in
      let side = modules.side + 2 * place.margin
      return side <= size.columns && (side + 1) / 2 <= place.rows
    }
    guard let place else {
      isWhole = false
      lines = Self.tooLarge(modules, size)
      return
    }
    isWhole = place.rows == size.rows
    lines = Self.lines(of: modules, margin: place.margin, columns: size.columns)
  }

  private static func lines(of modules: QRModules, margin: Int, columns: Int) -> [Line] {
    stride(from: -margin, to: modules.side + margin, by: 2).map { row in
      let cells = (-margin..<modules.side + margin).map { column in
        switch (
          modules.isDark(column: column, row: row), modules.isDark(column: column, row: row + 1)
        ) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
      }
      var line = Line(columns: columns)
      line.append(String(repeating: " ", count: max(0, columns - cells.count) / 2))
      line.append(cells.joined(), Style(.qr))
      return line
    }
  }

  private static func tooLarge(_ modules: QRModules, _ size: Size) -> [Line] {
    let side = modules.side + 4
    return Paragraph.lines(
      "This code needs \(side) x \((side + 1) / 2) cells: "
        + "enlarge the terminal, or make its letters smaller.",
      columns: size.columns)
  }
}
