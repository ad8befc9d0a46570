internal import CSodium

/// XChaCha20-Poly1305-IETF in one shot: nothing is released before all of it is authenticated.
public enum SealedBox {
  /// Bytes of a key.
  public static let keyLength = 32
  /// Bytes of a nonce; random nonces are safe at this length.
  public static let nonceLength = 24
  /// How much longer the sealed bytes are than the plaintext.
  public static let overhead = 16

  /// Encrypts and authenticates.
  ///
  /// - Parameters:
  ///   - plaintext: what to seal.
  ///   - key: 32 bytes.
  ///   - nonce: 24 bytes, random, never used before with this key.
  ///   - associated: bytes that are authenticated but not encrypted.
  /// - Returns: ciphertext and tag.
  public static func seal(
    _ plaintext: Span<UInt8>, key: borrowing SecretBytes, nonce: [UInt8], associated: [UInt8]
  ) -> [UInt8] {
    precondition(key.count == keyLength && nonce.count == nonceLength)
    let length = plaintext.count + overhead
    return key.withBytes { key in
      [UInt8](capacity: length) { output in
        unsafe output.append(count: length) { sealed in
          unsafe plaintext.withPointer { plaintext in
            unsafe key.withPointer { key in
              _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                sealed, nil, plaintext, UInt64(length - overhead), associated,
                UInt64(associated.count), nil, nonce, key)
            }
          }
        }
      }
    }
  }

  /// Checks and decrypts.
  ///
  /// - Parameters:
  ///   - sealed: ciphertext and tag.
  ///   - key: 32 bytes.
  ///   - nonce: the nonce it was sealed with.
  ///   - associated: the bytes that were authenticated with it.
  /// - Returns: the plaintext, in locked memory.
  /// - Throws: `SecretsError.notAuthentic`.
  public static func open(
    _ sealed: Span<UInt8>, key: borrowing SecretBytes, nonce: [UInt8], associated: [UInt8]
  ) throws(SecretsError) -> SecretBytes {
    guard key.count == keyLength, nonce.count == nonceLength, sealed.count >= overhead else {
      throw .notAuthentic
    }
    let length = sealed.count - overhead
    var opened: Int32 = -1
    let plaintext = key.withBytes { key in
      SecretBytes(capacity: length) { output in
        unsafe output.append(count: length) { plaintext in
          unsafe sealed.withPointer { sealed in
            unsafe key.withPointer { key in
              opened = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                plaintext, nil, nil, sealed, UInt64(length + overhead), associated,
                UInt64(associated.count), nonce, key)
            }
          }
        }
      }
    }
    try Sodium.check(opened, else: .notAuthentic)
    return plaintext
  }
}
