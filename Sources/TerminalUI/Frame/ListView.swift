/// The list of accounts.
struct ListView {
  let state: State
  let plan: ColumnPlan

  init(of state: State) {
    self.state = state
    let codes = state.visibleRows.map { DisplayText.columns(of: Self.codeText(of: $0, in: state)) }
    plan = ColumnPlan(
      columns: state.size.columns, natural: state.list.naturalWidths,
      code: max(7, codes.max() ?? 0), hasNext: state.showsNextCode)
  }

  var lines: [Line] {
    let visible = state.visible
    guard !visible.isEmpty else { return emptyLines }
    return visible.map {
      line(of: state.list.rows[state.list.matches[$0]], isSelected: $0 == state.list.selection)
    }
  }

  private func line(of row: Row, isSelected: Bool) -> Line {
    func style(_ role: Style.Role) -> Style { Style(role, isSelected: isSelected) }
    var line = Line(columns: state.size.columns)
    let mark = (isSelected ? "▸" : " ") + (row.isPinned ? "*" : " ")
    line.append(mark, columns: ColumnPlan.mark, style(.plain))
    line.append(row.title, columns: plan.title, style(.plain))
    if plan.detail > 0 {
      line.appendGap(after: row.title, style: style(.plain))
      line.append(row.detail, columns: plan.detail, style(.faint))
    }
    if plan.tags > 0 {
      line.appendGap(after: row.title, row.detail, style: style(.plain))
      line.append(row.tagText, columns: plan.tags, style(.faint))
    }
    line.appendGap(after: row.title, row.detail, row.tagText, style: style(.plain))
    appendCode(of: row, to: &line, style)
    line.fill(style(.plain))
    return line
  }

  private func appendCode(of row: Row, to line: inout Line, _ style: (Style.Role) -> Style) {
    let countdown = row.isTrashed ? nil : Countdown(of: row, at: state.now)
    let isUrgent = countdown?.isUrgent ?? false
    let code = Self.codeText(of: row, in: state)
    line.append(code, columns: plan.code, style(isUrgent ? .urgent : .code))
    if plan.next > 0 {
      line.append(" " + Self.nextText(of: row, in: state), columns: 1 + plan.next, style(.faint))
    }
    if let countdown { append(countdown, to: &line, style(isUrgent ? .urgent : .bar)) }
  }

  private func append(_ countdown: Countdown, to line: inout Line, _ style: Style) {
    line.append(" " + countdown.label, columns: 1 + ColumnPlan.left, style)
    guard plan.bar > 0 else { return }
    let bar = String(repeating: "━", count: countdown.filled(of: plan.bar))
    line.append(" " + bar, columns: 1 + plan.bar, style)
  }

  /// What stands in the code's column.
  private static func codeText(of row: Row, in state: State) -> String {
    guard !row.isTrashed else { return "" }
    let answer = state.codes[row, state.now]
    if answer == nil, row.period == nil { return "press +" }
    guard state.hiding.shows(row.id, at: state.now) else { return "••• •••" }
    return switch answer {
    case .code(let code, _): DisplayCode.grouped(DisplayText.escaped(code, columns: 10))
    case .unavailable: "no code"
    case nil: "…"
    }
  }

  private static func nextText(of row: Row, in state: State) -> String {
    guard !row.isTrashed, state.hiding.shows(row.id, at: state.now),
      case .code(_, let next?) = state.codes[row, state.now]
    else { return "" }
    return DisplayCode.grouped(DisplayText.escaped(next, columns: 10))
  }

  private var emptyLines: [Line] {
    let words =
      switch state.list.view {
      case _ where !state.list.filter.isEmpty: ["nothing matches", "Esc shows all"]
      case .trash: ["the trash is empty", "Esc goes back"]
      case .tag: ["nothing has this", "tag; Esc shows all"]
      case .accounts: ["no accounts yet", "a adds some", "? lists the keys"]
      }
    return words.map { Line("  " + $0, Style(.faint), columns: state.size.columns) }
  }
}
