internal import CGcrypt

/// The HMAC (RFC 2104) of one moment: a counter or a number of time steps (RFC 4226, section 5.2).
struct MessageCode {
  private var bytes = InlineArray<64, UInt8>(repeating: 0)
  private let count: Int

  /// Computes the HMAC of `moment` as eight bytes, most significant first.
  init(_ algorithm: HashAlgorithm, key: Span<UInt8>, moment: UInt64) throws(CodeError) {
    try Gcrypt.require()
    count = algorithm.digestLength
    var message = moment.bigEndian
    let code = unsafe withUnsafeMutableBytes(of: &message) { message in
      unsafe withUnsafeMutableBytes(of: &bytes) { digest in
        unsafe key.withUnsafeBytes { key in
          let input: [2 of gcry_buffer_t] = unsafe [
            gcry_buffer_t(lending: key), gcry_buffer_t(lending: UnsafeRawBufferPointer(message)),
          ]
          return unsafe input.span.withUnsafeBufferPointer { input in
            unsafe gcry_md_hash_buffers(
              algorithm.identifier, GCRY_MD_FLAG_HMAC.rawValue, digest.baseAddress,
              input.baseAddress, 2)
          }
        }
      }
    }
    try Gcrypt.check(code)
  }

  /// The dynamic truncation of RFC 4226, section 5.3: the low four bits of the last byte tell where
  /// to take `length` bytes, most significant first, without the sign bit.
  func truncated(length: Int) -> UInt64 {
    let offset = Int(bytes[count - 1] & 15)
    var value: UInt64 = 0
    for index in offset..<offset + length { value = value << 8 | UInt64(bytes[index]) }
    return value & (UInt64.max >> UInt64(64 - length * 8 + 1))
  }
}

extension gcry_buffer_t {
  /// A part of a message. libgcrypt only reads it, whatever its declaration says.
  fileprivate init(lending bytes: UnsafeRawBufferPointer) {
    unsafe self.init(
      size: 0, off: 0, len: bytes.count, data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }
}
