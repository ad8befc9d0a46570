public import Secrets

/// How the codes of an account are computed.
public enum CodeType: String, Sendable, CaseIterable {
  /// Time-based codes (RFC 6238).
  case totp
  /// Counter-based codes (RFC 4226).
  case hotp
  /// Steam Guard: TOTP with five characters of Steam's own alphabet.
  case steam
  /// Yandex Key: eight letters from a secret and a PIN.
  case yandex
  /// Mobile-OTP: six hexadecimal digits from a secret and a PIN.
  case motp
}

/// The hash function under the HMAC of a code.
public enum HashAlgorithm: String, Sendable, CaseIterable {
  /// SHA-1, the default of both RFCs.
  case sha1 = "SHA1"
  /// SHA-256.
  case sha256 = "SHA256"
  /// SHA-512.
  case sha512 = "SHA512"
  /// MD5, only ever for `CodeType.motp`.
  case md5 = "MD5"
}

/// What a service gave out to compute codes from: everything but the names. It never changes.
public struct Credential: Sendable, Equatable {
  /// How codes are computed.
  public let type: CodeType
  /// The shared secret: raw bytes, except for mOTP the lower-case hexadecimal text itself.
  public let secret: Secret
  /// The hash function.
  public let algorithm: HashAlgorithm
  /// Characters of a code, 1 to 10.
  public let digits: Int
  /// Seconds for which a code holds, at least 1; 0 for HOTP.
  public let period: Int

  /// What stands in a URI or a file, as it stands there; the importers check it.
  ///
  /// - Parameters:
  ///   - type: how codes are computed.
  ///   - secret: the shared secret.
  ///   - algorithm: the hash function.
  ///   - digits: characters of a code, 1 to 10.
  ///   - period: seconds, at least 1; taken as 0 for HOTP.
  public init(
    type: CodeType, secret: Secret, algorithm: HashAlgorithm = .sha1, digits: Int = 6,
    period: Int = 30
  ) {
    self.type = type
    self.secret = secret
    self.algorithm = algorithm
    self.digits = digits
    self.period = type == .hotp ? 0 : period
  }
}
