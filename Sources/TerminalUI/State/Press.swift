// What the keys do, mode by mode.

/// The key for another counted code: held down, it must not run away with the counter.
struct CounterPress: Sendable, Equatable {
  let id: RowID
  let time: Int64

  /// Whether it follows so soon that it is the same press still.
  func isRepeat(of other: CounterPress) -> Bool {
    id == other.id && (other.time..<other.time + 1000).contains(time)
  }
}

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
      mode = .help(scroll: HelpView.clamped(scroll + distance(of: action), in: size))
    } else {
      moveSelection(by: distance(of: action))
    }
  }

  /// Lines that a key moves, down where positive; the ends are further than any list is long.
  private func distance(of action: Action) -> Int {
    let page = max(1, Layout(size).listHeight - 1)
    return switch action {
    case .up: -1
    case .down: 1
    case .pageUp: -page
    case .pageDown: page
    case .first: Int(Int32.min)
    default: Int(Int32.max)
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
    let press = CounterPress(id: row.id, time: now)
    defer { lastCounterPress = press }
    if let lastCounterPress, press.isRepeat(of: lastCounterPress) { return [] }
    guard row.period == nil else {
      show(notice: "this account's codes follow the clock; + is for counters")
      return []
    }
    return codes.beginAdvance(row) ? [.advanceCounter(row.id)] : []
  }
}
