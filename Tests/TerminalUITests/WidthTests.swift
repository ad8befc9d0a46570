import Testing

@testable import TerminalUI

@Suite struct WidthTests {
  /// Each width where columns come and go, and some of the others.
  private static let widths = Array(20...70) + Array(stride(from: 71, through: 300, by: 13)) + [300]

  private static let hostile: [Row] = [
    .timed(11, "\u{1B}]52;c;aGk=\u{7}\u{1B}[2J", "a\nb\u{202E}c"),
    .timed(12, String(repeating: "銀", count: 500), String(repeating: "行", count: 500)),
    .timed(13, "e" + String(repeating: "\u{301}", count: 500), "👩‍👩‍👧‍👦🇩🇪"),
    .timed(14, "", "", period: 0),
    .timed(15, "\u{301}", "\u{200D}", tags: ["\n", ""], period: .max),
    .counted(16, "בנק", "مصرف"),
  ]

  @Test(arguments: widths)
  func `every line is exactly as wide as the terminal, whatever the names are`(columns: Int) {
    for rows in [5, 12] {
      var screen = Screen(Self.hostile, columns: columns, rows: rows)
      check(screen)
      screen.press(.text("n"), .text("+"), .end, .text("x"))
      check(screen)
      screen.press(.escape, .text("?"), .pageDown)
      check(screen)
    }
  }

  @Test(arguments: [20, 21, 39, 40, 41, 80])
  func `a filter that is longer than the title line shows its end`(columns: Int) {
    var screen = Screen(three, columns: columns, rows: 5)
    for character in "行e\u{301}" + String(repeating: "行", count: 40) + "x" {
      screen.type(String(character))
      check(screen)
      #expect(screen.title.split(separator: " ").first?.hasSuffix(String(character)) == true)
    }
  }

  @Test(arguments: widths)
  func `codes and the first letters of the issuer are whole at every width`(columns: Int) {
    let screen = Screen(three + Self.hostile, columns: columns, rows: 20)
    #expect(screen.line(1).contains(" 123 411 22s"))
    #expect(screen.line(1).hasPrefix("▸ GitHub"))
    #expect(screen.line(3).contains(" press +"))
  }

  @Test(arguments: 5...100)
  func `there are as many lines as the terminal has`(rows: Int) {
    let screen = Screen(many(200), columns: 40, rows: rows)
    #expect(Frame(of: screen.state).lines.count == rows)
    #expect(screen.state.visible.count == rows - (rows >= 8 ? 3 : 2))
  }

  @Test func `no control character and nothing invisible reaches a frame`() {
    var screen = Screen(Self.hostile, columns: 120, rows: 20)
    screen.tell(.notice("cannot open \u{1B}]0;x\u{7}"))
    let drawn = Frame(of: screen.state).text.joined().replacing(" \u{200E}", with: " ")
    #expect(drawn.unicodeScalars.allSatisfy { CellWidth(of: $0) != .unprintable })
    #expect(drawn.contains("cannot open �]0;x�"))
  }

  private func check(_ screen: Screen) {
    let frame = Frame(of: screen.state)
    let wrong = frame.lines.filter { line in
      let isWide = line.spans.reduce(0) { $0 + $1.columns } == frame.size.columns
      return !isWide || line.spans.contains { columns(of: $0) != $0.columns }
    }
    #expect(wrong.map(\.text) == [])
    #expect((frame.cursor?.column ?? 0) < frame.size.columns)
  }

  /// The mark after right-to-left names is ours, and takes no column.
  private func columns(of span: Span) -> Int {
    span.text == " \u{200E}" ? 1 : DisplayText.columns(of: span.text)
  }
}
