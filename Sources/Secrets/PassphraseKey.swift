internal import CSodium

/// Argon2id (RFC 9106) with one lane, as libsodium's `crypto_pwhash` version 1.3.
public enum PassphraseKey {
  /// Bytes of a salt.
  public static let saltLength = 16

  /// What a derivation costs.
  public struct Cost: Sendable, Equatable {
    /// Passes over the memory, 1 to 16.
    public let passes: UInt32
    /// Memory in KiB, 8 MiB to 1 GiB.
    public let memoryKiB: UInt32

    /// A cost within the bounds, which hold for what is written and for what is read.
    ///
    /// - Parameters:
    ///   - passes: 1 to 16.
    ///   - memoryKiB: 8192 to 1048576.
    /// - Throws: `SecretsError.costOutOfBounds`.
    public init(passes: UInt32, memoryKiB: UInt32) throws(SecretsError) {
      guard (1...16).contains(passes), (8_192...1_048_576).contains(memoryKiB) else {
        throw .costOutOfBounds
      }
      self.init(uncheckedPasses: passes, memoryKiB: memoryKiB)
    }

    private init(uncheckedPasses passes: UInt32, memoryKiB: UInt32) {
      self.passes = passes
      self.memoryKiB = memoryKiB
    }

    /// libsodium's OPSLIMIT_INTERACTIVE and MEMLIMIT_INTERACTIVE: 2 passes over 64 MiB.
    public static let interactive = Cost(uncheckedPasses: 2, memoryKiB: 65_536)
    /// libsodium's OPSLIMIT_MODERATE and MEMLIMIT_MODERATE: 3 passes over 256 MiB.
    public static let moderate = Cost(uncheckedPasses: 3, memoryKiB: 262_144)
    /// libsodium's OPSLIMIT_SENSITIVE and MEMLIMIT_SENSITIVE: 4 passes over 1 GiB.
    public static let sensitive = Cost(uncheckedPasses: 4, memoryKiB: 1_048_576)
    /// The cheapest that the bounds allow, for tests.
    public static let minimum = Cost(uncheckedPasses: 1, memoryKiB: 8_192)
  }

  /// Bytes that a derivation uses of the stack, at most.
  private static let usedStack = 16_384

  /// Derives a 32-byte key from a passphrase.
  ///
  /// - Parameters:
  ///   - passphrase: any bytes, exactly as typed.
  ///   - salt: 16 bytes, random for each slot.
  ///   - cost: passes and memory.
  /// - Returns: the key, in locked memory.
  /// - Throws: `SecretsError.outOfMemory` where the machine has too little memory for `cost`.
  public static func derive(
    from passphrase: borrowing SecretBytes, salt: [UInt8], cost: Cost
  ) throws(SecretsError) -> SecretBytes {
    precondition(salt.count == saltLength)
    var derived: Int32 = -1
    let key = passphrase.withBytes { passphrase in
      SecretBytes(capacity: 32) { output in
        let length = passphrase.count
        unsafe output.append(count: 32) { key in
          unsafe passphrase.withPointer { passphrase in
            unsafe passphrase.withMemoryRebound(to: CChar.self, capacity: length) { passphrase in
              derived = unsafe crypto_pwhash(
                key, 32, passphrase, UInt64(length), salt, UInt64(cost.passes),
                Int(cost.memoryKiB) * 1024, crypto_pwhash_ALG_ARGON2ID13)
            }
          }
        }
      }
    }
    // The last hash of the derivation, which is the key, is left on the stack.
    sodium_stackzero(usedStack)
    try Sodium.check(derived, else: .outOfMemory)
    return key
  }
}
