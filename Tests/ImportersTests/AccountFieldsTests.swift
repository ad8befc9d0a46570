import Authenticator
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `The fields of an account` {
  private func fields(_ change: (inout AccountFields) -> Void = { _ in }) -> AccountFields {
    var fields = AccountFields()
    fields.secret = .base32("JBSWY3DPEHPK3PXP")
    (fields.issuer, fields.name) = ("GitHub", "alice")
    change(&fields)
    return fields
  }

  private func account(_ change: (inout AccountFields) -> Void) throws -> Account {
    try fields(change).account(into: SecretArena()).account
  }

  @Test func `that are missing are the type's own`() throws {
    let account = try account { _ in }
    #expect(account.issuer == "GitHub" && account.name == "alice")
    #expect(
      account.credential
        == Credential(
          type: .totp, secret: Secret(bytes: Array("Hello!".utf8) + [0xDE, 0xAD, 0xBE, 0xEF])))
  }

  @Test(
    arguments: [
      .base32("JBSWY3DPEHPK3PXP"), .base32(" jbsw-y3dp ehpk3pxp===\n"),
      .hexadecimal("48656c6c6f21DEADBEEF"), .hexadecimal("48:65:6c:6c:6f:21 de-ad-be-ef"),
      .base64("SGVsbG8h3q2+7w=="), .base64("SGVsbG8h3q2-7w"),
      .bytes(Array("Hello!".utf8) + [0xDE, 0xAD, 0xBE, 0xEF]),
    ] as [AccountFields.SecretText])
  func `have one secret in many codings`(text: AccountFields.SecretText) throws {
    let secret = try account { $0.secret = text }.credential.secret
    #expect(secret.bytes == Array("Hello!".utf8) + [0xDE, 0xAD, 0xBE, 0xEF])
  }

  @Test(
    arguments: [
      (.hexadecimal("E3152AFEE62599C8"), "e3152afee62599c8", []),
      (.bytes([0xE3, 0x15, 0x2A, 0xFE]), "e3152afe", []), (.base32("4MKSV7Q"), "e3152afe", []),
      (.text("E3152AFEE62599C8"), "e3152afee62599c8", []),
      (.text("Not Hexadecimal"), "Not Hexadecimal", [.notHexadecimal]),
    ] as [(AccountFields.SecretText, String, [AccountWarning])])
  func `of Mobile-OTP have text for a secret`(
    text: AccountFields.SecretText, secret: String, warnings: [AccountWarning]
  ) throws {
    let read = try fields { fields in
      (fields.type, fields.secret, fields.pin) = (.motp, text, "1234")
    }.account(into: SecretArena())
    #expect(read.account.credential.secret == Secret(text: secret))
    #expect(read.account.pin == Secret(text: "1234") && read.warnings == warnings)
  }

  @Test(
    arguments: [
      ("SHA1", .sha1), ("sha-256", .sha256), ("HmacSHA512", .sha512), ("HMAC-SHA-1", .sha1),
      ("", .sha1), (" ", .sha1), ("null", .sha1), ("HMAC_SHA256", .sha256),
    ] as [(String, HashAlgorithm)])
  func `name hash functions in many ways`(name: String, algorithm: HashAlgorithm) throws {
    #expect(try account { $0.algorithm = name }.credential.algorithm == algorithm)
  }

  @Test func `keep what came along`() throws {
    let read = try fields { fields in
      (fields.note, fields.tags) = (" a\0 note\n", ["Work ", "", "Work", "Home"])
      (fields.isPinned, fields.isTrashed, fields.icon) = (true, true, "github")
    }.account(into: SecretArena())
    #expect(read.account.note == "a note" && read.account.tags == ["Work", "Home"])
    #expect(read.account.isPinned && read.isTrashed)
    #expect(read.account.parameters == ["icon": "github"])
  }

  @Test func `of a fixed type have its own hash and digits, whatever they say`() throws {
    let account = try account { fields in
      (fields.type, fields.algorithm, fields.digits) = (.steam, "whatever", .unreadable)
    }
    #expect(account.credential.algorithm == .sha1 && account.credential.digits == 5)
  }

  @Test(
    arguments: [
      ("Issuer:name", nil, "Issuer", "name", nil), ("name", "Issuer", "Issuer", "name", nil),
      ("MyOrg:name", "Microsoft", "Microsoft", "name", "MyOrg"), (nil, nil, "", "", nil),
      ("Issuer:name", "", "Issuer", "name", nil),
    ] as [(String?, String?, String, String, String?)])
  func `may have one label for their names`(
    label: String?, issuer: String?, own: String, name: String, prefix: String?
  ) throws {
    let account = try account { $0.setLabel(label, issuer: issuer) }
    #expect(account.issuer == own && account.name == name && account.labelPrefix == prefix)
  }

  private typealias Fault = (change: @Sendable (inout AccountFields) -> Void, error: AccountError)
  private static let faults: [Fault] = [
    ({ $0.type = nil }, .unknownType), ({ $0.secret = nil }, .missingSecret),
    ({ $0.secret = .base32("=") }, .missingSecret), ({ $0.secret = .base32("0189") }, .badSecret),
    ({ $0.secret = .hexadecimal("abc") }, .unreadableSecret),
    ({ $0.secret = .base64("?") }, .unreadableSecret), ({ $0.algorithm = "MD5" }, .md5),
    ({ $0.algorithm = "SHA224" }, .unknownAlgorithm), ({ $0.digits = 0 }, .badDigits),
    ({ $0.digits = 11 }, .badDigits), ({ $0.digits = .unreadable }, .badDigits),
    ({ $0.period = 0 }, .badPeriod), ({ $0.period = .unreadable }, .badPeriod),
    ({ ($0.type, $0.counter) = (.hotp, -1) }, .badCounter),
    ({ ($0.type, $0.counter) = (.hotp, .unreadable) }, .badCounter),
    ({ $0.name = "a\0b" }, .zeroByte),
    ({ $0.secret = .bytes([UInt8](repeating: 1, count: 1025)) }, .secretTooLong),
  ]

  @Test(arguments: faults.indices)
  func `are refused by the rule that they break`(index: Int) {
    let fault = Self.faults[index]
    #expect(throws: fault.error) { try fields(fault.change).account(into: SecretArena()) }
  }
}
