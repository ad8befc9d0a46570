internal import CSodium

/// An X25519 key pair to which anybody can seal a short secret (`crypto_box_seal`).
public struct LetterBox: ~Copyable, Sendable {
  /// Bytes of a public key.
  public static let publicKeyLength = 32
  /// How much longer a sealed secret is than the secret.
  public static let overhead = 48

  /// What others seal to.
  public let publicKey: [UInt8]
  private let secretKey: SecretBytes

  /// The pair that a seed gives.
  ///
  /// - Parameter seed: 32 secret bytes.
  public init(seed: borrowing SecretBytes) {
    precondition(seed.count == 32)
    try? Sodium.require()
    var publicKey = [UInt8](repeating: 0, count: LetterBox.publicKeyLength)
    secretKey = seed.withBytes { seed in
      SecretBytes(capacity: 32) { output in
        unsafe output.append(count: 32) { secretKey in
          unsafe seed.withPointer { seed in
            _ = unsafe crypto_box_seed_keypair(&publicKey, secretKey, seed)
          }
        }
      }
    }
    self.publicKey = publicKey
  }

  /// Seals a secret to the holder of a public key; the result does not tell who did.
  ///
  /// - Parameters:
  ///   - secret: what to seal.
  ///   - publicKey: 32 bytes.
  /// - Returns: `overhead` bytes more than the secret.
  /// - Throws: `SecretsError.notAuthentic` where these bytes are no public key.
  public static func seal(
    _ secret: Span<UInt8>, to publicKey: [UInt8]
  ) throws(SecretsError) -> [UInt8] {
    guard publicKey.count == publicKeyLength else { throw .notAuthentic }
    try Sodium.require()
    var sealed: Int32 = -1
    let length = secret.count + overhead
    let box = [UInt8](capacity: length) { output in
      unsafe output.append(count: length) { box in
        unsafe secret.withPointer { secret in
          sealed = unsafe crypto_box_seal(box, secret, UInt64(length - overhead), publicKey)
        }
      }
    }
    try Sodium.check(sealed, else: .notAuthentic)
    return box
  }

  /// Opens what was sealed to this pair.
  ///
  /// - Parameter box: what `seal` gave.
  /// - Returns: the secret.
  /// - Throws: `SecretsError.notAuthentic`.
  public borrowing func open(_ box: [UInt8]) throws(SecretsError) -> SecretBytes {
    guard box.count >= LetterBox.overhead else { throw .notAuthentic }
    var opened: Int32 = -1
    let length = box.count - LetterBox.overhead
    let secret = secretKey.withBytes { secretKey in
      SecretBytes(capacity: length) { output in
        unsafe output.append(count: length) { secret in
          unsafe secretKey.withPointer { secretKey in
            opened = unsafe crypto_box_seal_open(
              secret, box, UInt64(box.count), publicKey, secretKey)
          }
        }
      }
    }
    try Sodium.check(opened, else: .notAuthentic)
    return secret
  }
}
