// What the keys do in the list and in its filter.

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
  mutating func performInList(_ action: Action) -> [Effect] {
    switch action {
    case .up, .down, .pageUp, .pageDown, .first, .last:
      list.moveSelection(by: distance(of: action))
    case .filter: mode = .filter
    case .help: mode = .help(scroll: 0)
    case .add: mode = .add
    case .tags: chooseTag()
    case .trashView: list.show(.trash)
    case .nextCode: showsNextCode.toggle()
    case .back: stepBack()
    case .undo: return [.undo]
    case .sortOrder: return changeOrder()
    case .hideCodes: return changeHiding()
    default: return selectedRow.map { perform(action, on: $0) } ?? []
    }
    return []
  }

  private mutating func perform(_ action: Action, on row: Row) -> [Effect] {
    switch action {
    case .copy: return copy(row)
    case .advanceCounter: return advanceCounter(of: row)
    case .reveal: reveal(row)
    case .edit: mode = .form(.edit(row))
    case .pin: return [.edit(row.id, row.pinToggled)]
    case .trash: return [.trash(row.id)]
    case .restore: return [.restore(row.id)]
    case .drawQR: mode = .question(Question(drawing: row))
    default: break
    }
    return []
  }

  mutating func performInFilter(_ action: Action) {
    switch action {
    case .up, .down, .pageUp, .pageDown: list.moveSelection(by: distance(of: action))
    case .keepFilter: mode = .list
    case .back: dropFilter()
    case .deleteCharacter where list.filter.isEmpty: mode = .list
    default:
      var filter = list.filter
      filter.perform(action)
      list.filter(by: filter)
    }
  }

  private mutating func dropFilter() {
    mode = .list
    list.filter(by: TextInput(limit: AccountList.filterLimit))
  }

  /// One level up: out of the kept filter, the trash or the tag, the next code; never out of fob.
  private mutating func stepBack() {
    if !list.filter.isEmpty {
      dropFilter()
    } else if list.view != .accounts {
      list.show(.accounts)
    } else if showsNextCode {
      showsNextCode = false
    } else {
      show(notice: "q quits")
    }
  }

  private mutating func chooseTag() {
    guard let choice = TagChoice(list.tags) else {
      return show(notice: "no account has a tag yet; e edits them")
    }
    mode = .tags(choice)
  }

  private mutating func changeOrder() -> [Effect] {
    list.sort(by: list.order.next)
    show(notice: list.order == .name ? "sorted by name" : "sorted by last use")
    return [.remember(preferences)]
  }

  private mutating func changeHiding() -> [Effect] {
    hiding.toggle()
    show(notice: hiding.isOn ? "codes are hidden; Space shows one" : "codes are shown")
    return [.remember(preferences)]
  }

  private mutating func reveal(_ row: Row) {
    guard hiding.isOn else { return show(notice: "H hides the codes") }
    hiding.toggle(row.id, now: now)
  }

  /// A counter's code is the one that was asked for last: copying counts nothing on.
  private mutating func copy(_ row: Row) -> [Effect] {
    guard row.period == nil else { return [.copy(row.id, counted: nil)] }
    guard case .code(let code, _)? = codes[row, now] else {
      show(notice: "press + for a new code first")
      return []
    }
    return [.copy(row.id, counted: code)]
  }

  private mutating func advanceCounter(of row: Row) -> [Effect] {
    let press = CounterPress(id: row.id, time: now)
    defer { lastCounterPress = press }
    if let lastCounterPress, press.isRepeat(of: lastCounterPress) {
      show(notice: "+ again after a second: each press uses a code up")
      return []
    }
    guard row.period == nil else {
      show(notice: "this account's codes follow the clock; + is for counters")
      return []
    }
    return codes.beginAdvance(row) ? [.advanceCounter(row.id)] : []
  }
}

extension Row {
  fileprivate var pinToggled: RowEdit {
    var edit = RowEdit()
    edit.isPinned = !isPinned
    return edit
  }
}
