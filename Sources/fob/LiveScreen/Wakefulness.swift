/// Tells when nobody may be at the keyboard any more: no key for long, or the machine slept.
struct Wakefulness {
  /// Milliseconds without a key.
  var limit: UInt64
  private var lastKey: UInt64
  private var slept: UInt64
  private var lastTold: UInt64 = 0

  /// - Parameters:
  ///   - seconds: the longest without a key.
  ///   - clocks: the time now.
  init(seconds: UInt64, at clocks: Clocks = .now) {
    limit = seconds * 1000
    (lastKey, slept) = (clocks.withSleep, clocks.slept)
  }

  /// Somebody is there.
  ///
  /// - Returns: whether an agent should be told, which need not hear of every key.
  @discardableResult
  mutating func noteKey(at clocks: Clocks = .now) -> Bool {
    defer { lastKey = clocks.withSleep }
    guard clocks.withSleep - min(lastTold, clocks.withSleep) >= 5000 else { return false }
    lastTold = clocks.withSleep
    return true
  }

  /// Why the screen should be locked; tells of each sleep once.
  mutating func reasonToLock(at clocks: Clocks = .now) -> String? {
    defer { slept = clocks.slept }
    // Two clocks are never read at the same moment.
    if clocks.slept > slept + 100 { return "Locked, since the machine slept." }
    guard clocks.withSleep - min(lastKey, clocks.withSleep) >= limit else { return nil }
    return "Locked: no key was pressed for \(Duration.text(limit / 1000))."
  }
}

/// The two clocks that nobody sets: one goes on while the machine sleeps. Milliseconds.
struct Clocks {
  let withSleep: UInt64
  let slept: UInt64

  /// - Parameters:
  ///   - withSleep: CLOCK_BOOTTIME.
  ///   - withoutSleep: CLOCK_MONOTONIC.
  init(withSleep: UInt64, withoutSleep: UInt64) {
    self.withSleep = withSleep
    slept = withSleep - min(withSleep, withoutSleep)
  }

  static var now: Clocks {
    Clocks(
      withSleep: Clock.bootMilliseconds, withoutSleep: Clock.monotonicMilliseconds)
  }
}
