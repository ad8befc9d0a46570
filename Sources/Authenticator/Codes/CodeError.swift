/// Why there is no code.
public enum CodeError: Error, Equatable, Sendable {
  /// A Yandex or mOTP account whose PIN was not given.
  case missingPIN
  /// A counter-based account was asked for the code of a time.
  case needsCounter
  /// A time-based account was asked for the code of a counter.
  case needsTime
  /// The secret is too short for codes of this type.
  case secretTooShort
  /// Digits outside 1 to 10, a period below 1, or a hash function that the type does not know.
  case unsupported
  /// libgcrypt is too old, or the machine's policy (FIPS) forbids the hash function.
  case hashUnavailable

  /// What happened.
  public var message: String {
    switch self {
    case .missingPIN: "the PIN of this account is needed for its codes"
    case .needsCounter: "the codes of this account come from a counter, not from the time"
    case .needsTime: "the codes of this account come from the time, not from a counter"
    case .secretTooShort: "the secret is too short for this type of code"
    case .unsupported: "codes with these digits, this period or this hash do not exist"
    case .hashUnavailable: "the hash function is not available on this machine"
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .missingPIN: "it is the PIN that you chose in the service's own app; add it to the account"
    case .needsCounter: "ask for the next code without a time"
    case .needsTime: "ask for the code of now, or of a time"
    case .secretTooShort, .unsupported: "add the account again from the service's own QR code"
    case .hashUnavailable: "libgcrypt 1.10 or newer is needed, outside FIPS mode for MD5"
    }
  }
}
