import Authenticator
import Secrets
import TestSupport
import Testing

private let now: UInt64 = 1_700_000_010

private func credential(
  _ type: CodeType = .totp, digits: Int = 6, period: Int = 30
) -> Credential {
  Credential(
    type: type, secret: Secret(text: "12345678901234567890"), digits: digits, period: period)
}

@Suite struct `The place of a code in time` {
  @Test(arguments: [0, -1, 1, -2, 7, -120, 121, 2880, -2880])
  func `is counted in periods from the one of now`(periods: Int) throws {
    let credential = credential()
    let code = try credential.code(at: UInt64(Int(now) + 30 * periods)).text
    #expect(try credential.periods(to: code, from: now) == periods)
  }

  @Test(arguments: [-2881, 2881])
  func `is looked for within a day`(periods: Int) throws {
    let credential = credential(digits: 10)
    let code = try credential.code(at: UInt64(Int(now) + 30 * periods)).text
    #expect(try credential.periods(to: code, from: now) == nil)
  }

  @Test(arguments: [59, 60, 89] as [UInt64])
  func `is the same wherever in a period now is`(time: UInt64) throws {
    let credential = credential()
    let code = try credential.code(at: 30).text
    #expect(try credential.periods(to: code, from: time) == -(Int(time) / 30 - 1))
  }

  @Test func `is the nearest of several, and the earlier of two that are as near`() throws {
    let credential = credential(digits: 1)
    for digit in 0...9 {
      let found = try #require(try credential.periods(to: "\(digit)", from: now))
      let distances = try (0...abs(found)).filter { distance in
        try [-distance, distance].contains { periods in
          try credential.code(at: UInt64(Int(now) + 30 * periods)).text == "\(digit)"
        }
      }
      #expect(distances == [abs(found)])
      let earlier = try credential.code(at: UInt64(Int(now) - 30 * abs(found))).text
      #expect(found <= 0 || earlier != "\(digit)")
    }
  }

  @Test(arguments: [(1, 86_400), (60, 1440), (3600, 24), (86_400, 1), (604_800, 1)])
  func `has as many periods as fit into a day, and the neighbours always`(
    period: Int, reach: Int
  ) throws {
    let credential = credential(digits: 10, period: period)
    let time: UInt64 = 1_800_000_000
    for periods in [-reach, reach] {
      let code = try credential.code(at: UInt64(Int(time) + period * periods)).text
      #expect(try credential.periods(to: code, from: time) == periods)
    }
    let beyond = try credential.code(at: UInt64(Int(time) + period * (reach + 1))).text
    #expect(try credential.periods(to: beyond, from: time) == nil)
  }

  @Test(arguments: [0, 29, 30, .max, .max - 30] as [UInt64])
  func `is looked for where time begins and ends, too`(time: UInt64) throws {
    #expect(try credential(digits: 10).periods(to: "none", from: time) == nil)
    #expect(try credential(digits: 10, period: .max).periods(to: "none", from: time) == nil)
  }

  @Test func `is found for codes that need a PIN`() throws {
    let account = Credential(
      type: .motp, secret: Secret(text: "e3152afee62599c8"), algorithm: .md5, period: 10)
    let pin = Secret(text: "1234")
    let code = try account.code(at: now - 300, pin: pin).text
    #expect(try account.periods(to: code, from: now, pin: pin) == -30)
    #expect(throws: CodeError.missingPIN) { try account.periods(to: code, from: now) }
  }

  @Test func `does not exist for a counter, nor a counter for a time`() throws {
    #expect(throws: CodeError.needsCounter) {
      try credential(.hotp).periods(to: "123456", from: now)
    }
    #expect(throws: CodeError.needsTime) { try credential().counter(of: "123456", from: 0) }
  }
}

@Suite struct `The counter of a code` {
  @Test(arguments: [(0, 0), (0, 9), (0, 99), (5, 104)] as [(UInt64, UInt64)])
  func `is looked for from the next one on`(next: UInt64, counter: UInt64) throws {
    let credential = credential(.hotp)
    let code = try credential.code(counter: counter).text
    #expect(try credential.counter(of: code, from: next) == counter)
  }

  @Test(arguments: [(1, 0), (0, 100)] as [(UInt64, UInt64)])
  func `is neither one that is used up nor one far ahead`(next: UInt64, counter: UInt64) throws {
    let credential = credential(.hotp, digits: 9)
    let code = try credential.code(counter: counter).text
    #expect(try credential.counter(of: code, from: next) == nil)
  }

  @Test func `ends with the last counter`() throws {
    let credential = credential(.hotp)
    let last = try credential.code(counter: .max).text
    #expect(try credential.counter(of: last, from: .max - 3) == .max)
    #expect(try credential.counter(of: "none", from: .max - 3) == nil)
  }
}

@Suite struct `A code that is typed` {
  @Test(
    arguments: [
      (CodeType.totp, "123 456", "123456"), (.totp, "123-456", "123456"), (.totp, "12345", nil),
      (.totp, "1234567", nil), (.totp, "", nil), (.steam, "fr8rv", "FR8RV"),
      (.yandex, "UMOZ DICQ", "umozdicq"), (.motp, "E7D8B6", "e7d8b6"),
    ] as [(CodeType, String, String?)])
  func `may have spaces, hyphens, and letters in either case`(
    type: CodeType, typed: String, code: String?
  ) {
    let credential = credential(type, digits: type.defaultDigits)
    #expect(credential.code(typed: typed) == code)
  }

  @Test(
    arguments: [
      (CodeType.totp, 6, 173), (.totp, 8, 17_358), (.totp, 3, 0), (.steam, 5, 2062),
      (.totp, -1, 0),
    ] as [(CodeType, Int, UInt64)])
  func `fits by chance as often as that`(type: CodeType, digits: Int, wrong: UInt64) {
    #expect(credential(type, digits: digits).wrongCodesPerMatch == wrong)
  }
}
