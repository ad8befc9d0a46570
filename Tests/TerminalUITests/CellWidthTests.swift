import CNCurses
import Testing

@testable import TerminalUI

/// ncurses lays text out by the C library's widths, so ours must be the same wherever we draw.
@Suite struct CellWidthTests {
  @Test func `every scalar that is drawn is as wide as the C library says`() {
    #expect(fob_use_utf8())
    let wrong = Self.drawn.filter { CellWidth(of: $0).columns != Int(fob_wcwidth($0.value)) }
    #expect(wrong.map { String($0.value, radix: 16) } == [])
  }

  @Test func `no scalar of the forbidden categories is drawn`() {
    let forbidden: Set<Unicode.GeneralCategory> = [
      .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
    ]
    let wrong = Self.drawn.filter { scalar in
      let properties = scalar.properties
      return properties.isDefaultIgnorableCodePoint
        || forbidden.contains(properties.generalCategory)
    }
    #expect(wrong.map { String($0.value, radix: 16) } == [])
  }

  @Test func `the table covers the scripts of the world`() {
    #expect(Self.drawn.count > 140_000)
  }

  /// All scalars that our table lets through.
  private static let drawn: [Unicode.Scalar] = {
    var drawn: [Unicode.Scalar] = []
    for (index, run) in cellWidthRuns.enumerated() where run & 3 != CellWidth.unprintable.rawValue {
      let isLast = index + 1 == cellWidthRuns.count
      let end = isLast ? 0x110000 : cellWidthRuns[index + 1] >> 2
      drawn += (run >> 2..<end).compactMap(Unicode.Scalar.init)
    }
    return drawn
  }()
}
