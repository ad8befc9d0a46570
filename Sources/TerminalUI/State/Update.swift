extension State {
  /// The latest time that is believed, in the year 10889; larger numbers must not overflow.
  static let latestTime: Int64 = 281_474_976_710_656

  /// Takes an event in.
  ///
  /// - Parameter event: what happened.
  /// - Returns: what the driver is to do about it, in order.
  public mutating func update(_ event: Event) -> [Effect] {
    let keptTyped = keepsTyped
    let effects = take(event)
    let isForgotten = keptTyped && !keepsTyped
    return effects + (isForgotten ? [.forgetTyped] : []) + settle()
  }

  private mutating func take(_ event: Event) -> [Effect] {
    switch event {
    case .rows(let rows): if !isLocked { list.replaceRows(with: rows) }
    case .preferences(let preferences): take(preferences)
    case .time(let time): now = min(max(0, time), Self.latestTime)
    case .resize(let size): self.size = size
    case .key(let key): return press(key)
    case .secretTyped(let count): noteTyped(count)
    case .codes(let answers, let time): take(answers, at: time)
    case .counterAdvanced(let id, let answer): codes.endAdvance(id, with: answer, now: now)
    case .copied(let end): noteCopy(until: end)
    case .found(let findings): if !isLocked { review(findings) }
    case .qr(let matrix, let name): if !isLocked { show(matrix, of: name) }
    case .lock(let reason): return lock(because: reason)
    case .backup(let words, let isOld): backup = BackupNote(words: words, isOld: isOld)
    case .remindOfPassword: if prompt == nil { prompt = PasswordPrompt(.reminder) }
    case .passwordNeeded(let id): if prompt == nil { prompt = PasswordPrompt(.drawing(id)) }
    case .sourceLocked(let name): askPassword(ofSource: name)
    case .progress(let text): prompt?.progress = text
    case .passwordAccepted: return acceptPassword()
    case .passwordRefused(let reason): refusePassword(reason)
    case .notice(let text): show(notice: text)
    }
    return []
  }

  private mutating func take(_ preferences: Preferences) {
    list.sort(by: preferences.order)
    hiding = Hiding(isOn: preferences.hidesCodes)
  }

  mutating func show(notice text: String) { status.show(text, now: now) }

  private mutating func take(_ answers: [RowID: Answer], at time: Int64) {
    for row in rowsWithCodes {
      if let answer = answers[row.id] { codes.answer(row, with: answer, at: time) }
    }
  }

  private mutating func noteCopy(until end: Int64?) {
    status.noteClipboard(until: end)
    show(notice: selectedRow.map { "copied the code of \($0.title)" } ?? "copied")
  }

  /// Brings everything that follows from the rest up to date, and asks for the codes that are seen.
  private mutating func settle() -> [Effect] {
    status.settle(now: now)
    hiding.settle(now: now)
    list.scrollToSelection(Layout(size).listHeight)
    let shown = rowsWithCodes
    codes.keep(shown, now: now)
    let missing = codes.request(shown, now: now)
    return missing.isEmpty ? [] : [.computeCodes(missing, at: now)]
  }
}
