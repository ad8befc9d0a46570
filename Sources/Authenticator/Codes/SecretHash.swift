internal import CGcrypt

/// A hash without a key, over parts that are never joined: what it holds of a secret lies in
/// libgcrypt's own context, which libgcrypt wipes when the hash ends.
@safe
struct SecretHash: ~Copyable {
  private let context: gcry_md_hd_t
  private let algorithm: HashAlgorithm

  init(_ algorithm: HashAlgorithm) throws(CodeError) {
    try Gcrypt.require()
    var context: gcry_md_hd_t?
    try Gcrypt.check(unsafe gcry_md_open(&context, algorithm.identifier, 0))
    guard let context = unsafe context else { throw .hashUnavailable }
    unsafe self.context = context
    self.algorithm = algorithm
  }

  deinit { unsafe gcry_md_close(context) }

  /// Hashes the next bytes.
  mutating func update(_ bytes: Span<UInt8>) {
    let context = unsafe context
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe gcry_md_write(context, bytes.baseAddress, bytes.count)
    }
  }

  /// Ends the hash and lends the digest, which is wiped after `body`.
  consuming func withDigest<Result>(
    _ body: (Span<UInt8>) throws(CodeError) -> Result
  ) throws(CodeError) -> Result {
    guard let digest = unsafe gcry_md_read(context, algorithm.identifier) else {
      throw .hashUnavailable
    }
    let bytes = unsafe UnsafeBufferPointer(start: digest, count: algorithm.digestLength)
    return try unsafe body(bytes.span)
  }
}
