internal import Glibc
internal import SystemPackage

/// Tells when the machine goes to sleep, or has been asleep.
struct SleepWatch: ~Copyable {
  private static let login = "org.freedesktop.login1"

  private let start = Clocks.now
  /// logind's messages, where there is a program that hands them on.
  private var monitor: TellingChild?
  /// The line that is being told.
  private var line: [UInt8] = []

  init() {
    monitor = SleepWatch.startMonitor()
  }

  /// Readable when there is something to read; -1 where nobody tells.
  var descriptor: Int32 { monitor?.output.rawValue ?? -1 }

  /// Whether the machine has been asleep since the start.
  var hasSlept: Bool { Clocks.now.showSleep(since: start) }

  /// Reads what logind has said.
  ///
  /// - Returns: whether the machine goes to sleep.
  mutating func reads() -> Bool {
    guard let monitor else { return false }
    var bytes = [UInt8](repeating: 0, count: 4096)
    guard let count = try? monitor.output.read(into: &bytes, from: 0), count > 0 else {
      self.monitor = nil
      return false
    }
    for byte in bytes.prefix(count) {
      guard byte == UInt8(ascii: "\n") else {
        if line.count < 4096 { line.append(byte) }
        continue
      }
      let isWord = String(decoding: line, as: UTF8.self).hasSuffix("PrepareForSleep (true,)")
      line = []
      if isWord { return true }
    }
    return false
  }

  private static func startMonitor() -> TellingChild? {
    guard let program = Desktop.program("gdbus") else { return nil }
    let bus = "DBUS_SYSTEM_BUS_ADDRESS"
    return try? TellingChild(
      ChildProcess(
        executable: program,
        arguments: [
          "monitor", "--system", "--dest", login, "--object-path", "/org/freedesktop/login1",
        ],
        environment: SystemCall.environment(bus).map { [bus: $0] } ?? [:], outputLimit: 0,
        seconds: 0))
  }
}
