internal import Secrets

/// A hash as Argon2's reference implementation writes it: `$argon2id$v=19$m=16384,t=1,p=1$salt$hash`.
struct EncodedHash {
  /// The most characters of a hash: any real one has about a hundred.
  private static let longest = 1024
  /// What the hash was derived with.
  let derivation: ForeignDerivation
  /// The salt of the hash.
  let salt: [UInt8]
  /// The hash itself.
  let digest: [UInt8]

  /// Reads the text; `nil` where it is no such hash.
  init?(_ text: String) {
    guard text.utf8.count <= Self.longest else { return nil }
    let parts = text.split(separator: "$").map(String.init)
    let kinds: [String: ForeignDerivation.Argon2Kind] = [
      "argon2d": .d, "argon2i": .i, "argon2id": .id,
    ]
    guard parts.count == 5, let kind = kinds[parts[0]], let salt = Base64.decode(parts[3]),
      let digest = Base64.decode(parts[4]), (4...64).contains(digest.count)
    else { return nil }
    let costs = parts[2].split(separator: ",").map { $0.split(separator: "=") }
    let cost = { (name: String) in
      costs.first { $0.first == name[...] }?.last.flatMap { Int($0) }
    }
    guard let memory = cost("m"), let passes = cost("t"), let lanes = cost("p") else { return nil }
    derivation = .argon2(kind, passes: passes, memoryKiB: memory, lanes: lanes)
    (self.salt, self.digest) = (salt, digest)
  }

  /// Whether this is the hash of a secret.
  ///
  /// - Parameters:
  ///   - secret: any bytes.
  ///   - context: derives.
  /// - Returns: whether it is.
  /// - Throws: `ImportError.tooCostly`.
  func isHash(of secret: Secret, _ context: ImportContext) throws(ImportError) -> Bool {
    try context.key(derivation, from: secret, salt: salt, length: digest.count)
      == Secret(copying: digest)
  }
}
