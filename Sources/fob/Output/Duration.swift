/// A span of time for people.
enum Duration {
  /// In seconds, minutes, or hours and minutes.
  static func text(_ seconds: UInt64) -> String {
    let minutes = (seconds + 30) / 60
    return switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(minutes) min"
    default: minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
    }
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

  /// Reads seconds, also with a unit: `90`, `90s`, `10m`, `8h`.
  static func seconds(_ text: String) -> UInt64? {
    let units: [Character: UInt64] = ["s": 1, "m": 60, "h": 3600]
    guard let last = text.last else { return nil }
    let unit = units[last]
    guard let number = UInt64(unit == nil ? text : String(text.dropLast())),
      text.utf8.first != UInt8(ascii: "+")
    else { return nil }
    let (seconds, overflows) = number.multipliedReportingOverflow(by: unit ?? 1)
    return overflows ? nil : seconds
  }
}
