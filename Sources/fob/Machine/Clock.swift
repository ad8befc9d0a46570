internal import Glibc

/// The wall clock.
enum Clock {
  /// Unix time in milliseconds.
  static var milliseconds: UInt64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return UInt64(max(now.tv_sec, 0)) * 1000 + UInt64(now.tv_nsec) / 1_000_000
  }

  /// Unix time in seconds.
  static var seconds: UInt64 { milliseconds / 1000 }

  /// A time as people read it here: `2026-11-21 20:43`.
  static func localText(_ seconds: UInt64) -> String {
    var time = time_t(clamping: seconds)
    var parts = tm()
    guard unsafe localtime_r(&time, &parts) != nil else { return String(seconds) }
    var text = [CChar](repeating: 0, count: 32)
    let length = unsafe strftime(&text, text.count, "%Y-%m-%d %H:%M", &parts)
    return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
