public import Secrets

extension Credential {
  /// The code of a time.
  ///
  /// - Parameters:
  ///   - time: seconds since 1970-01-01 00:00 UTC.
  ///   - pin: the PIN of a Yandex or mOTP account; other types leave it alone.
  /// - Returns: the code, which holds for `validity(at:)`.
  /// - Throws: `CodeError`; `needsCounter` for HOTP.
  public func code(at time: UInt64, pin: Secret? = nil) throws(CodeError) -> Code {
    guard type != .hotp else { throw .needsCounter }
    guard period >= 1 else { throw .unsupported }
    let step = time / UInt64(period)
    switch type {
    case .steam: return try steamCode(step)
    case .yandex: return try yandexCode(step, pin: pin)
    case .motp: return try mobileCode(step, pin: pin)
    case .totp, .hotp: return try decimalCode(step)
    }
  }

  /// The code of a counter (RFC 4226).
  ///
  /// - Parameter counter: how many codes came before.
  /// - Returns: the code.
  /// - Throws: `CodeError`; `needsTime` for every type but HOTP.
  public func code(counter: UInt64) throws(CodeError) -> Code {
    guard type == .hotp else { throw .needsTime }
    return try decimalCode(counter)
  }

  /// For how long the code of a time holds.
  ///
  /// - Parameter time: seconds since 1970-01-01 00:00 UTC.
  /// - Returns: from the code's first second to the first second of the next code; `nil` for HOTP.
  public func validity(at time: UInt64) -> Range<UInt64>? {
    guard type != .hotp, period >= 1 else { return nil }
    let start = time - time % UInt64(period)
    let (end, overflow) = start.addingReportingOverflow(UInt64(period))
    return start..<(overflow ? .max : end)
  }

  /// HOTP (RFC 4226, section 5.3), and TOTP (RFC 6238, section 4), whose counter is the time step.
  private func decimalCode(_ counter: UInt64) throws(CodeError) -> Code {
    guard (1...10).contains(digits), algorithm != .md5 else { throw .unsupported }
    let hash = try messageCode(of: counter)
    return Code(hash.truncated(length: 4), alphabet: Alphabet.decimal, length: digits)
  }

  /// Steam Guard: the truncated HMAC-SHA1 in Steam's alphabet, least significant character first.
  private func steamCode(_ step: UInt64) throws(CodeError) -> Code {
    guard algorithm == .sha1, digits == type.defaultDigits else { throw .unsupported }
    let hash = try messageCode(of: step)
    return Code(
      hash.truncated(length: 4), alphabet: Alphabet.steam, length: digits, leastFirst: true)
  }

  private func messageCode(of moment: UInt64) throws(CodeError) -> MessageCode {
    guard secret.count > 0 else { throw .secretTooShort }
    return try secret.withBytes { (key) throws(CodeError) in
      try MessageCode(algorithm, key: key, moment: moment)
    }
  }
}

/// The characters that codes are written in.
enum Alphabet {
  static let decimal = [UInt8]("0123456789".utf8)
  static let hexadecimal = [UInt8]("0123456789abcdef".utf8)
  static let letters = [UInt8]("abcdefghijklmnopqrstuvwxyz".utf8)
  static let steam = [UInt8]("23456789BCDFGHJKMNPQRTVWXY".utf8)
}
