/// The codes that the driver has delivered, and what was asked for. Only rows on the screen are in
/// it, and counted codes until they have been shown for a while: showing one again costs a counter.
struct CodeCache: Sendable, Equatable {
  /// How long a counted code is shown, in milliseconds.
  static let counterLifetime: Int64 = 60_000

  private enum Entry: Sendable, Equatable {
    /// Asked for in the period of this number.
    case asked(period: Int64)
    case answered(Answer, period: Int64)
    case advancing
    case counted(Answer, since: Int64)
  }

  private var entries: [RowID: Entry] = [:]

  /// What is shown for a row now; nil while there is nothing to show.
  subscript(row: Row, now: Int64) -> Answer? {
    switch entries[row.id] {
    case .answered(let answer, let period) where period == row.periodNumber(at: now): answer
    case .counted(let answer, let since)
    where row.period == nil && (since..<since + Self.counterLifetime).contains(now): answer
    default: nil
    }
  }

  /// The rows whose code has not been asked for in this period, marked as asked.
  mutating func request(_ rows: [Row], now: Int64) -> [RowID] {
    rows.compactMap { row in
      guard let current = row.periodNumber(at: now) else { return nil }
      switch entries[row.id] {
      case .asked(current), .answered(_, current): return nil
      default: break
      }
      entries[row.id] = .asked(period: current)
      return row.id
    }
  }

  /// Takes a code in, where it is still asked for and its period has not turned.
  mutating func answer(_ row: Row, with answer: Answer, at time: Int64) {
    guard let period = row.periodNumber(at: time), entries[row.id] == .asked(period: period) else {
      return
    }
    entries[row.id] = .answered(answer, period: period)
  }

  /// Whether a counted row may advance, as no other advance is under way; it is then marked so.
  mutating func beginAdvance(_ row: Row) -> Bool {
    guard entries[row.id] != .advancing else { return false }
    entries[row.id] = .advancing
    return true
  }

  /// Takes the code of an advanced counter in.
  mutating func endAdvance(_ id: RowID, with answer: Answer, now: Int64) {
    guard entries[id] == .advancing else { return }
    entries[id] = .counted(answer, since: now)
  }

  /// Forgets what is no longer shown.
  mutating func keep(_ visible: [Row], now: Int64) {
    let ids = Set(visible.map(\.id))
    entries = entries.filter { id, entry in
      switch entry {
      case .advancing: true
      case .counted(_, let since): (since..<since + Self.counterLifetime).contains(now)
      case .asked, .answered: ids.contains(id)
      }
    }
  }
}

extension Row {
  /// How many whole periods lie between the epoch and `time`; nil where codes are counted.
  func periodNumber(at time: Int64) -> Int64? {
    period.map { time / $0 }
  }
}
