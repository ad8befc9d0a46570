internal import Authenticator
internal import Secrets

/// The container of RNCryptor, versions 2 and 3, with a password: version, options, two salts, IV,
/// AES-256-CBC, and HMAC-SHA-256 over all of it.
enum RNCryptor {
  private static let rounds = 10_000
  private static let (saltLength, ivLength, proofLength) = (8, 16, 32)
  private static let headerLength = 2 + 2 * saltLength + ivLength

  /// Opens a container.
  ///
  /// - Parameters:
  ///   - bytes: the whole of it.
  ///   - context: the password.
  /// - Returns: the plaintext.
  /// - Throws: `ImportError`, among others `wrongPassword`, as which damage shows too.
  static func open(_ bytes: [UInt8], _ context: ImportContext) throws(ImportError) -> Secret {
    guard bytes.count >= headerLength + 16 + proofLength, (2...3).contains(bytes[0]), bytes[1] == 1
    else { throw .damaged(.structure) }
    let (first, second) = (2..<2 + saltLength, 2 + saltLength..<2 + 2 * saltLength)
    let derivation = ForeignDerivation.pbkdf2(.sha1, rounds: rounds)
    let proofKey = try context.key(derivation, salt: Array(bytes[second]))
    let proven = bytes.count - proofLength
    let proof = try ForeignHash.hmac(
      .sha256, key: proofKey, of: Secret(copying: Array(bytes[..<proven])))
    guard proof == Secret(copying: Array(bytes[proven...])) else { throw .wrongPassword }
    return try ForeignCipher.decrypt(
      Array(bytes[headerLength..<proven]),
      key: try context.key(derivation, salt: Array(bytes[first])),
      iv: Array(bytes[second.upperBound..<headerLength]), mismatch: .damaged(.cipher))
  }
}
