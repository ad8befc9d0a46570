internal import CGcrypt
internal import Secrets

/// libgcrypt, made ready once, and the one place where its return codes become errors.
enum ForeignLibrary {
  private static let isReady = fob_gcrypt_initialise() == 0

  /// Every use of libgcrypt stands behind this call.
  static func require() throws(ImportError) {
    guard isReady else { throw .cipherUnavailable }
  }

  /// Turns a return code into an error unless it is 0.
  static func check(_ code: gcry_error_t) throws(ImportError) {
    switch gcry_err_code(code) {
    case GPG_ERR_NO_ERROR: return
    case GPG_ERR_INV_LENGTH, GPG_ERR_INV_KEYLEN, GPG_ERR_INV_DATA, GPG_ERR_INV_VALUE:
      throw .damaged(.cipher)
    case GPG_ERR_ENOMEM: throw .outOfMemory
    default: throw .cipherUnavailable
    }
  }
}

/// A cipher of libgcrypt with its key, which libgcrypt wipes when it is closed.
@safe
final class CipherHandle {
  private let handle: gcry_cipher_hd_t

  init(
    _ algorithm: gcry_cipher_algos, _ mode: gcry_cipher_modes, key: Secret
  ) throws(ImportError) {
    try ForeignLibrary.require()
    var handle: gcry_cipher_hd_t?
    try ForeignLibrary.check(
      unsafe gcry_cipher_open(&handle, Int32(algorithm.rawValue), Int32(mode.rawValue), 0))
    guard let handle = unsafe handle else { throw .cipherUnavailable }
    unsafe self.handle = handle
    let code = key.withBytes { key in
      unsafe key.withUnsafeBytes { unsafe gcry_cipher_setkey(handle, $0.baseAddress, $0.count) }
    }
    try ForeignLibrary.check(code)
  }

  deinit { unsafe gcry_cipher_close(handle) }

  func setNonce(_ nonce: [UInt8]) throws(ImportError) {
    try ForeignLibrary.check(unsafe gcry_cipher_setiv(handle, nonce, nonce.count))
  }

  func setCounter(_ counter: [UInt8]) throws(ImportError) {
    try ForeignLibrary.check(unsafe gcry_cipher_setctr(handle, counter, counter.count))
  }

  func authenticate(_ associated: [UInt8]) throws(ImportError) {
    try ForeignLibrary.check(
      unsafe gcry_cipher_authenticate(handle, associated, associated.count))
  }

  /// Decrypts; for a stream cipher the next bytes of it.
  func decrypt(_ ciphertext: [UInt8]) throws(ImportError) -> Secret {
    var code: gcry_error_t = 0
    let plaintext = SecretBytes(capacity: ciphertext.count) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        code = unsafe gcry_cipher_decrypt(
          handle, buffer.baseAddress, ciphertext.count, ciphertext, ciphertext.count)
        count = ciphertext.count
      }
    }
    try ForeignLibrary.check(code)
    return Secret(plaintext)
  }

  /// Encrypts.
  func encrypt(_ plaintext: Secret) throws(ImportError) -> [UInt8] {
    let count = plaintext.count
    var code: gcry_error_t = 0
    let ciphertext = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      code = plaintext.withBytes { bytes in
        unsafe bytes.withUnsafeBufferPointer { bytes in
          unsafe gcry_cipher_encrypt(handle, buffer.baseAddress, count, bytes.baseAddress, count)
        }
      }
      written = count
    }
    try ForeignLibrary.check(code)
    return ciphertext
  }

  /// The tag of 16 bytes over all that was encrypted.
  func tag() throws(ImportError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: 16)
    try ForeignLibrary.check(unsafe gcry_cipher_gettag(handle, &tag, tag.count))
    return tag
  }

  /// Encrypts in place, block for block, and gives the last block of all.
  func lastBlock(ofZeroBlocks blocks: Int) throws(ImportError) -> Secret {
    let chunkLength = 4096 * 16
    var chunk = SecretBytes(capacity: chunkLength) { $0.append(repeating: 0, count: chunkLength) }
    var (rest, last) = (blocks, 0..<0)
    while rest > 0 {
      let length = min(rest, chunkLength / 16) * 16
      let code = chunk.withMutableBytes { bytes in
        unsafe bytes.withUnsafeMutableBytes { buffer in
          unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
          return unsafe gcry_cipher_encrypt(handle, buffer.baseAddress, length, nil, 0)
        }
      }
      try ForeignLibrary.check(code)
      rest -= length / 16
      last = length - 16..<length
    }
    return chunk.withBytes { Secret(SecretBytes(copying: $0.extracting(last))) }
  }

  /// Compares the tag, in constant time.
  func hasTag(_ tag: [UInt8]) -> Bool {
    unsafe gcry_cipher_checktag(handle, tag, tag.count) == 0
  }
}

/// A stream cipher, whose bytes are used up one after the other.
final class ForeignKeyStream {
  /// Which cipher it is.
  enum Kind {
    /// Salsa20 with a key of 32 bytes and a nonce of 8.
    case salsa20
    /// ChaCha20 (RFC 8439) with a key of 32 bytes and a nonce of 12.
    case chaCha20
  }

  private let handle: CipherHandle

  init(_ kind: Kind, key: Secret, nonce: [UInt8]) throws(ImportError) {
    guard key.count == 32, nonce.count == (kind == .salsa20 ? 8 : 12) else {
      throw .damaged(.cipher)
    }
    handle = try CipherHandle(
      kind == .salsa20 ? GCRY_CIPHER_SALSA20 : GCRY_CIPHER_CHACHA20, GCRY_CIPHER_MODE_STREAM,
      key: key)
    try handle.setNonce(nonce)
  }

  /// Decrypts the next bytes of the stream.
  func decrypt(_ ciphertext: [UInt8]) throws(ImportError) -> Secret {
    try handle.decrypt(ciphertext)
  }
}
