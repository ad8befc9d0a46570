// What the keys do, room by room.

extension State {
  mutating func press(_ key: Key) -> [Effect] {
    status.clear()
    if let action = keyMap.action(for: key) { return perform(action) }
    if case .text(let scalar) = key { type(scalar) }
    return []
  }

  /// In the list a space begins no filter: it would look like nothing happened.
  private mutating func type(_ scalar: Unicode.Scalar) {
    guard prompt == nil else { return }
    switch mode {
    case .form(var form):
      form.type(scalar)
      mode = .form(form)
    case .list where scalar != " ", .filter:
      guard list.filter.takes(scalar) else { return }
      mode = .filter
      var filter = list.filter
      filter.type(scalar)
      list.filter(by: filter)
    default: break
    }
  }

  private mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .quit: return [.quit]
    case .redraw: return [.redraw]
    case .lock: return lock(because: nil, isAsked: true)
    default: break
    }
    guard prompt == nil else { return performInPrompt(action) }
    switch mode {
    case .list: return performInList(action)
    case .filter: performInFilter(action)
    case .help(let scroll): performInHelp(action, scroll)
    case .tags(let choice): performInTags(action, choice)
    case .add: return performInAdd(action)
    case .form(let form): return perform(action, in: form)
    case .review(let review): return perform(action, in: review)
    case .question(let question): return perform(action, in: question)
    case .qr: mode = .list
    }
    return []
  }

  /// Lines that a key moves, down where positive; the ends are further than any list is long.
  func distance(of action: Action) -> Int {
    let page = max(1, Layout(size).listHeight - 1)
    return switch action {
    case .up: -1
    case .down: 1
    case .pageUp: -page
    case .pageDown: page
    case .first: Int(Int32.min)
    case .last: Int(Int32.max)
    default: 0
    }
  }

  private mutating func performInHelp(_ action: Action, _ scroll: Int) {
    guard action != .back else { return mode = .list }
    mode = .help(scroll: HelpView.clamped(scroll + distance(of: action), in: size))
  }

  private mutating func performInTags(_ action: Action, _ choice: TagChoice) {
    switch action {
    case .back: mode = .list
    case .accept:
      mode = .list
      list.show(.tag(choice.names[choice.selection]))
    default:
      var choice = choice
      choice.move(by: distance(of: action))
      mode = .tags(choice)
    }
  }
}
