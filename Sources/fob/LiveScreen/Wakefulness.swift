/// Tells when nobody may be at the keyboard any more: no key for long, or the machine slept.
struct Wakefulness {
  /// For how long an agent is not told again, in milliseconds: less than any timeout that somebody
  /// could work with.
  private static let silence: UInt64 = 2000

  /// Milliseconds without a key.
  var limit: UInt64
  private var lastKey: UInt64
  private var lastLook: Clocks
  private var lastTold: UInt64 = 0

  /// - Parameters:
  ///   - seconds: the longest without a key.
  ///   - clocks: the time now.
  init(seconds: UInt64, at clocks: Clocks = .now) {
    limit = seconds * 1000
    (lastKey, lastLook) = (clocks.withSleep, clocks)
  }

  /// Somebody is there.
  ///
  /// - Returns: whether an agent should be told, which need not hear of every key.
  @discardableResult
  mutating func noteKey(at clocks: Clocks = .now) -> Bool {
    defer { lastKey = clocks.withSleep }
    guard clocks.withSleep - min(lastTold, clocks.withSleep) >= Self.silence else { return false }
    lastTold = clocks.withSleep
    return true
  }

  /// Why the screen should be locked; tells of each sleep once.
  mutating func reasonToLock(at clocks: Clocks = .now) -> String? {
    defer { lastLook = clocks }
    if clocks.showSleep(since: lastLook) { return "Locked, since the machine slept." }
    guard clocks.withSleep - min(lastKey, clocks.withSleep) >= limit else { return nil }
    return "Locked: no key was pressed for \(Duration.text(limit / 1000))."
  }
}
