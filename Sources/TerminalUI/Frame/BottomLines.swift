/// The status line and, where there is room, the line that names some keys.
struct BottomLines {
  let lines: [Line]

  init(of state: State) {
    let status = Self.status(of: state)
    lines = Layout(state.size).hasKeyLine ? [status, Self.keys(of: state)] : [status]
  }

  /// What just happened; else the next code where it is asked for; else the selected row in full.
  private static func status(of state: State) -> Line {
    var line = Line(columns: state.size.columns)
    if let notice = state.notice {
      line.append(notice.text, Style(.notice))
    } else if case .help = state.mode {
      line.append("")
    } else if let row = state.selectedRow {
      state.showsNextCode ? tellNextCode(of: row, state, &line) : tellNames(of: row, state, &line)
    }
    line.fill()
    return line
  }

  private static func tellNextCode(of row: Row, _ state: State, _ line: inout Line) {
    guard case .code(_, let next?) = state.codes[row, state.now] else {
      return line.append("next code: not known", Style(.faint))
    }
    line.append("next ", Style(.faint))
    line.append(DisplayCode.grouped(DisplayText.escaped(next, columns: 10)), Style(.code))
    guard let countdown = Countdown(of: row, at: state.now) else { return }
    line.append(" in \(countdown.seconds) s", Style(.faint))
  }

  private static func tellNames(of row: Row, _ state: State, _ line: inout Line) {
    if case .unavailable(let why) = state.codes[row, state.now] {
      return line.append(why, Style(.notice))
    }
    for name in [row.issuer, row.account] + row.tags.map({ "#" + $0 }) where !name.isEmpty {
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
