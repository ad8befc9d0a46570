// What the keys do, mode by mode.

extension State {
  /// Scalars that a filter may have; what is longer matches nothing anyway.
  private static let filterLimit = 64

  mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    if let action = keyMap.action(for: key) { return perform(action) }
    guard case .text(let scalar) = key, canType(scalar) else { return [] }
    mode = .filter
    changeFilter(to: filter + String(scalar))
    return []
  }

  /// In the list a space begins no filter: it would look like nothing happened.
  private func canType(_ scalar: Unicode.Scalar) -> Bool {
    guard CellWidth(of: scalar) != .unprintable else { return false }
    guard filter.unicodeScalars.count < Self.filterLimit else { return false }
    switch mode {
    case .help: return false
    case .list: return scalar != " "
    case .filter: return true
    }
  }

  private mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .quit: return [.quit]
    case .redraw: return [.redraw]
    case .advanceCounter: return advanceCounter()
    case .up, .down, .pageUp, .pageDown, .first, .last: move(action)
    case .filter: mode = .filter
    case .keepFilter: mode = .list
    case .deleteCharacter, .deleteWord, .deleteAll: delete(action)
    case .nextCode: showsNextCode.toggle()
    case .help: mode = .help(scroll: 0)
    case .back: stepBack()
    }
    return []
  }

  private mutating func move(_ action: Action) {
    if case .help(let scroll) = mode {
      mode = .help(scroll: HelpView.clamped(scroll + (action == .down ? 1 : -1), in: size))
      return
    }
    let page = max(1, Layout(size).listHeight - 1)
    switch action {
    case .up: moveSelection(by: -1)
    case .down: moveSelection(by: 1)
    case .pageUp: moveSelection(by: -page)
    case .pageDown: moveSelection(by: page)
    case .first: moveSelection(by: -matches.count)
    default: moveSelection(by: matches.count)
    }
  }

  private mutating func delete(_ action: Action) {
    if filter.isEmpty {
      mode = .list
    } else if action == .deleteCharacter {
      changeFilter(to: String(filter.dropLast()))
    } else if action == .deleteAll {
      changeFilter(to: "")
    } else {
      let spaceless = filter.lastIndex { $0 != " " } ?? filter.startIndex
      let start = filter[..<spaceless].lastIndex(of: " ").map(filter.index(after:))
      changeFilter(to: String(filter[..<(start ?? filter.startIndex)]))
    }
  }

  /// One level up: out of the help, the filter, the kept filter, the next code; never out of fob.
  private mutating func stepBack() {
    if case .help = mode {
      mode = .list
    } else if mode == .filter || !filter.isEmpty {
      mode = .list
      let selected = selectedRow?.id
      filter = ""
      match(keeping: selected)
    } else if showsNextCode {
      showsNextCode = false
    } else {
      show(notice: "q quits")
    }
  }

  private mutating func changeFilter(to text: String) {
    filter = text
    selection = 0
    match(keeping: nil)
  }

  private mutating func advanceCounter() -> [Effect] {
    guard let row = selectedRow else { return [] }
    guard row.period == nil else {
      show(notice: "this account's codes follow the clock; + is for counters")
      return []
    }
    return codes.beginAdvance(row, now: now) ? [.advanceCounter(row.id)] : []
  }
}
