extension State {
  /// How long a notice stays, in milliseconds.
  static let noticeLifetime: Int64 = 5000
  /// The latest time that is believed, in the year 10889; larger numbers must not overflow.
  static let latestTime: Int64 = 281_474_976_710_656

  /// Takes an event in.
  ///
  /// - Parameter event: what happened.
  /// - Returns: what the driver is to do about it, in order.
  public mutating func update(_ event: Event) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .rows(let rows): replaceRows(with: rows)
    case .time(let time): now = min(max(0, time), Self.latestTime)
    case .resize(let size): self.size = size
    case .key(let key): effects = press(key)
    case .codes(let answers, let time): take(answers, at: time)
    case .counterAdvanced(let id, let answer): codes.endAdvance(id, with: answer, now: now)
    case .notice(let text): show(notice: text)
    }
    return effects + settle()
  }

  mutating func show(notice text: String) {
    notice = Notice(text: text, until: now + Self.noticeLifetime)
  }

  private mutating func take(_ answers: [RowID: Answer], at time: Int64) {
    for row in visibleRows {
      if let answer = answers[row.id] { codes.answer(row, with: answer, at: time) }
    }
  }

  /// Brings everything that follows from the rest up to date, and asks for the codes that are seen.
  private mutating func settle() -> [Effect] {
    if let notice, notice.until <= now { self.notice = nil }
    scrollToSelection()
    codes.keep(visibleRows, now: now)
    let missing = codes.request(visibleRows, now: now)
    return missing.isEmpty ? [] : [.computeCodes(missing, at: now)]
  }
}

// Rows, filter and selection.
extension State {
  private mutating func replaceRows(with rows: [Row]) {
    let selected = selectedRow?.id
    self.rows = rows
    searchTexts = rows.map(SearchText.init(of:))
    naturalWidths = NaturalWidths(of: rows)
    match(keeping: selected)
  }

  /// Filters anew. The selection stays on `selected` where that still passes.
  mutating func match(keeping selected: RowID?) {
    let wanted = filter.lowercased()
    matches = rows.indices.filter { searchTexts[$0].contains(wanted) }
    let kept = selected.flatMap { id in matches.firstIndex { rows[$0].id == id } }
    selection = kept ?? min(selection, max(0, matches.count - 1))
  }

  mutating func moveSelection(by distance: Int) {
    selection = min(max(0, selection + distance), max(0, matches.count - 1))
  }

  private mutating func scrollToSelection() {
    let height = max(1, Layout(size).listHeight)
    top = min(top, selection, max(0, matches.count - height))
    top = max(top, selection - height + 1)
  }
}
