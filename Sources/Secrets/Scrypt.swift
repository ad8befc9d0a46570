internal import CSodium

/// scrypt (RFC 7914), for files of other apps; the vault's own keys are Argon2id's.
public enum Scrypt {
  /// Derives a key.
  ///
  /// - Parameters:
  ///   - passphrase: any bytes.
  ///   - salt: any bytes.
  ///   - n: the cost, a power of two above 1.
  ///   - r: the block size.
  ///   - p: the parallelism. Memory is 128 * n * r + 128 * r * p bytes; the caller bounds it.
  ///   - length: bytes of the key.
  /// - Returns: the key.
  /// - Throws: `SecretsError.outOfMemory` where there is too little memory, or no such cost.
  public static func derive(
    from passphrase: Secret, salt: [UInt8], n: UInt64, r: UInt32, p: UInt32, length: Int
  ) throws(SecretsError) -> Secret {
    try Sodium.require()
    var derived: Int32 = -1
    let key = passphrase.withBytes { passphrase in
      SecretBytes(capacity: length) { output in
        let count = passphrase.count
        unsafe output.append(count: length) { key in
          unsafe passphrase.withPointer { passphrase in
            derived = unsafe crypto_pwhash_scryptsalsa208sha256_ll(
              passphrase, count, salt, salt.count, n, r, p, key, length)
          }
        }
      }
    }
    try Sodium.check(derived, else: .outOfMemory)
    return Secret(key)
  }
}
