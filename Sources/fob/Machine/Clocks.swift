/// The two clocks that nobody sets: one goes on while the machine sleeps. Milliseconds.
struct Clocks {
  /// For how long the machine must have slept for that to be seen.
  static let shortestSleep: UInt64 = 100

  let withSleep: UInt64
  /// The least and the most that the machine can have slept. A process may be kept waiting between
  /// two clocks, so that they cannot be told apart any better.
  private let slept: ClosedRange<UInt64>

  /// - Parameters:
  ///   - withSleep: CLOCK_BOOTTIME.
  ///   - withoutSleep: CLOCK_MONOTONIC, before and after the other one was read.
  init(withSleep: UInt64, withoutSleep: ClosedRange<UInt64>) {
    self.withSleep = withSleep
    let (before, after) = (withoutSleep.lowerBound, withoutSleep.upperBound)
    slept = withSleep - min(withSleep, after)...withSleep - min(withSleep, before)
  }

  static var now: Clocks {
    let before = Clock.monotonicMilliseconds
    let withSleep = Clock.bootMilliseconds
    let after = Clock.monotonicMilliseconds
    return Clocks(withSleep: withSleep, withoutSleep: before...max(before, after))
  }

  /// Whether the machine has certainly slept since these were read.
  func showSleep(since earlier: Clocks) -> Bool {
    slept.lowerBound >= earlier.slept.upperBound + Clocks.shortestSleep
  }
}
