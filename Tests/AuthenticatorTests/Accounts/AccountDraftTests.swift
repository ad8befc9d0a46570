import Authenticator
import Secrets
import TestSupport
import Testing

@Suite struct `A draft of an account` {
  private let secret = Secret(text: "1234567890")

  @Test(arguments: CodeType.allCases.filter(\.isFixed))
  func `takes hash and digits from a type that fixes them`(type: CodeType) throws {
    let bytes = Secret(bytes: Array(repeating: 7, count: 16))
    var draft = AccountDraft(type: type, secret: bytes)
    (draft.algorithm, draft.digits, draft.period) = (.sha512, 10, 15)
    let credential = try draft.account().account.credential
    #expect(
      credential
        == Credential(
          type: type, secret: bytes, algorithm: type.defaultAlgorithm, digits: type.defaultDigits,
          period: 15))
  }

  @Test func `has a counter only where codes come from one`() throws {
    var draft = AccountDraft(type: .totp, secret: secret)
    draft.counter = -1
    #expect(try draft.account().account.counter == 0)
    draft.type = .hotp
    #expect(throws: AccountError.badCounter) { try draft.account() }
    draft.counter = 7
    #expect(try draft.account().account.counter == 7)
  }

  @Test func `has no empty PIN`() throws {
    var draft = AccountDraft(type: .motp, secret: secret)
    draft.pin = Secret(bytes: [])
    #expect(try draft.account().account.pin == nil)
    #expect(try draft.account().warnings == [.noLabel, .missingPIN])
  }

  @Test(arguments: [("a\0b", "c", nil), ("a", "b\0", nil), ("a", "b", "\0")])
  func `has no zero byte in a name`(issuer: String, name: String, prefix: String?) {
    var draft = AccountDraft(type: .totp, secret: secret)
    (draft.issuer, draft.name, draft.labelPrefix) = (issuer, name, prefix)
    #expect(throws: AccountError.zeroByte) { try draft.account() }
  }

  @Test func `keeps the warnings that came with it`() throws {
    var draft = AccountDraft(type: .totp, secret: Secret(text: "x"))
    draft.name = "name"
    draft.warnings = [.repairedText]
    #expect(try draft.account().warnings == [.repairedText, .shortSecret(bytes: 1)])
  }
}
