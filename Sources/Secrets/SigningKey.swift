internal import CSodium

/// An Ed25519 key pair (RFC 8032): says who wrote something.
public struct SigningKey: ~Copyable, Sendable {
  /// Bytes of a public key.
  public static let publicKeyLength = 32
  /// Bytes of a signature.
  public static let signatureLength = 64

  /// What checks the signatures.
  public let publicKey: [UInt8]
  private let secretKey: SecretBytes

  /// The pair that a seed gives.
  ///
  /// - Parameter seed: 32 secret bytes.
  public init(seed: borrowing SecretBytes) {
    precondition(seed.count == 32)
    try? Sodium.require()
    var publicKey = [UInt8](repeating: 0, count: SigningKey.publicKeyLength)
    secretKey = seed.withBytes { seed in
      SecretBytes(capacity: 64) { output in
        unsafe output.append(count: 64) { secretKey in
          unsafe seed.withPointer { seed in
            _ = unsafe crypto_sign_seed_keypair(&publicKey, secretKey, seed)
          }
        }
      }
    }
    self.publicKey = publicKey
  }

  /// Signs.
  ///
  /// - Parameter message: any bytes.
  /// - Returns: 64 bytes, the same each time.
  public borrowing func signature(of message: [UInt8]) -> [UInt8] {
    secretKey.withBytes { secretKey in
      [UInt8](capacity: SigningKey.signatureLength) { output in
        unsafe output.append(count: SigningKey.signatureLength) { signature in
          unsafe secretKey.withPointer { secretKey in
            _ = unsafe crypto_sign_detached(
              signature, nil, message, UInt64(message.count), secretKey)
          }
        }
      }
    }
  }

  /// Checks a signature.
  ///
  /// - Parameters:
  ///   - signature: of any length; only one of 64 bytes can be right.
  ///   - message: what was signed.
  ///   - publicKey: the signer's.
  /// - Returns: whether the holder of the key signed the message.
  public static func isValid(
    _ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]
  ) -> Bool {
    guard signature.count == signatureLength, publicKey.count == publicKeyLength,
      (try? Sodium.require()) != nil
    else { return false }
    return unsafe crypto_sign_verify_detached(
      signature, message, UInt64(message.count), publicKey) == 0
  }
}
