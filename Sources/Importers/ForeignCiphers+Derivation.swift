public import Authenticator
internal import CGcrypt
package import Secrets

/// A derivation of a key from a password, with what it costs.
public enum ForeignDerivation: Sendable, Equatable {
  /// How Argon2 (RFC 9106) goes through its memory.
  public enum Argon2Kind: Sendable {
    case d, i, id
  }

  /// PBKDF2 (RFC 8018) over HMAC.
  case pbkdf2(HashAlgorithm, rounds: Int)
  /// scrypt (RFC 7914).
  case scrypt(n: Int, r: Int, p: Int)
  /// Argon2 version 1.3 (RFC 9106).
  case argon2(Argon2Kind, passes: Int, memoryKiB: Int, lanes: Int)
  /// KeePass's AES-KDF: both halves of 32 bytes encrypted again and again under the salt.
  case aesKDF(rounds: Int)
}

extension ForeignDerivation {
  /// The most that a file may ask for.
  private static let mostRounds = 10_000_000
  private static let mostScryptMemory = 256 << 20
  private static let mostScryptWork = 4 << 30
  private static let mostArgon2KiB = 1 << 20
  private static let mostArgon2Work = 16 << 20
  private static let mostLanes = 255
  private static let mostAESRounds = 1 << 28

  /// Whether the cost is within the bounds; nothing is allocated or computed.
  ///
  /// - Throws: `ImportError.tooCostly`, or `ImportError.damaged` for a cost that does not exist.
  func check() throws(ImportError) {
    switch self {
    case .pbkdf2(_, let rounds): try Self.check(rounds >= 1, rounds <= Self.mostRounds)
    case .scrypt(let n, let r, let p):
      try Self.check(n > 1 && n & (n - 1) == 0 && r >= 1 && p >= 1, true)
      let memory = Self.product(128, n, r)
      try Self.check(
        true,
        memory <= Self.mostScryptMemory && Self.product(128, r, p) <= Self.mostScryptMemory
          && Self.product(memory, p) <= Self.mostScryptWork)
    case .argon2(_, let passes, let memory, let lanes):
      try Self.check(passes >= 1 && lanes >= 1 && memory >= 1, lanes <= Self.mostLanes)
      try Self.check(
        true, memory <= Self.mostArgon2KiB && Self.product(memory, passes) <= Self.mostArgon2Work)
    case .aesKDF(let rounds): try Self.check(rounds >= 1, rounds <= Self.mostAESRounds)
    }
  }

  /// About how long it takes, in milliseconds: what was measured here on one core.
  var estimatedMilliseconds: Int {
    switch self {
    case .pbkdf2(_, let rounds): rounds / 4000
    case .scrypt(let n, let r, let p): Self.product(n, r, p) / 3000
    case .argon2(_, let passes, let memory, _): Self.product(memory, passes) / 1600
    case .aesKDF(let rounds): rounds / 40_000
    }
  }

  private static func check(_ exists: Bool, _ isAffordable: Bool) throws(ImportError) {
    guard exists else { throw .damaged(.cipher) }
    guard isAffordable else { throw .tooCostly }
  }

  /// A product that stops at the largest number.
  private static func product(_ factors: Int...) -> Int {
    factors.reduce(1) { product, factor in
      let (result, isTooLarge) = product.multipliedReportingOverflow(by: factor)
      return isTooLarge ? .max : result
    }
  }

  /// Derives a key.
  ///
  /// - Parameters:
  ///   - password: any bytes; 32 for AES-KDF.
  ///   - salt: any bytes; the 32 of the AES key for AES-KDF.
  ///   - length: bytes of the key; 32 for AES-KDF.
  /// - Returns: the key.
  /// - Throws: `ImportError.tooCostly` before anything is allocated.
  package func key(from password: Secret, salt: [UInt8], length: Int) throws(ImportError) -> Secret
  {
    try check()
    try ForeignLibrary.require()
    switch self {
    case .pbkdf2(let algorithm, let rounds):
      return try Self.pbkdf2(algorithm, rounds, password, salt, length)
    case .scrypt(let n, let r, let p):
      do {
        return try Scrypt.derive(
          from: password, salt: salt, n: UInt64(n), r: UInt32(r), p: UInt32(p), length: length)
      } catch {
        throw .outOfMemory
      }
    case .argon2(let kind, let passes, let memory, let lanes):
      return try Self.argon2(kind, [length, passes, memory, lanes], password, salt, length)
    case .aesKDF(let rounds): return try Self.aesKDF(rounds, password, salt)
    }
  }

