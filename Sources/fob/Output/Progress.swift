internal import SystemPackage

/// A line on standard error that tells how far something is, for what takes over half a second. It
/// is shown only on a terminal that can take it back.
final class Progress {
  private static let patience: UInt64 = 500
  private static let interval: UInt64 = 100
  private static let eraseLine = "\r\u{1B}[K"

  private let start = Clock.monotonicMilliseconds
  private let isShown: Bool
  private var last: UInt64 = 0
  private var hasLine = false

  init() {
    isShown =
      SystemCall.isTerminal(.standardError) && SystemCall.environment("TERM") ?? "dumb" != "dumb"
  }

  deinit { clear() }

  /// Milliseconds since the beginning.
  var elapsed: UInt64 { Clock.monotonicMilliseconds - start }

  /// Shows a line in place of the last one, once it is worth it, and not too often.
  func show(_ line: @autoclosure () -> String) {
    let now = Clock.monotonicMilliseconds
    guard isShown, now - start >= Progress.patience, now - last >= Progress.interval else { return }
    write(Progress.eraseLine + line())
    (last, hasLine) = (now, true)
  }

  /// Shows a line before something of which only the time is known that it takes.
  func announce(_ line: @autoclosure () -> String, milliseconds: Int) {
    guard isShown, milliseconds >= Progress.patience else { return }
    write(Progress.eraseLine + line())
    (last, hasLine) = (Clock.monotonicMilliseconds, true)
  }

  /// Takes the line back, before something else is printed.
  func clear() {
    if hasLine { write(Progress.eraseLine) }
    hasLine = false
  }

  private func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }
}
