import Authenticator
import Secrets
import TestSupport
import Testing

/// The URI of an account as text.
private func uri(_ account: Account) -> String {
  String(decoding: Secret(OTPAuthURI.bytes(of: account)).bytes, as: UTF8.self)
}

@Suite struct `Writing a URI` {
  private let secret = Secret(text: "Hello!")

  @Test func `says everything that a strict reader asks for`() {
    let account = Account(
      issuer: "Big Corp", name: "a+b@example.com",
      credential: Credential(
        type: .totp, secret: secret, algorithm: .sha256, digits: 8, period: 60),
      note: "not written", tags: ["neither"], isPinned: true, parameters: ["x": "ü", "a b": ""])
    #expect(
      uri(account)
        == "otpauth://totp/Big%20Corp:a%2Bb%40example.com?secret=JBSWY3DPEE&issuer=Big%20Corp"
        + "&algorithm=SHA256&digits=8&period=60&a%20b=&x=%C3%BC")
  }

  @Test(arguments: [
    (
      CodeType.hotp,
      "otpauth://hotp/A:b?secret=JBSWY3DPEE&issuer=A&algorithm=SHA1&digits=6&counter=7"
    ),
    (.steam, "otpauth://steam/A:b?secret=JBSWY3DPEE&issuer=A&algorithm=SHA1&digits=5&period=30"),
    (
      .yandex,
      "otpauth://yaotp/A:b?secret=JBSWY3DPEE&issuer=A&algorithm=SHA256&digits=8&period=30&pin=GEZDGNA"
    ),
    (.motp, "motp://A:b?secret=Hello%21&issuer=A&algorithm=MD5&digits=6&period=10&pin=GEZDGNA"),
  ])
  func `tells every type`(type: CodeType, text: String) {
    let credential = Credential(
      type: type, secret: secret, algorithm: type.defaultAlgorithm, digits: type.defaultDigits,
      period: type.defaultPeriod)
    let account = Account(
      issuer: "A", name: "b", credential: credential,
      pin: type.needsPIN ? Secret(text: "1234") : nil, counter: type == .hotp ? 7 : 0)
    #expect(uri(account) == text)
  }

  @Test(
    arguments: [
      ("", nil, "name", "name"), ("", nil, "a:b", ":a%3Ab"), ("", "P", "name", "P:name"),
      ("I", "P", "name", "P:name"), ("A:B", nil, ":", "A%3AB:%3A"), ("I", nil, "", "I:"),
      ("", nil, "", ""),
    ] as [(String, String?, String, String)])
  func `separates the label with the only raw colon`(
    issuer: String, prefix: String?, name: String, label: String
  ) {
    let credential = Credential(type: .totp, secret: secret)
    let account = Account(issuer: issuer, name: name, credential: credential, labelPrefix: prefix)
    #expect(uri(account).hasPrefix("otpauth://totp/\(label)?secret="))
  }
}

@Suite struct `Writing a URI and reading it again` {
  @Test(arguments: 0..<20)
  func `gives the same account`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let account = Account.random(using: &random)
      let arena = SecretArena()
      let read = try OTPAuthURI.bytes(of: account).withBytes { (bytes) throws in
        try OTPAuthURI.read(bytes, into: arena)
      }
      #expect(read.account == account.asRead, "\(uri(account))")
      let again = try OTPAuthURI.bytes(of: read.account).withBytes { (bytes) throws in
        try OTPAuthURI.read(bytes, into: arena)
      }
      #expect(again.account == read.account)
    }
  }
}
