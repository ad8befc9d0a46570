internal import Glibc

/// The machine's clocks.
enum Clock {
  /// Unix time in milliseconds.
  static var milliseconds: UInt64 { read(CLOCK_REALTIME) }

  /// Milliseconds of a clock that nobody sets, for how long something takes.
  static var monotonicMilliseconds: UInt64 { read(CLOCK_MONOTONIC) }

  /// Milliseconds of a clock that goes on while the machine is suspended, as the one above does not.
  static var bootMilliseconds: UInt64 { read(CLOCK_BOOTTIME) }

  /// Waits so long, counting time for which the machine is suspended: then it ends on resume.
  static func sleep(milliseconds: UInt64) {
    var end = timespec()
    unsafe clock_gettime(CLOCK_BOOTTIME, &end)
    let nanoseconds = end.tv_nsec + Int(milliseconds % 1000) * 1_000_000
    end.tv_sec += Int(min(milliseconds / 1000, 1 << 32)) + nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    while unsafe clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &end, nil) == EINTR {}
  }

  /// Waits until a Unix time in seconds has come, also where the clock is set meanwhile.
  static func wait(until end: UInt64) {
    while seconds < end {
      let left = end.multipliedReportingOverflow(by: 1000).partialValue &- milliseconds
      SystemCall.sleep(milliseconds: UInt32(min(left, 500)))
    }
  }

  /// Unix time in seconds.
  static var seconds: UInt64 { milliseconds / 1000 }

  /// A time as people read it here: `2026-11-21 20:43`.
  static func localText(_ seconds: UInt64) -> String {
    var time = time_t(clamping: seconds)
    var parts = unsafe tm()
    guard unsafe localtime_r(&time, &parts) != nil else { return String(seconds) }
    let (year, month, day) = unsafe (Int(parts.tm_year) + 1900, parts.tm_mon + 1, parts.tm_mday)
    let (hour, minute) = unsafe (parts.tm_hour, parts.tm_min)
    return "\(year)-\(twoDigits(month))-\(twoDigits(day)) \(twoDigits(hour)):\(twoDigits(minute))"
  }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var now = timespec()
    unsafe clock_gettime(clock, &now)
    return UInt64(max(now.tv_sec, 0)) * 1000 + UInt64(now.tv_nsec) / 1_000_000
  }

  private static func twoDigits(_ number: Int32) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
