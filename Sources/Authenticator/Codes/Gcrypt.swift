internal import CGcrypt

/// libgcrypt, made ready once, and the one place where its return codes become errors.
enum Gcrypt {
  private static let isReady = fob_gcrypt_initialise() == 0

  /// Every use of libgcrypt stands behind this call.
  static func require() throws(CodeError) {
    guard isReady else { throw .hashUnavailable }
  }

  /// Turns a return code into an error unless it is 0.
  static func check(_ code: gcry_error_t) throws(CodeError) {
    guard code == 0 else { throw .hashUnavailable }
  }
}

extension HashAlgorithm {
  /// libgcrypt's number for this function.
  var identifier: Int32 {
    switch self {
    case .sha1: Int32(GCRY_MD_SHA1.rawValue)
    case .sha256: Int32(GCRY_MD_SHA256.rawValue)
    case .sha512: Int32(GCRY_MD_SHA512.rawValue)
    case .md5: Int32(GCRY_MD_MD5.rawValue)
    }
  }

  /// Bytes of a digest.
  var digestLength: Int {
    switch self {
    case .sha1: 20
    case .sha256: 32
    case .sha512: 64
    case .md5: 16
    }
  }
}
