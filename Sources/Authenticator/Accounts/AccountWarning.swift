/// What is unusual about an account that was read all the same.
public enum AccountWarning: Equatable, Sendable {
  /// Neither an issuer nor a name came with it.
  case noLabel
  /// The secret has fewer than 10 bytes, so it can be guessed.
  case shortSecret(bytes: Int)
  /// A code has fewer than 5 digits.
  case unusualDigits(Int)
  /// A code holds for more than a day; seconds.
  case longPeriod(Int)
  /// The period did not come along, and was taken to be the usual one; seconds.
  case assumedPeriod(Int)
  /// An HOTP account came without its counter, so it starts at 0.
  case missingCounter
  /// A Yandex or mOTP account came without its PIN.
  case missingPIN
  /// The PIN that came with it cannot be read.
  case unreadablePIN
  /// An mOTP secret is not hexadecimal and was taken as it stands.
  case notHexadecimal
  /// A name was not valid UTF-8; what was not is replaced.
  case repairedText
  /// Words stood behind its URI, and were left out.
  case textBehind

  /// What is unusual.
  public var message: String {
    switch self {
    case .noLabel: "it came without a name"
    case .shortSecret(let bytes): "its secret has only \(bytes) \(bytes == 1 ? "byte" : "bytes")"
    case .unusualDigits(let digits):
      "its codes have \(digits) \(digits == 1 ? "digit" : "digits"), which is unusual"
    case .longPeriod(let seconds): "its codes hold for \(seconds) seconds, more than a day"
    case .assumedPeriod(let seconds):
      "it came without its period, which is taken to be \(seconds) s"
    case .missingCounter: "it came without its counter, which now starts at 0"
    case .missingPIN: "its codes need a PIN, which did not come with it"
    case .unreadablePIN: "its PIN cannot be read and was left out"
    case .notHexadecimal: "its secret is not hexadecimal and was taken as it stands"
    case .repairedText: "its name was not valid UTF-8 and was repaired"
    case .textBehind: "words behind its URI were left out"
    }
  }
}

/// An account that came from outside, and what is unusual about it.
public struct ReadAccount: Sendable, Equatable {
  /// The account.
  public var account: Account
  /// What the user should know about it.
  public var warnings: [AccountWarning]
  /// Whether it lay in the trash of the other app.
  public var isTrashed: Bool

  /// An account with its warnings.
  ///
  /// - Parameters:
  ///   - account: the account.
  ///   - warnings: what the user should know about it.
  ///   - isTrashed: whether it lay in the trash of the other app.
  public init(account: Account, warnings: [AccountWarning] = [], isTrashed: Bool = false) {
    self.account = account
    self.warnings = warnings
    self.isTrashed = isTrashed
  }
}
