/// The list of accounts.
struct ListView {
  /// Seconds before the end of a period in which a row changes its colour.
  static let urgentSeconds: Int64 = 5

  let state: State
  let plan: ColumnPlan

  init(of state: State) {
    self.state = state
    let codes = state.visibleRows.map { DisplayText.columns(of: Self.codeText(of: $0, in: state)) }
    let natural = state.naturalWidths
    plan = ColumnPlan(
      columns: state.size.columns, natural: natural, code: max(7, codes.max() ?? 0))
  }

  var lines: [Line] {
    let visible = state.visible
    guard !visible.isEmpty else { return emptyLines }
    return visible.map {
      line(of: state.rows[state.matches[$0]], isSelected: $0 == state.selection)
    }
  }

  private func line(of row: Row, isSelected: Bool) -> Line {
    func style(_ role: Style.Role) -> Style { Style(role, isSelected: isSelected) }
    var line = Line(columns: state.size.columns)
    let countdown = Countdown(of: row, at: state.now)
    let isUrgent = countdown?.isUrgent ?? false
    line.append(isSelected ? "▸" : "", columns: ColumnPlan.mark, style(.plain))
    line.append(row.title, columns: plan.title, style(.plain))
    if plan.detail > 0 {
      line.appendGap(after: row.title, style: style(.plain))
      line.append(row.detail, columns: plan.detail, style(.faint))
    }
    line.appendGap(after: row.title, row.detail, style: style(.plain))
    let code = Self.codeText(of: row, in: state)
    line.append(code, columns: plan.code, style(isUrgent ? .urgent : .code))
    if let countdown { append(countdown, to: &line, style(isUrgent ? .urgent : .bar)) }
    line.fill(style(.plain))
    return line
  }

  private func append(_ countdown: Countdown, to line: inout Line, _ style: Style) {
    line.append(" " + countdown.label, columns: 1 + ColumnPlan.left, style)
    guard plan.bar > 0 else { return }
    let bar = String(repeating: "━", count: countdown.filled(of: plan.bar))
    line.append(" " + bar, columns: 1 + plan.bar, style)
  }

  /// What stands in the code's column.
  private static func codeText(of row: Row, in state: State) -> String {
    switch state.codes[row, state.now] {
    case .code(let code, _): DisplayCode.grouped(DisplayText.escaped(code, columns: 10))
    case .unavailable: "no code"
    case nil: row.period == nil ? "press +" : "…"
    }
  }

  private var emptyLines: [Line] {
    let words =
      state.rows.isEmpty
      ? ["  no accounts yet", "", "  q quits; then", "  fob add", "  fob import PICTURE"]
      : ["  nothing matches", "  Esc shows all"]
    return words.map { text in
      var line = Line(columns: state.size.columns)
      line.append(text, Style(.faint))
      return line
    }
  }
}

/// How much of a row's period is left.
struct Countdown: Sendable, Equatable {
  private let period: Int64
  private let remaining: Int64

  /// Nil where codes are counted.
  init?(of row: Row, at now: Int64) {
    guard let period = row.period else { return nil }
    self.period = period
    remaining = period - now % period
  }

  /// Whole seconds until the code turns, at least 1.
  var seconds: Int64 { (remaining + 999) / 1000 }

  var isUrgent: Bool { seconds <= ListView.urgentSeconds }

  /// The time left in three columns, in the largest unit that needs no more.
  var label: String {
    let units: [(length: Int64, name: String)] = [(1, "s"), (60, "m"), (3600, "h"), (86_400, "d")]
    let unit = units.first { seconds / $0.length < 100 } ?? units[3]
    let text = "\(min(99, seconds / unit.length))\(unit.name)"
    return String(repeating: " ", count: max(0, 3 - text.count)) + text
  }

  /// The part of a bar that is still full, at least one cell.
  func filled(of columns: Int) -> Int {
    Int((remaining * Int64(columns) + period - 1) / period)
  }
}
