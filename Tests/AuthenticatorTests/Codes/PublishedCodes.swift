import Authenticator
import Secrets
import TestSupport

/// A code that another program publishes for its own tests.
struct PublishedCode: Sendable, CustomStringConvertible {
  let type: CodeType
  /// Base32, for mOTP the hexadecimal text.
  let secret: String
  let pin: String?
  let algorithm: HashAlgorithm
  let digits: Int
  let period: Int
  let time: UInt64
  let code: String
  let source: String

  var description: String { "\(type) \(code) at \(time) (\(source))" }

  init(
    _ type: CodeType, _ secret: String, pin: String? = nil, _ algorithm: HashAlgorithm? = nil,
    digits: Int? = nil, period: Int? = nil, at time: UInt64, is code: String, _ source: String
  ) {
    self.type = type
    self.secret = secret
    self.pin = pin
    self.algorithm = algorithm ?? type.defaultAlgorithm
    self.digits = digits ?? type.defaultDigits
    self.period = period ?? type.defaultPeriod
    self.time = time
    self.code = code
    self.source = source
  }

  func credential() throws -> Credential {
    Credential(
      type: type, secret: type == .motp ? Secret(text: secret) : try Secret(base32: secret),
      algorithm: algorithm, digits: digits, period: period)
  }

  static let all = [
    PublishedCode(
      .totp, "QWERTYUIOP", at: 1741011292, is: "419231", "proton-pass-common edent.rs"),
    PublishedCode(
      .totp, "QWERTYUIOP", digits: 1, period: 300, at: 1741011292, is: "7",
      "proton-pass-common edent.rs"),
    PublishedCode(
      .totp, "QWERTYUIOP", .sha256, at: 1741011292, is: "878984", "proton-pass-common edent.rs"),
    PublishedCode(
      .totp, "QWERTYUIOP", .sha512, at: 1741011292, is: "560428", "proton-pass-common edent.rs"),
    PublishedCode(
      .totp, "QWERTYUIOP", period: 1000000000, at: 1741011292, is: "011217",
      "proton-pass-common edent.rs"),
    PublishedCode(
      .totp, "DEADBEEFDEADBEEFDEADBEEFDEADBEEF", period: 60, at: 1777799540, is: "295439", "cotp"),
    PublishedCode(
      .totp, "JBSWY3DPEHPK3PXP", at: 1704971572, is: "983462", "cotp"),
    PublishedCode(
      .totp, "JBSWY3DPEHPK3PXP", at: 1704972215, is: "612829", "cotp"),
    PublishedCode(
      .steam, "63BEDWCQZKTQWPESARIERL5DTTQFCJTK", at: 1511200518, is: "FR8RV",
      "KeePassXC TestTotp, Stratum"),
    PublishedCode(
      .steam, "63BEDWCQZKTQWPESARIERL5DTTQFCJTK", at: 1511200714, is: "9P3VP",
      "KeePassXC TestTotp, Stratum"),
    PublishedCode(
      .steam, "STEAMKEY", at: 1742298317, is: "VKFDN", "proton-pass-common"),
    PublishedCode(
      .steam, "STEAMKEY", at: 1742298622, is: "NTK5M", "proton-pass-common"),
    PublishedCode(
      .steam, "Z3ZBVSU5ZE7PW3276QDB5KZKFAMT7Y4L", at: 1616374841, is: "2F9J5",
      "steamguard-cli token.rs"),
    PublishedCode(
      .motp, "e3152afee62599c8", pin: "1234", at: 165892298, is: "e7d8b6", "Aegis"),
    PublishedCode(
      .motp, "e3152afee62599c8", pin: "1234", at: 123456789, is: "4ebfb2", "Aegis"),
    PublishedCode(
      .motp, "bbb1912bb5c515be", pin: "9999", at: 1659540020, is: "ced7b1", "Aegis"),
    PublishedCode(
      .motp, "bbb1912bb5c515be", pin: "9999", at: 1659540022, is: "ced7b1", "Aegis"),
    PublishedCode(
      .motp, "bbb1912bb5c515be", pin: "9999", at: 1659539870, is: "1a14f8", "Aegis"),
    PublishedCode(
      .motp, "bbb1912bb5c515be", pin: "9999", at: 1659539878, is: "1a14f8", "Aegis"),
    PublishedCode(
      .motp, "7ac61d4736f51a2b", pin: "5555", at: 0, is: "c42a26", "Stratum"),
    PublishedCode(
      .motp, "7ac61d4736f51a2b", pin: "5555", at: 1000000000, is: "4af383", "Stratum"),
    PublishedCode(
      .yandex, "6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY", pin: "5239", at: 1641559648,
      is: "umozdicq", "Aegis / KeeYaOtp"),
    PublishedCode(
      .yandex, "LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI", pin: "7586", at: 1581064020,
      is: "oactmacq", "Aegis / KeeYaOtp"),
    PublishedCode(
      .yandex, "LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI", pin: "7586", at: 1581090810,
      is: "wemdwrix", "Aegis / KeeYaOtp"),
    PublishedCode(
      .yandex, "JBGSAU4G7IEZG6OY4UAXX62JU4AAAAAAHTSG4HXU3M", pin: "5210481216086702",
      at: 1581091469, is: "dfrpywob", "Aegis / KeeYaOtp"),
    PublishedCode(
      .yandex, "JBGSAU4G7IEZG6OY4UAXX62JU4AAAAAAHTSG4HXU3M", pin: "5210481216086702",
      at: 1581093059, is: "vunyprpd", "Aegis / KeeYaOtp"),
  ]
}
