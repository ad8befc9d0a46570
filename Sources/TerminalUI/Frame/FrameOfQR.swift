extension Frame {
  /// A QR code in the middle of the screen with a line below it; where there is no room, what it
  /// needs.
  ///
  /// - Parameters:
  ///   - matrix: the code.
  ///   - caption: what it is, and how to go on.
  ///   - size: the terminal's.
  public init(of matrix: QRMatrix, caption: String, size: Size) {
    var body = Self.lines(of: matrix, size: size)
    if body.isEmpty { body = [Self.line(matrix.needs, in: size)] }
    var lines = Self.filled(body, to: max(0, size.rows - 1), size: size)
    lines += Self.filled([Self.line(caption, in: size)], to: min(1, size.rows), size: size)
    (self.size, self.lines, cursor) = (size, lines, nil)
  }

  /// The code with the widest quiet zone that there is room for; none where there is for no one.
  private static func lines(of matrix: QRMatrix, size: Size) -> [Line] {
    guard let quietZone = matrix.quietZone(in: size) else { return [] }
    let cells = matrix.cells(quietZone: quietZone)
    let above = Array(
      repeating: Line(columns: size.columns), count: (size.rows - 1 - cells.rows) / 2)
    return above
      + matrix.halfBlocks(quietZone: quietZone).map { text in
        var line = Line(columns: size.columns)
        line.append("", columns: (size.columns - cells.columns) / 2)
        line.append(text, Style(.ink))
        return line
      }
  }

  private static func line(_ text: String, in size: Size) -> Line {
    var line = Line(columns: size.columns)
    line.append(text)
    return line
  }
}

extension QRMatrix {
  /// The cells that it takes at least, with a line below it.
  public var smallestScreen: Size {
    let cells = cells(quietZone: Self.quietZones.min() ?? 0)
    return Size(columns: cells.columns, rows: cells.rows + 1)
  }

  /// What a terminal that is too small is told.
  public var needs: String {
    let size = smallestScreen
    return "this code needs \(size.columns) columns and \(size.rows) rows"
  }

  /// Whether a terminal of this size has room for it, with a line below it.
  public func fits(in size: Size) -> Bool { quietZone(in: size) != nil }

  fileprivate func quietZone(in size: Size) -> Int? {
    Self.quietZones.first { zone in
      let cells = cells(quietZone: zone)
      return cells.columns <= size.columns && cells.rows < size.rows
    }
  }
}
