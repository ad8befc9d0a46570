extension CodeType {
  /// Whether the hash function and the digits are part of the type itself, so that nothing else
  /// can be asked for.
  public var isFixed: Bool {
    switch self {
    case .totp, .hotp: false
    case .steam, .yandex, .motp: true
    }
  }

  /// The hash function where none is named.
  public var defaultAlgorithm: HashAlgorithm {
    switch self {
    case .totp, .hotp, .steam: .sha1
    case .yandex: .sha256
    case .motp: .md5
    }
  }

  /// The characters of a code where no number is named.
  public var defaultDigits: Int {
    switch self {
    case .totp, .hotp, .motp: 6
    case .steam: 5
    case .yandex: 8
    }
  }

  /// The seconds for which a code holds where no number is named; 0 for HOTP.
  public var defaultPeriod: Int {
    switch self {
    case .totp, .steam, .yandex: 30
    case .motp: 10
    case .hotp: 0
    }
  }

  /// Whether codes need a PIN beside the secret.
  public var needsPIN: Bool { self == .yandex || self == .motp }
}
