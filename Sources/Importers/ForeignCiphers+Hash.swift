internal import Authenticator
internal import CGcrypt
package import Secrets

/// Hashes of other apps' files.
enum ForeignHash {
  /// A digest (FIPS 180-4, RFC 1321) of parts that follow each other.
  static func digest(
    _ algorithm: HashAlgorithm, of parts: Secret...
  ) throws(ImportError) -> Secret {
    try compute(algorithm, key: nil, parts)
  }

  /// HMAC (RFC 2104) of parts that follow each other. Two of them are compared in constant time.
  static func hmac(
    _ algorithm: HashAlgorithm, key: Secret, of parts: Secret...
  ) throws(ImportError) -> Secret {
    try compute(algorithm, key: key, parts)
  }

  /// HKDF-Expand (RFC 5869, section 2.3).
  ///
  /// - Parameters:
  ///   - algorithm: the hash function under the HMAC.
  ///   - key: the pseudorandom key.
  ///   - info: tells one purpose from another.
  ///   - length: bytes, at most 255 digests.
  /// - Returns: the expanded key.
  /// - Throws: `ImportError.damaged` for a length that does not exist.
  static func expand(
    _ algorithm: HashAlgorithm, key: Secret, info: [UInt8], length: Int
  ) throws(ImportError) -> Secret {
    guard (1...255 * algorithm.digestBytes).contains(length) else { throw .damaged(.cipher) }
    var blocks: [Secret] = []
    for number in 1...UInt8((length - 1) / algorithm.digestBytes + 1) {
      let suffix = Secret(copying: info + [number])
      blocks.append(try compute(algorithm, key: key, (blocks.last.map { [$0] } ?? []) + [suffix]))
    }
    return Secret(joining: blocks, length: length)
  }

  private static func compute(
    _ algorithm: HashAlgorithm, key: Secret?, _ parts: [Secret]
  ) throws(ImportError) -> Secret {
    try ForeignLibrary.require()
    var context: gcry_md_hd_t?
    let flags = key == nil ? 0 : GCRY_MD_FLAG_HMAC.rawValue
    try ForeignLibrary.check(unsafe gcry_md_open(&context, algorithm.foreignIdentifier, flags))
    defer { unsafe gcry_md_close(context) }
    if let key {
      let code = key.withBytes { key in
        unsafe key.withUnsafeBytes { unsafe gcry_md_setkey(context, $0.baseAddress, $0.count) }
      }
      try ForeignLibrary.check(code)
    }
    for part in parts {
      part.withBytes { part in
        unsafe part.withUnsafeBytes { unsafe gcry_md_write(context, $0.baseAddress, $0.count) }
      }
    }
    guard let digest = unsafe gcry_md_read(context, algorithm.foreignIdentifier) else {
      throw .cipherUnavailable
    }
    let bytes = unsafe UnsafeBufferPointer(start: digest, count: algorithm.digestBytes)
    return unsafe Secret(SecretBytes(copying: bytes.span))
  }
}

extension HashAlgorithm {
  /// libgcrypt's number for this function.
  var foreignIdentifier: Int32 {
    switch self {
    case .sha1: Int32(GCRY_MD_SHA1.rawValue)
    case .sha256: Int32(GCRY_MD_SHA256.rawValue)
    case .sha512: Int32(GCRY_MD_SHA512.rawValue)
    case .md5: Int32(GCRY_MD_MD5.rawValue)
    }
  }

  /// Bytes of a digest.
  fileprivate var digestBytes: Int {
    switch self {
    case .sha1: 20
    case .sha256: 32
    case .sha512: 64
    case .md5: 16
    }
  }
}

extension Secret {
  /// A copy of bytes in locked memory.
  package init(copying bytes: [UInt8]) { self.init(SecretBytes(copying: bytes.span)) }

  /// The UTF-8 bytes of a text.
  package init(utf8 text: String) { self.init(copying: Array(text.utf8)) }

  /// Secrets behind each other, cut off at a length.
  init(joining parts: [Secret], length: Int? = nil) {
    let all = SecretBytes(capacity: parts.reduce(0) { $0 + $1.count }) { output in
      for part in parts { part.withBytes { output.append(copying: $0) } }
    }
    let whole = Secret(all)
    self = length.flatMap { whole.slice(0..<$0) } ?? whole
  }

  /// The bytes in ordinary memory, where foreign plaintext may be.
  var foreignBytes: [UInt8] { withBytes { $0.copied } }
}
