/// A terminal's size in character cells.
public struct Size: Sendable, Equatable {
  /// Cells across.
  public let columns: Int
  /// Cells down.
  public let rows: Int

  /// A size; what is below 0 counts as 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// What a piece of text is; how that looks is the driver's choice.
public struct Style: Sendable, Hashable {
  /// The part that the text plays.
  public enum Role: Sendable, Hashable {
    case plain, title, faint, code, bar, urgent, notice, key
    /// The modules of a QR code: black on white, whatever colours the terminal has.
    case ink
  }

  /// The part that the text plays.
  public let role: Role
  /// Whether it belongs to the selected row.
  public let isSelected: Bool

  /// A style.
  public init(_ role: Role, isSelected: Bool = false) {
    self.role = role
    self.isSelected = isSelected
  }
}

/// Cells of one style in one line.
public struct Span: Sendable, Equatable {
  /// What is drawn; it is already escaped.
  public let text: String
  /// Cells that it takes.
  public let columns: Int
  /// How it is drawn.
  public let style: Style
}

/// What the terminal shows at one moment.
public struct Frame: Sendable, Equatable {
  /// A cell, counted from 0 at the top left.
  public struct Position: Sendable, Equatable {
    /// Cells from the left.
    public let column: Int
    /// Cells from the top.
    public let row: Int
  }

  /// The terminal's size.
  public let size: Size
  /// As many lines as the terminal has, each exactly as wide as it.
  public let lines: [Line]
  /// Where the cursor is, if it shows.
  public let cursor: Position?

  /// The lines without their styles.
  public var text: [String] { lines.map(\.text) }
}

/// One line of a frame. It cannot become wider than it was made.
public struct Line: Sendable, Equatable {
  /// The cells from left to right.
  public private(set) var spans: [Span] = []
  /// Cells that are still empty.
  private(set) var room: Int

  /// The line without its styles.
  public var text: String { spans.map(\.text).joined() }

  init(columns: Int) {
    room = columns
  }

  /// A line with one text in it.
  init(_ text: String, _ style: Style = Style(.plain), columns: Int) {
    room = columns
    append(text, style)
  }

  /// Draws text as wide as it is, or as wide as there is room.
  mutating func append(_ text: String, _ style: Style = Style(.plain)) {
    let drawn = DisplayText.escaped(text, columns: room)
    append(drawn: drawn, columns: DisplayText.columns(of: drawn), style)
  }

  /// Draws text in a column of its own.
  mutating func append(_ text: String, columns: Int, _ style: Style = Style(.plain)) {
    let columns = min(columns, room)
    append(drawn: DisplayText.fitted(text, columns: columns), columns: columns, style)
  }

  /// Draws one empty cell between two columns. After right-to-left names it holds a mark (U+200E):
  /// terminals that reorder such text would else move the code, and swap its groups.
  mutating func appendGap(after names: String..., style: Style) {
    let isTurned = names.contains { $0.unicodeScalars.contains(where: \.turnsText) }
    append(drawn: isTurned ? " \u{200E}" : " ", columns: min(1, room), style)
  }

  /// Draws the cells of another line.
  mutating func append(contentsOf other: Line) {
    for span in other.spans {
      append(drawn: span.text, columns: min(span.columns, room), span.style)
    }
  }

  /// Fills the rest.
  mutating func fill(_ style: Style = Style(.plain)) {
    append("", columns: room, style)
  }

  private mutating func append(drawn text: String, columns: Int, _ style: Style) {
    guard columns > 0 else { return }
    spans.append(Span(text: text, columns: columns, style: style))
    room -= columns
  }
}
