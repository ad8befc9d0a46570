internal import Authenticator
internal import CGcrypt
package import Secrets

/// The ciphers of other apps' files. No vault code uses them: a vault has libsodium's.
package enum ForeignCipher {
  /// A block cipher.
  enum Block {
    /// AES (FIPS 197) with a key of 16, 24 or 32 bytes.
    case aes
    /// Twofish with a key of 16 or 32 bytes.
    case twofish
  }

  /// How blocks are chained.
  enum Mode {
    case ecb
    case cbc
    case ctr
  }

  /// How the last block is filled up.
  enum Padding {
    case none
    /// RFC 5652, section 6.3.
    case pkcs7
  }

  /// Opens AES-GCM (NIST SP 800-38D); nothing is released before all of it is authenticated.
  ///
  /// - Parameters:
  ///   - sealed: the ciphertext, without its tag.
  ///   - tag: 16 bytes.
  ///   - key: 16, 24 or 32 bytes.
  ///   - nonce: 12 bytes usually, at least 1.
  ///   - associated: bytes that are authenticated, but not encrypted.
  ///   - mismatch: thrown where the tag is wrong; a wrong password, unless something else told
  ///     already that the key is right.
  /// - Returns: the plaintext.
  /// - Throws: `mismatch`, or `ImportError.damaged` where a length is wrong.
  static func openGCM(
    _ sealed: [UInt8], tag: [UInt8], key: Secret, nonce: [UInt8], associated: [UInt8] = [],
    mismatch: ImportError = .wrongPassword
  ) throws(ImportError) -> Secret {
    guard tag.count == 16, !nonce.isEmpty else { throw .damaged(.cipher) }
    let handle = try CipherHandle(aes(key), GCRY_CIPHER_MODE_GCM, key: key)
    try handle.setNonce(nonce)
    try handle.authenticate(associated)
    let plaintext = try handle.decrypt(sealed)
    guard handle.hasTag(tag) else { throw mismatch }
    return plaintext
  }

  /// Seals with AES-GCM, for apps that know nothing else.
  ///
  /// - Parameters:
  ///   - plaintext: any bytes.
  ///   - key: 16, 24 or 32 bytes.
  ///   - nonce: 12 bytes, never used before with this key.
  /// - Returns: the ciphertext, and its tag of 16 bytes.
  /// - Throws: `ImportError.cipherUnavailable`.
  package static func sealGCM(
    _ plaintext: Secret, key: Secret, nonce: [UInt8]
  ) throws(ImportError) -> (sealed: [UInt8], tag: [UInt8]) {
    let handle = try CipherHandle(aes(key), GCRY_CIPHER_MODE_GCM, key: key)
    try handle.setNonce(nonce)
    let sealed = try handle.encrypt(plaintext)
    return (sealed, try handle.tag())
  }

  /// Opens AES-GCM whose tag stands behind the ciphertext, as most apps store it.
  static func openGCM(
    _ sealedWithTag: [UInt8], key: Secret, nonce: [UInt8], associated: [UInt8] = [],
    mismatch: ImportError = .wrongPassword
  ) throws(ImportError) -> Secret {
    guard sealedWithTag.count >= 16 else { throw .damaged(.cipher) }
    return try openGCM(
      Array(sealedWithTag.dropLast(16)), tag: Array(sealedWithTag.suffix(16)), key: key,
      nonce: nonce, associated: associated, mismatch: mismatch)
  }

  /// Decrypts without a proof: what comes out of a wrong key is noise.
  ///
  /// - Parameters:
  ///   - ciphertext: whole blocks of 16 bytes; any number of bytes in counter mode.
  ///   - block: the cipher.
  ///   - mode: the chaining (NIST SP 800-38A).
  ///   - key: of a length that the cipher has.
  ///   - iv: 16 bytes, the first counter in counter mode; none for ECB.
  ///   - padding: what is taken off.
  ///   - mismatch: thrown where the padding is wrong.
  /// - Returns: the plaintext.
  /// - Throws: `mismatch`, or `ImportError.damaged` where a length is wrong.
  static func decrypt(
    _ ciphertext: [UInt8], _ block: Block = .aes, _ mode: Mode = .cbc, key: Secret, iv: [UInt8],
    padding: Padding = .pkcs7, mismatch: ImportError = .wrongPassword
  ) throws(ImportError) -> Secret {
    guard iv.count == (mode == .ecb ? 0 : 16), mode == .ctr || ciphertext.count % 16 == 0 else {
      throw .damaged(.cipher)
    }
    let handle = try CipherHandle(algorithm(block, key), mode.identifier, key: key)
    if mode == .ctr { try handle.setCounter(iv) }
    if mode == .cbc { try handle.setNonce(iv) }
    let plaintext = try handle.decrypt(ciphertext)
    guard padding == .pkcs7 else { return plaintext }
    guard let length = plaintext.withBytes(unpaddedLength), let text = plaintext.slice(0..<length)
    else { throw mismatch }
    return text
  }

  /// The bytes before the padding; `nil` where it is none. All of it is looked at, whatever it is:
  /// there is nobody here who could measure the time, and it costs nothing.
  private static func unpaddedLength(_ text: Span<UInt8>) -> Int? {
    guard text.count >= 16 else { return nil }
    let length = text[text.count - 1]
    guard (1...16).contains(length) else { return nil }
    var difference: UInt8 = 0
    for index in text.count - Int(length)..<text.count { difference |= text[index] ^ length }
    return difference == 0 ? text.count - Int(length) : nil
  }

  private static func algorithm(
    _ block: Block, _ key: Secret
  ) throws(ImportError) -> gcry_cipher_algos {
    switch (block, key.count) {
    case (.aes, _): return try aes(key)
    case (.twofish, 16): return GCRY_CIPHER_TWOFISH128
    case (.twofish, 32): return GCRY_CIPHER_TWOFISH
    default: throw .damaged(.cipher)
    }
  }

  private static func aes(_ key: Secret) throws(ImportError) -> gcry_cipher_algos {
    switch key.count {
    case 16: return GCRY_CIPHER_AES
    case 24: return GCRY_CIPHER_AES192
    case 32: return GCRY_CIPHER_AES256
    default: throw .damaged(.cipher)
    }
  }
}

extension ForeignCipher.Mode {
  fileprivate var identifier: gcry_cipher_modes {
    switch self {
    case .ecb: GCRY_CIPHER_MODE_ECB
    case .cbc: GCRY_CIPHER_MODE_CBC
    case .ctr: GCRY_CIPHER_MODE_CTR
    }
  }
}
