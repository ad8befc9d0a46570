public import Secrets

// Where a code that somebody typed stands among the codes of an account.

extension Credential {
  /// The most seconds before and after a time in which a code is looked for: a day.
  public static let searchedSeconds: UInt64 = 86_400
  /// How many counters are looked at (RFC 4226, section 7.4).
  public static let searchedCounters: UInt64 = 100

  /// A code as a person types it, as this type writes it: without spaces and hyphens, and with
  /// letters in the right case.
  ///
  /// - Parameter typed: anything.
  /// - Returns: what to look for; `nil` where it has not the length of a code.
  public func code(typed: String) -> String? {
    let code = typed.filter { $0 != " " && $0 != "-" }
    let cased = type == .steam ? code.uppercased() : code.lowercased()
    return cased.count == digits ? cased : nil
  }

  /// The number of whole periods between now and the one whose code this is. The nearest counts, and
  /// of two that are as near the earlier one.
  ///
  /// - Parameters:
  ///   - code: as `code(typed:)` gives it.
  ///   - time: now, in seconds since 1970-01-01 00:00 UTC.
  ///   - pin: the PIN of a Yandex or mOTP account; other types leave it alone.
  /// - Returns: 0 for the code of now, negative for an earlier one; `nil` where no code within
  ///   `searchedSeconds`, or else the neighbouring ones, is this.
  /// - Throws: `CodeError`; `needsCounter` for HOTP.
  public func periods(
    to code: String, from time: UInt64, pin: Secret? = nil
  ) throws(CodeError) -> Int? {
    guard let now = validity(at: time) else {
      throw type == .hotp ? .needsCounter : .unsupported
    }
    for distance in 0...reach {
      for periods in distance == 0 ? [0] : [-distance, distance] {
        guard let start = now.lowerBound.advanced(byPeriods: periods, of: period) else { continue }
        if try self.code(at: start, pin: pin).text == code { return periods }
      }
    }
    return nil
  }

  /// The counter whose code this is, from a counter on.
  ///
  /// - Parameters:
  ///   - code: as `code(typed:)` gives it.
  ///   - counter: the first to look at.
  /// - Returns: the first counter that fits, of `searchedCounters`; `nil` where none does.
  /// - Throws: `CodeError`; `needsTime` for every type but HOTP.
  public func counter(of code: String, from counter: UInt64) throws(CodeError) -> UInt64? {
    for ahead in 0..<Credential.searchedCounters {
      let (tried, overflow) = counter.addingReportingOverflow(ahead)
      guard !overflow else { return nil }
      if try self.code(counter: tried).text == code { return tried }
    }
    return nil
  }

  /// How many wrong codes there are for each that fits by chance where `periods(to:from:)` looks.
  public var wrongCodesPerMatch: UInt64 {
    let base: UInt64 =
      switch type {
      case .totp, .hotp: 10
      case .steam, .yandex: 26
      case .motp: 16
      }
    let codes = (0..<max(0, min(digits, 10))).reduce(UInt64(1)) { codes, _ in codes &* base }
    return codes / UInt64(2 * reach + 1)
  }

  /// Periods that are looked at in each direction.
  private var reach: Int { max(1, Int(Credential.searchedSeconds) / max(1, period)) }
}

extension UInt64 {
  /// A time so many periods later or earlier; `nil` where there is none.
  fileprivate func advanced(byPeriods count: Int, of period: Int) -> UInt64? {
    let (seconds, tooFar) = count.multipliedReportingOverflow(by: period)
    guard !tooFar else { return nil }
    let distance = UInt64(seconds.magnitude)
    let (time, overflow) =
      seconds < 0
      ? subtractingReportingOverflow(distance) : addingReportingOverflow(distance)
    return overflow ? nil : time
  }
}
