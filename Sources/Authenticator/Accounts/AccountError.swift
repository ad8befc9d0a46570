/// Why something that should be an account is none. No case carries any part of a secret.
public enum AccountError: Error, Hashable, Sendable {
  /// The text begins with none of the schemes that carry an account.
  case notAnAccount
  /// The URI names a type of code that does not exist here.
  case unknownType
  /// The URI has no secret, or an empty one.
  case missingSecret
  /// The secret has a character that base32 does not have.
  case badSecret
  /// The secret is not in the coding that its file says.
  case unreadableSecret
  /// The secret is longer than `AccountDraft.longestSecret`.
  case secretTooLong
  /// A Yandex secret has neither 16 nor 26 bytes, or its checksum is wrong.
  case badYandexSecret
  /// The hash function is none of those of RFC 6238.
  case unknownAlgorithm
  /// The hash function is MD5, which RFC 6238 does not have.
  case md5
  /// The number of digits is not 1 to 10.
  case badDigits
  /// The period is not a number of seconds from 1 on.
  case badPeriod
  /// The counter is not 0 to 2^63 - 1.
  case badCounter
  /// A `%` is not followed by two hexadecimal digits.
  case badPercentEncoding
  /// The URI is longer than `OTPAuthURI.longest`.
  case tooLong
  /// The entry is cut off or does not follow its format.
  case damaged
  /// A zero byte stands in a text.
  case zeroByte
  /// What follows the secret may be the rest of it, or another text.
  case unclearSecret
  /// A name has a URI or a secret in it, and would show it.
  case secretInName

  /// What happened.
  public var message: String {
    switch self {
    case .notAnAccount: "this is not the URI of an account"
    case .unknownType: "the type of code is unknown"
    case .missingSecret: "there is no secret"
    case .badSecret: "the secret has a character that base32 does not have"
    case .unreadableSecret: "the secret is not coded as its file says"
    case .secretTooLong: "the secret is longer than \(AccountDraft.longestSecret) bytes"
    case .badYandexSecret: "the Yandex secret is incomplete or mistyped"
    case .unknownAlgorithm: "the hash algorithm is not SHA1, SHA256 or SHA512"
    case .md5: "its codes would be made with MD5, which RFC 6238 does not have"
    case .badDigits: "the number of digits is not 1 to 10"
    case .badPeriod: "the period is not a number of seconds from 1 on"
    case .badCounter: "the counter is not a number from 0 to 2^63 - 1"
    case .badPercentEncoding: "a % is not followed by two hexadecimal digits"
    case .tooLong: "the URI is longer than \(OTPAuthURI.longest) bytes"
    case .damaged: "the entry is damaged"
    case .zeroByte: "a text has a zero byte in it"
    case .unclearSecret: "what follows its secret may be a part of the secret"
    case .secretInName: "its name has another URI or a secret in it"
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .notAnAccount: "a URI that starts with otpauth:// is what services and apps give out"
    case .unknownType: "totp, hotp, steam, yaotp and motp are known"
    case .badSecret: "base32 has the letters A to Z and the digits 2 to 7; 0, 1, 8 and 9 are none"
    case .missingSecret, .unreadableSecret, .secretTooLong, .badYandexSecret, .badPercentEncoding,
      .zeroByte,
      .tooLong, .damaged:
      "ask the service, or the other app, for its QR code again"
    case .unclearSecret, .secretInName: "put each URI on a line of its own, with nothing behind it"
    case .unknownAlgorithm, .md5, .badDigits, .badPeriod, .badCounter:
      "the service's own settings page tells the right value"
    }
  }
}
