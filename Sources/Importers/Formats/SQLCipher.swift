internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// An SQLite database that SQLCipher encrypted: of Authenticator Plus, Stratum and others. All of
  /// it looks random; it is whole pages.
  static let sqlCipher = ImportFormat(
    name: "SQLCipher database", forms: "of Authenticator Plus or Stratum, with its password",
    isGuess: true,
    recognises: { $0.mayBeSealed && SQLCipherDatabase.mayBeOne($0.content.count) },
    read: { (document, context) throws(ImportError) in
      throw .holdsFile(try SQLCipherDatabase(document.bytes).opened(context))
    })
}

/// Pages of AES-256-CBC, each with its IV and an HMAC behind it; the salt is in the first (Zetetic,
/// "SQLCipher Design").
private struct SQLCipherDatabase {
  /// What a version does.
  struct Version {
    let algorithm: HashAlgorithm
    let rounds: Int
    let page: Int
    /// The bytes behind the ciphertext of a page: IV, HMAC, filling.
    let reserve: Int
    let macLength: Int
  }

  private static let versions = [
    Version(algorithm: .sha1, rounds: 64_000, page: 1024, reserve: 48, macLength: 20),
    Version(algorithm: .sha512, rounds: 256_000, page: 4096, reserve: 80, macLength: 64),
    Version(algorithm: .sha1, rounds: 4_000, page: 1024, reserve: 48, macLength: 20),
  ]
  private static let saltLength = 16
  private static let header = Array("SQLite format 3\0".utf8)
  private let bytes: [UInt8]

  static func mayBeOne(_ count: Int) -> Bool {
    count > 0 && versions.contains { count % $0.page == 0 }
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func opened(_ context: ImportContext) throws(ImportError) -> Secret {
    for version in Self.versions where bytes.count % version.page == 0 {
      do {
        return try opened(version, context)
      } catch .wrongPassword {
        continue
      }
    }
    throw .wrongPassword
  }

  private func opened(
    _ version: Version, _ context: ImportContext
  ) throws(ImportError) -> Secret {
    let salt = Array(bytes.prefix(Self.saltLength))
    let key = try context.key(
      .pbkdf2(version.algorithm, rounds: version.rounds), salt: salt)
    let macKey = try context.key(
      .pbkdf2(version.algorithm, rounds: 2), from: key, salt: salt.map { $0 ^ 0x3A })
    var parts = [Secret(copying: Self.header)]
    for number in 0..<bytes.count / version.page {
      // The first page proves the password; another that is wrong is damaged.
      let mismatch: ImportError = number == 0 ? .wrongPassword : .damaged(.container)
      parts += try page(number, version, key, macKey, mismatch)
    }
    return Secret(joining: parts)
  }

  private func page(
    _ number: Int, _ version: Version, _ key: Secret, _ macKey: Secret, _ mismatch: ImportError
  ) throws(ImportError) -> [Secret] {
    let start = number * version.page + (number == 0 ? Self.saltLength : 0)
    let end = (number + 1) * version.page
    let ivStart = end - version.reserve
    let macStart = ivStart + 16
    let index = UInt32(truncatingIfNeeded: number + 1)
    let suffix = (0..<4).map { UInt8(truncatingIfNeeded: index >> ($0 * 8)) }
    let mac = try ForeignHash.hmac(
      version.algorithm, key: macKey, of: Secret(copying: bytes[start..<macStart] + suffix))
    guard mac == Secret(copying: Array(bytes[macStart..<macStart + version.macLength])) else {
      throw mismatch
    }
    let plain = try ForeignCipher.decrypt(
      Array(bytes[start..<ivStart]), key: key, iv: Array(bytes[ivStart..<macStart]),
      padding: .none)
    return [plain, Secret(copying: Array(bytes[ivStart..<end]))]
  }
}
