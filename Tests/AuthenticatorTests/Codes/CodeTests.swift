import Authenticator
import Secrets
import TestSupport
import Testing

@Suite struct `Codes of RFC 4226, appendix D` {
  let credential = Credential(type: .hotp, secret: Secret(text: "12345678901234567890"))

  @Test(
    arguments: zip(
      UInt64(0)...9,
      [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
        "520489",
      ]))
  func `a counter gives its code`(counter: UInt64, code: String) throws {
    #expect(try credential.code(counter: counter).text == code)
  }

  @Test func `the largest counter gives a code`() throws {
    #expect(try credential.code(counter: .max).text.count == 6)
  }

  @Test func `a time gives no code`() {
    #expect(throws: CodeError.needsCounter) { try credential.code(at: 59) }
    #expect(credential.validity(at: 59) == nil)
  }
}

@Suite struct `Codes of RFC 6238, appendix B` {
  static let seeds: [HashAlgorithm: String] = [
    .sha1: "12345678901234567890",
    .sha256: "12345678901234567890123456789012",
    .sha512: "1234567890123456789012345678901234567890123456789012345678901234",
  ]

  @Test(
    arguments: [
      (59, HashAlgorithm.sha1, "94287082"), (59, .sha256, "46119246"), (59, .sha512, "90693936"),
      (1_111_111_109, .sha1, "07081804"), (1_111_111_109, .sha256, "68084774"),
      (1_111_111_109, .sha512, "25091201"), (1_111_111_111, .sha1, "14050471"),
      (1_111_111_111, .sha256, "67062674"), (1_111_111_111, .sha512, "99943326"),
      (1_234_567_890, .sha1, "89005924"), (1_234_567_890, .sha256, "91819424"),
      (1_234_567_890, .sha512, "93441116"), (2_000_000_000, .sha1, "69279037"),
      (2_000_000_000, .sha256, "90698825"), (2_000_000_000, .sha512, "38618901"),
      (20_000_000_000, .sha1, "65353130"), (20_000_000_000, .sha256, "77737706"),
      (20_000_000_000, .sha512, "47863826"),
    ] as [(UInt64, HashAlgorithm, String)])
  func `a time gives its code`(time: UInt64, algorithm: HashAlgorithm, code: String) throws {
    let seed = try #require(Self.seeds[algorithm])
    let credential = Credential(
      type: .totp, secret: Secret(text: seed), algorithm: algorithm, digits: 8)
    #expect(try credential.code(at: time).text == code)
  }
}

@Suite struct `Codes that other programs publish` {
  @Test(arguments: PublishedCode.all)
  func `a time gives the same code`(_ published: PublishedCode) throws {
    let code = try published.credential().code(
      at: published.time, pin: published.pin.map(Secret.init(text:)))
    #expect(code.text == published.code)
  }
}

@Suite struct `What bounds a code` {
  let secret = Secret(text: "12345678901234567890")

  @Test(arguments: 1...10)
  func `digits are the last of the same number`(digits: Int) throws {
    // RFC 4226, appendix D: the truncated value for counter 0 is 1284755224.
    let credential = Credential(type: .hotp, secret: secret, digits: digits)
    #expect(try credential.code(counter: 0).text == String("1284755224".suffix(digits)))
  }

  @Test(arguments: [0, 11, -1, .min, .max])
  func `other digits are refused`(digits: Int) {
    let credential = Credential(type: .totp, secret: secret, digits: digits)
    #expect(throws: CodeError.unsupported) { try credential.code(at: 0) }
  }

  @Test(arguments: [0, -1, Int.min])
  func `a period below one is refused`(period: Int) {
    let credential = Credential(type: .totp, secret: secret, period: period)
    #expect(throws: CodeError.unsupported) { try credential.code(at: 0) }
    #expect(credential.validity(at: 0) == nil)
  }

  @Test func `MD5 makes no TOTP`() {
    let credential = Credential(type: .totp, secret: secret, algorithm: .md5)
    #expect(throws: CodeError.unsupported) { try credential.code(at: 0) }
  }

  @Test func `a counter asks nothing of a time-based account`() {
    let credential = Credential(type: .totp, secret: secret)
    #expect(throws: CodeError.needsTime) { try credential.code(counter: 0) }
  }

  @Test(arguments: CodeType.allCases)
  func `an empty secret makes no code`(type: CodeType) {
    let credential = Credential(
      type: type, secret: Secret(bytes: []), algorithm: type.defaultAlgorithm,
      digits: type.defaultDigits)
    #expect(throws: CodeError.secretTooShort) {
      _ = type == .hotp ? try credential.code(counter: 0) : try credential.code(at: 0, pin: secret)
    }
  }

  @Test(arguments: [CodeType.yandex, .motp])
  func `a missing PIN is told`(type: CodeType) {
    let credential = Credential(
      type: type, secret: secret, algorithm: type.defaultAlgorithm, digits: type.defaultDigits)
    #expect(throws: CodeError.missingPIN) { try credential.code(at: 0) }
    #expect(throws: CodeError.missingPIN) {
      try credential.code(at: 0, pin: Secret(bytes: []))
    }
  }

  @Test(
    arguments: [
      (0, 30, 0..<30), (29, 30, 0..<30), (30, 30, 30..<60),
      (1_700_000_003, 1, 1_700_000_003..<1_700_000_004),
      (59, 300, 0..<300), (.max, 30, UInt64.max / 30 * 30 ..< .max), (7, .max, 0..<UInt64(Int.max)),
    ] as [(UInt64, Int, Range<UInt64>)])
  func `a code holds for its period`(time: UInt64, period: Int, validity: Range<UInt64>) throws {
    let credential = Credential(type: .totp, secret: secret, period: period)
    #expect(credential.validity(at: time) == validity)
    #expect(try credential.code(at: time) == credential.code(at: validity.lowerBound))
  }
}
