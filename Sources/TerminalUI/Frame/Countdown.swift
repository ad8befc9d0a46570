/// How much of a row's period is left.
struct Countdown: Sendable, Equatable {
  /// Seconds before the end of a period in which a row changes its colour.
  static let urgentSeconds: Int64 = 5

  private let period: Int64
  private let remaining: Int64

  /// Nil where codes are counted.
  init?(of row: Row, at now: Int64) {
    guard let period = row.period else { return nil }
    self.period = period
    remaining = period - now % period
  }

  /// Whole seconds until the code turns, at least 1.
  var seconds: Int64 { (remaining + 999) / 1000 }

  var isUrgent: Bool { seconds <= Self.urgentSeconds }

  /// The time left in three columns, in the largest unit that needs no more.
  var label: String {
    let units: [(length: Int64, name: String)] = [(1, "s"), (60, "m"), (3600, "h"), (86_400, "d")]
    let unit = units.first { seconds / $0.length < 100 } ?? units[3]
    let text = "\(min(99, seconds / unit.length))\(unit.name)"
    return String(repeating: " ", count: max(0, 3 - text.count)) + text
  }

  /// The part of a bar that is still full, at least one cell.
  func filled(of columns: Int) -> Int {
    Int((remaining * Int64(columns) + period - 1) / period)
  }
}
