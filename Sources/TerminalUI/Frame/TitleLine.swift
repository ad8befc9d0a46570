/// The top line: what vault or what is done, how many accounts, and the filter.
struct TitleLine {
  private(set) var line: Line
  /// Where typing goes on; nil unless the filter is being typed.
  private(set) var cursorColumn: Int?

  init(of state: State) {
    let columns = state.size.columns
    line = Line(columns: columns)
    let isList = state.prompt == nil && (state.mode == .list || state.mode == .filter)
    guard isList else {
      line.append(Self.text(of: state), columns: columns, Style(.title))
      return
    }
    let count = Self.count(of: state, isShort: columns < 40)
    let room = columns - count.count - 1
    let filter = state.list.filter
    if state.mode == .filter || !filter.isEmpty {
      let (text, cursor) = filter.window(columns: room - 1)
      line.append("/" + text, columns: room, Style(.title))
      if state.mode == .filter { cursorColumn = 1 + cursor }
    } else {
      line.append(Self.text(of: state), columns: room, Style(.title))
    }
    line.appendGap(after: filter.text, state.vaultName, style: Style(.title))
    line.append(count, Style(.title))
  }

  private static func text(of state: State) -> String {
    guard state.prompt == nil else { return "fob  " + state.vaultName }
    switch state.mode {
    case .list, .filter:
      switch state.list.view {
      case .accounts:
        let old = state.backup.flatMap { $0.isOld ? "   " + $0.words : nil } ?? ""
        return "fob  " + state.vaultName + old
      case .trash: return "trash  " + state.vaultName
      case .tag(let tag): return "#" + tag
      }
    case .help: return "the keys" + (state.backup.map { "   " + $0.words } ?? "")
    case .tags: return "tags"
    case .add: return "add accounts"
    case .form(let form): return form.title
    case .review(let review): return review.question
    case .question(let question): return question.drawing.title
    case .qr(_, let caption): return caption
    }
  }

  /// "12 accounts", "3 of 12".
  private static func count(of state: State, isShort: Bool) -> String {
    let (all, found) = (state.list.countInView, state.list.matches.count)
    guard state.list.filter.isEmpty else {
      return isShort ? "\(found)/\(all)" : "\(found) of \(all)"
    }
    return isShort ? "\(all)" : "\(all) \(all == 1 ? "account" : "accounts")"
  }
}
