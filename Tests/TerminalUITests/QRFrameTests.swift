import Testing

@testable import TerminalUI

/// A code of a few modules, for its place on a screen.
private func matrix(_ rows: String...) throws -> QRMatrix {
  let modules = rows.flatMap { $0.map { $0 == "#" } }
  return try #require(QRMatrix(size: rows.count, modules: modules))
}

@Suite struct `A QR code's half blocks` {
  @Test func `hold two rows each`() throws {
    #expect(try matrix("## ", "# #", " ##").halfBlocks(quietZone: 0) == ["█▀▄", " ▀▀"])
  }

  @Test func `stand in a quiet zone`() throws {
    let code = try matrix("#")
    #expect(code.halfBlocks(quietZone: 2) == ["     ", "  ▀  ", "     "])
    #expect(code.cells(quietZone: 2) == Size(columns: 5, rows: 3))
  }

  @Test(arguments: [(2, 3), (2, 5), (0, 1), (-1, 1), (1 << 40, 0)])
  func `are made of squares only`(size: Int, count: Int) {
    #expect(QRMatrix(size: size, modules: Array(repeating: true, count: count)) == nil)
  }
}

@Suite struct `A frame with a QR code` {
  private func lines(columns: Int, rows: Int) throws -> [String] {
    let size = Size(columns: columns, rows: rows)
    let frame = Frame(of: try matrix("##", "# "), caption: "who", size: size)
    #expect(frame.lines.count == rows)
    for line in frame.lines { #expect(line.spans.reduce(0) { $0 + $1.columns } == columns) }
    return frame.text
  }

  @Test func `has it in the middle, and a line below`() throws {
    let empty = String(repeating: " ", count: 12)
    let code = Array(repeating: empty, count: 2) + ["     █▀     "] + [empty, empty]
    #expect(try lines(columns: 12, rows: 8) == [empty] + code + [empty, "who         "])
  }

  @Test func `has a narrower quiet zone where there is less room`() throws {
    #expect(
      try lines(columns: 6, rows: 4) == ["      ", "  █▀  ", "      ", "who   "])
  }

  @Test(arguments: [(5, 4), (6, 3), (80, 3), (5, 50)])
  func `says what it needs where there is too little`(columns: Int, rows: Int) throws {
    let text = try lines(columns: columns, rows: rows)
    #expect("this code needs 6 columns and 4 rows".hasPrefix(text[0].prefix { $0 != "…" }.trimmed))
    #expect(!text.joined().contains("█"))
  }

  @Test(arguments: [0, 1]) func `is drawn in a terminal of no rows or one`(rows: Int) throws {
    #expect(try lines(columns: 4, rows: rows).count == rows)
  }
}

extension Substring {
  fileprivate var trimmed: Substring { self[...(lastIndex { $0 != " " } ?? startIndex)] }
}