  private static func pbkdf2(
    _ algorithm: HashAlgorithm, _ rounds: Int, _ password: Secret, _ salt: [UInt8], _ length: Int
  ) throws(ImportError) -> Secret {
    // libgcrypt takes neither a missing password nor a missing salt.
    guard !salt.isEmpty, length > 0 else { throw .damaged(.cipher) }
    return unsafe try derived(length: length, from: password) { password, count, key in
      unsafe gcry_kdf_derive(
        password, count, Int32(GCRY_KDF_PBKDF2.rawValue), algorithm.foreignIdentifier, salt,
        salt.count, UInt(rounds), length, key)
    }
  }

  private static func argon2(
    _ kind: Argon2Kind, _ parameters: [Int], _ password: Secret, _ salt: [UInt8], _ length: Int
  ) throws(ImportError) -> Secret {
    guard (8...1024).contains(salt.count), (4...64).contains(length) else {
      throw .damaged(.cipher)
    }
    // libgcrypt derives nothing from an empty password, and no app takes one.
    guard password.count > 0 else { throw .wrongPassword }
    return unsafe try derived(length: length, from: password) { password, count, key in
      var handle: gcry_kdf_hd_t?
      let code = unsafe gcry_kdf_open(
        &handle, Int32(GCRY_KDF_ARGON2.rawValue), kind.identifier, parameters.map { UInt($0) },
        UInt32(parameters.count), password, count, salt, salt.count, nil, 0, nil, 0)
      guard code == 0 else { return code }
      defer { unsafe gcry_kdf_close(handle) }
      let computed = unsafe gcry_kdf_compute(handle, nil)
      return unsafe computed == 0 ? gcry_kdf_final(handle, length, key) : computed
    }
  }

  /// Lends the password, never at a null address, and room for the key.
  private static func derived(
    length: Int, from password: Secret,
    _ derive: (UnsafeRawPointer, Int, UnsafeMutableRawPointer) -> gcry_error_t
  ) throws(ImportError) -> Secret {
    var code: gcry_error_t = 0
    let key = password.withBytes { password in
      SecretBytes(capacity: length) { output in
        unsafe output.withUnsafeMutableBufferPointer { buffer, count in
          guard let start = buffer.baseAddress else { return }
          code = unsafe password.withUnsafeBytes { bytes in
            unsafe derive(
              UnsafeRawPointer(bytes.baseAddress ?? UnsafeRawPointer(start)), bytes.count, start)
          }
          count = length
        }
      }
    }
    try ForeignLibrary.check(code)
    return Secret(key)
  }

  /// Each half is encrypted `rounds` times. CBC of zeros with the half as its IV does just that: a
  /// block is the encryption of the one before.
  private static func aesKDF(
    _ rounds: Int, _ password: Secret, _ salt: [UInt8]
  ) throws(ImportError) -> Secret {
    guard password.count == 32, salt.count == 32 else { throw .damaged(.cipher) }
    var halves: [Secret] = []
    for start in [0, 16] {
      let half = password.withBytes { $0.extracting(start..<start + 16).copied }
      let handle = try CipherHandle(
        GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_CBC, key: Secret(copying: salt))
      try handle.setNonce(half)
      halves.append(try handle.lastBlock(ofZeroBlocks: rounds))
    }
    return try ForeignHash.digest(.sha256, of: halves[0], halves[1])
  }
}

extension ForeignDerivation.Argon2Kind {
  fileprivate var identifier: Int32 {
    switch self {
    case .d: Int32(GCRY_KDF_ARGON2D.rawValue)
    case .i: Int32(GCRY_KDF_ARGON2I.rawValue)
    case .id: Int32(GCRY_KDF_ARGON2ID.rawValue)
    }
  }
}
