internal import Glibc
internal import SystemPackage

/// Tells when the machine goes to sleep, or has been asleep.
struct SleepWatch: ~Copyable {
  /// How far the clocks may drift apart without a sleep, in milliseconds.
  private static let tolerance: UInt64 = 500

  /// What the clock that counts sleep is ahead of the one that does not, at the start.
  private let offset: UInt64
  /// logind's messages, where a program is there that hands them on.
  private let monitor: DetachedChild?
  private var said: [UInt8] = []

  init() {
    offset = SleepWatch.offset
    monitor = SleepWatch.startMonitor()
  }

  /// -1 where nobody tells.
  var polled: pollfd {
    pollfd(fd: monitor?.output.rawValue ?? -1, events: Int16(POLLIN), revents: 0)
  }

  /// Whether the machine has been asleep since the start.
  var hasSlept: Bool { SleepWatch.offset > offset + SleepWatch.tolerance }

  /// Whether logind has said that the machine goes to sleep.
  mutating func readsOfSleep() -> Bool {
    guard let monitor else { return false }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = (try? monitor.output.read(into: &bytes, from: 0)) ?? 0
    said = (said + bytes.prefix(count)).suffix(4096)
    // gdbus: `...PrepareForSleep (true,)`; busctl: `Member=PrepareForSleep`, later `BOOLEAN true`.
    guard let text = String(validating: said, as: UTF8.self),
      let name = text.firstRange(of: "PrepareForSleep")
    else { return false }
    return text[name.upperBound...].firstRange(of: "true") != nil
  }

  private static var offset: UInt64 {
    Clock.bootMilliseconds - min(Clock.bootMilliseconds, Clock.monotonicMilliseconds)
  }

  private static func startMonitor() -> DetachedChild? {
    let login = "org.freedesktop.login1"
    let tools = [
      ("gdbus", ["monitor", "--system", "--dest", login, "--object-path", "/org/freedesktop/login1"]),
      ("busctl", ["monitor", "--system", "--match", "member='PrepareForSleep'", login]),
    ]
    for (name, arguments) in tools {
      guard let program = Programs.find(name) else { continue }
      return try? DetachedChild(program, arguments, passing: ["DBUS_SYSTEM_BUS_ADDRESS"])
    }
    return nil
  }
}
