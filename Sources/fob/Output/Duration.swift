/// Lengths of time as people write them.
enum Duration {
  private static let units: [(letter: Character, name: String, seconds: UInt64)] = [
    ("h", "hour", 3600), ("m", "minute", 60), ("s", "second", 1),
  ]

  /// In the largest unit that measures it exactly: `90 seconds`, `5 minutes`.
  static func text(_ seconds: UInt64) -> String {
    let unit = units.first { seconds >= $0.seconds && seconds % $0.seconds == 0 } ?? units[2]
    return counted(Int(clamping: seconds / unit.seconds), unit.name)
  }

  /// About so long: in seconds, minutes, or hours and minutes.
  static func about(_ seconds: UInt64) -> String {
    let minutes = (seconds + 30) / 60
    return switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(minutes) min"
    default: minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
    }
  }

  /// How long an agent stays.
  static func untilQuiet(_ seconds: UInt64) -> String {
    "until nobody has asked for \(text(seconds))"
  }

  /// Seconds, also with a unit: `90`, `90s`, `10m`, `8h`.
  static func seconds(_ text: String) -> UInt64? {
    guard let last = text.last else { return nil }
    let unit = units.first { $0.letter == last }
    guard let number = UInt64(unit == nil ? text : String(text.dropLast())),
      text.utf8.first != UInt8(ascii: "+")
    else { return nil }
    let (seconds, overflows) = number.multipliedReportingOverflow(by: unit?.seconds ?? 1)
    return overflows ? nil : seconds
  }
}
