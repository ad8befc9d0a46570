/// The status line and, where there is room, the line that names some keys.
struct BottomLines {
  let lines: [Line]

  init(of state: State) {
    let status = Self.status(of: state)
    lines = Layout(state.size).hasKeyLine ? [status, Self.keys(of: state)] : [status]
  }

  /// What just happened, else what is to be said where the keys go; how long the clipboard keeps a
  /// code, at the right.
  private static func status(of state: State) -> Line {
    let clipboard = clipboardText(of: state)
    let room = clipboard.map { $0.count + 1 } ?? 0
    var line = Line(columns: state.size.columns - room)
    if let notice = state.status.notice {
      line.append(notice, Style(.notice))
    } else {
      tellRoom(of: state, &line)
    }
    line.fill()
    guard let clipboard else { return line }
    var whole = Line(columns: state.size.columns)
    whole.append(contentsOf: line)
    whole.append(" " + clipboard, Style(.notice))
    return whole
  }

  private static func clipboardText(of state: State) -> String? {
    guard let seconds = state.status.clipboardSeconds(at: state.now) else { return nil }
    return state.size.columns < 40 ? "clip \(seconds)s" : "clipboard keeps it \(seconds) s"
  }

  private static func tellRoom(of state: State, _ line: inout Line) {
    if let prompt = state.prompt { return PromptView.tellStatus(of: prompt, &line) }
    switch state.mode {
    case .list, .filter: tellSelection(of: state, &line)
    case .form(let form):
      line.append(form.problem ?? form.hint, Style(form.problem == nil ? .faint : .notice))
    case .review(let review): line.append(review.findings.changes > 0 ? review.question : "")
    case .question: line.append("y shows it", Style(.faint))
    case .help, .tags, .add, .qr: break
    }
  }

  /// The next code where it is asked for and has no column; else the selected row in full.
  private static func tellSelection(of state: State, _ line: inout Line) {
    guard let row = state.selectedRow else { return }
    let hasColumn = !state.showsNextCode || ListView(of: state).plan.next > 0
    hasColumn ? tellNames(of: row, state, &line) : tellNextCode(of: row, state, &line)
  }

  private static func tellNextCode(of row: Row, _ state: State, _ line: inout Line) {
    guard state.hiding.shows(row.id, at: state.now),
      case .code(_, let next?) = state.codes[row, state.now]
    else { return line.append("next code: not known", Style(.faint)) }
    line.append("next ", Style(.faint))
    line.append(DisplayCode.grouped(DisplayText.escaped(next, columns: 10)), Style(.code))
    guard let countdown = Countdown(of: row, at: state.now) else { return }
    line.append(" in \(countdown.seconds) s", Style(.faint))
  }

  private static func tellNames(of row: Row, _ state: State, _ line: inout Line) {
    if case .unavailable(let why) = state.codes[row, state.now] {
      return line.append(why, Style(.notice))
    }
    let names = [row.issuer, row.account] + row.tags.map { "#" + $0 } + [row.note]
    for name in names where !name.isEmpty {
      if !line.spans.isEmpty { line.append("  ") }
      line.append(DisplayText.escaped(name, columns: DisplayText.listColumns), Style(.faint))
    }
  }

  /// The hints of the current keys, as many as fit whole.
  private static func keys(of state: State) -> Line {
    var line = Line(columns: state.size.columns)
    for binding in state.keyMap.bindings {
      guard let hint = binding.hint, let key = binding.keys.first?.label else { continue }
      let gap = line.spans.isEmpty ? "" : "  "
      guard gap.count + key.count + 1 + hint.count <= line.room else { break }
      line.append(gap + key, Style(.key))
      line.append(" " + hint, Style(.faint))
    }
    line.fill()
    return line
  }
}
