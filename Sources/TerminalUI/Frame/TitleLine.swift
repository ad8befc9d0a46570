/// The top line: what vault, how many accounts, and the filter.
struct TitleLine {
  private(set) var line: Line
  /// Where typing goes on; nil unless the filter is being typed.
  private(set) var cursorColumn: Int?

  init(of state: State) {
    let columns = state.size.columns
    let style = Style(.title)
    let count = Self.count(of: state, isShort: columns < 40)
    let room = columns - count.count - 1
    line = Line(columns: columns)
    if state.mode == .filter || !state.filter.isEmpty {
      let filter = "/" + Self.tail(of: state.filter, columns: room - 2)
      line.append(filter, columns: room, style)
      if state.mode == .filter { cursorColumn = DisplayText.columns(of: filter) }
    } else {
      line.append("fob  " + state.vaultName, columns: room, style)
    }
    line.appendGap(after: state.filter, state.vaultName, style: style)
    line.append(count, style)
  }

  /// "12 accounts", "3 of 12".
  private static func count(of state: State, isShort: Bool) -> String {
    let all = state.rows.count
    guard state.filter.isEmpty else {
      return isShort ? "\(state.matches.count)/\(all)" : "\(state.matches.count) of \(all)"
    }
    return isShort ? "\(all)" : "\(all) \(all == 1 ? "account" : "accounts")"
  }

  /// The end of a text: what was typed last must be seen.
  private static func tail(of text: String, columns: Int) -> String {
    var rest = text[...]
    while DisplayText.columns(of: String(rest)) > columns, !rest.isEmpty { rest.removeFirst() }
    return String(rest)
  }
}
