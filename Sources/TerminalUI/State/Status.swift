/// What the status line tells of the latest events.
struct Status: Sendable, Equatable {
  /// How long a notice stays, in milliseconds.
  static let lifetime: Int64 = 5000

  /// What just happened; raw text.
  private(set) var notice: String?
  private var noticeEnd: Int64?
  /// When the clipboard is cleared.
  private var clipboardEnd: Int64?

  /// Whether time changes it.
  var ticks: Bool { noticeEnd != nil || clipboardEnd != nil }

  mutating func show(_ text: String, now: Int64) {
    notice = text
    noticeEnd = now + Self.lifetime
  }

  /// Tells what goes on until something else is told.
  mutating func showUntilNews(_ text: String) {
    notice = text
    noticeEnd = nil
  }

  mutating func clear() {
    (notice, noticeEnd) = (nil, nil)
  }

  mutating func noteClipboard(until end: Int64?) { clipboardEnd = end }

  /// Seconds for which the clipboard still holds a code; nil where it holds none of ours.
  func clipboardSeconds(at now: Int64) -> Int64? {
    clipboardEnd.map { ($0 - now + 999) / 1000 }
  }

  mutating func settle(now: Int64) {
    if let noticeEnd, noticeEnd <= now { clear() }
    if let clipboardEnd, clipboardEnd <= now { self.clipboardEnd = nil }
  }
}

/// When a backup was last proven to restore.
struct BackupNote: Sendable, Equatable {
  let words: String
  /// Whether the list tells it, too, and not the help alone.
  let isOld: Bool
}

/// Codes that are hidden until they are asked for, one at a time.
struct Hiding: Sendable, Equatable {
  /// How long a code that was asked for is shown, in milliseconds.
  static let lifetime: Int64 = 30_000

  private(set) var isOn: Bool
  private var revealed: RowID?
  private var end: Int64 = 0

  init(isOn: Bool = false) { self.isOn = isOn }

  /// Whether time changes it.
  var ticks: Bool { revealed != nil }

  func shows(_ id: RowID, at now: Int64) -> Bool {
    !isOn || (revealed == id && (end - Self.lifetime..<end).contains(now))
  }

  mutating func toggle() { self = Hiding(isOn: !isOn) }

  /// Shows one code, or hides it again.
  mutating func toggle(_ id: RowID, now: Int64) {
    let isShown = shows(id, at: now)
    revealed = isShown ? nil : id
    end = now + Self.lifetime
  }

  mutating func settle(now: Int64) {
    if let revealed, !shows(revealed, at: now) { self.revealed = nil }
  }
}
