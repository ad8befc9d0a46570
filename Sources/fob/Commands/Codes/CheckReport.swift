internal import Authenticator

// What `fob check` says of codes.

extension CheckedCode {
  /// Whether it is the code of now or a neighbour, which services take as well (RFC 6238,
  /// section 5.2), or the next one of a counter.
  var isNear: Bool {
    switch place {
    case .periods(let count): abs(count) <= 1
    case .counter(let counter): counter == account.counter
    case .nowhere: false
    }
  }

  /// How far the clock of what showed the code is ahead of this machine's, in seconds; `nil` where
  /// it was not found in time.
  var offset: Int? {
    guard case .periods(let count) = place else { return nil }
    // More than a day only where a period is longer than that.
    return count * min(account.period, 1 << 40)
  }

  /// For people, a line or more.
  var finding: String { "\(account.label): \(placeText)" }

  private var placeText: String {
    switch place {
    case .periods(let count): timed(count)
    case .counter(let counter): counted(counter)
    case .nowhere where account.type == .hotp:
      """
      not one of the next \(Credential.searchedCounters) codes: used before, mistyped, or of \
      another secret
      """
    case .nowhere: "no code of a day before or after now: mistyped, or of another secret"
    }
  }

  private func counted(_ counter: UInt64) -> String {
    let ahead = counter - min(account.counter, counter)
    return ahead == 0
      ? "matches, the next code (counter \(counter))"
      : "matches the code of counter \(counter), \(ahead) further than fob's next"
  }

  private func timed(_ count: Int) -> String {
    let period = UInt64(account.period)
    let (elapsed, distance) = (time % period, Duration.about(UInt64(count.magnitude) * period))
    switch count {
    case 0: return "matches, the code of now"
    case -1: return "matches the code before this one, which ended \(elapsed) s ago"
    case 1: return "matches the next code, which begins in \(period - elapsed) s"
    case ..<0: return "matches the code of \(distance) ago\(meaning(distance, "behind"))"
    default: return "matches the code of \(distance) from now\(meaning(distance, "ahead of"))"
    }
  }

  private func meaning(_ distance: String, _ direction: String) -> String {
    var text = """
      : what showed it is about \(distance) \(direction) this machine
        one code cannot tell whose clock is wrong; a code of another service beside it can
      """
    if wrongPerMatch < 10_000 {
      text += "\n  one of \(wrongPerMatch + 1) wrong codes fits somewhere by chance"
    }
    if let offset, offset.isNearHalfHours(within: account.period) {
      text += "\n  so round a time looks like a wrong time zone rather than a slow clock"
    }
    return text
  }
}

/// What codes of several services tell together.
struct ClockVerdict {
  let text: String

  /// `nil` where there is nothing to tell: fewer than two services, or no clock that is off.
  init?(on checked: [CheckedCode]) {
    let found = checked.filter { $0.offset != nil }
    let services = Set(found.map(\.service))
    guard services.count > 1, !found.allSatisfy(\.isNear),
      let finest = found.min(by: { $0.account.period < $1.account.period }),
      let offset = finest.offset
    else { return nil }
    let agree = found.allSatisfy { code in
      code.offset.map { abs($0 - offset) <= code.account.period } ?? false
    }
    let distance = Duration.about(UInt64(offset.magnitude))
    text =
      agree
      ? """
      \(services.count) services agree: this machine's clock is about \(distance) \
      \(offset < 0 ? "ahead" : "behind")
        unless one device showed all of these codes: then it may be that device's clock
      """
      : "the services disagree: it is not this machine's clock alone"
  }
}

extension CheckedCode {
  /// Who checks the code.
  fileprivate var service: String {
    (account.issuer.isEmpty ? account.name : account.issuer).lowercased()
  }
}

extension Int {
  /// Whether seconds are half hours, but for so many.
  fileprivate func isNearHalfHours(within tolerance: Int) -> Bool {
    let (seconds, halfHour) = (Int(magnitude), 1800)
    let rest = seconds % halfHour
    return tolerance <= 300 && seconds + tolerance >= halfHour
      && Swift.min(rest, halfHour - rest) <= tolerance
  }
}
