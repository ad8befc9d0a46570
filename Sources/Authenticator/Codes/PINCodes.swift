internal import Secrets

// Codes from a secret and a PIN.

extension Credential {
  /// Yandex Key: HMAC-SHA256 under the hash of PIN and secret, as eight letters.
  func yandexCode(_ step: UInt64, pin: Secret?) throws(CodeError) -> Code {
    guard algorithm == .sha256, digits == type.defaultDigits else { throw .unsupported }
    guard let key = secret.slice(0..<YandexSecret.keyLength) else { throw .secretTooShort }
    guard let pin, pin.count > 0 else { throw .missingPIN }
    var hash = try SecretHash(.sha256)
    pin.withBytes { hash.update($0) }
    key.withBytes { hash.update($0) }
    let code = try hash.withDigest { (digest) throws(CodeError) in
      // Yandex's own app drops a first byte of 0 from the key.
      let key = digest[0] == 0 ? digest.extracting(droppingFirst: 1) : digest
      return try MessageCode(.sha256, key: key, moment: step)
    }
    return Code(code.truncated(length: 8), alphabet: Alphabet.letters, length: digits)
  }

  /// Mobile-OTP: the first six hexadecimal digits of the MD5 of time step, secret and PIN as text.
  func mobileCode(_ step: UInt64, pin: Secret?) throws(CodeError) -> Code {
    guard algorithm == .md5, digits == type.defaultDigits else { throw .unsupported }
    guard secret.count > 0 else { throw .secretTooShort }
    guard let pin, pin.count > 0 else { throw .missingPIN }
    var hash = try SecretHash(.md5)
    hash.update([UInt8](String(step).utf8).span)
    secret.withBytes { hash.update($0) }
    pin.withBytes { hash.update($0) }
    let first = try hash.withDigest { (digest) throws(CodeError) in
      UInt64(digest[0]) << 16 | UInt64(digest[1]) << 8 | UInt64(digest[2])
    }
    return Code(first, alphabet: Alphabet.hexadecimal, length: digits)
  }
}
