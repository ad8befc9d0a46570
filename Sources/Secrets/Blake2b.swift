internal import CSodium

/// BLAKE2b (RFC 7693), unkeyed or keyed, 16 to 64 bytes long.
@safe
public struct Blake2b: ~Copyable {
  private let state: OpaquePointer
  private let length: Int

  /// A hash without a key.
  ///
  /// - Parameter length: bytes of the digest, 16 to 64.
  public init(length: Int = 32) {
    self.init(context: [], length: length)
  }

  /// A hash under a public key that only separates its use from others.
  ///
  /// - Parameters:
  ///   - context: the public key, at most 64 bytes.
  ///   - length: bytes of the digest, 16 to 64.
  public init(context: [UInt8], length: Int) {
    self.init(length: length, keyedBy: context.span)
  }

  /// A message authentication code under a secret key.
  ///
  /// - Parameters:
  ///   - key: the secret key, 16 to 64 bytes.
  ///   - length: bytes of the digest, 16 to 64.
  public init(key: borrowing SecretBytes, length: Int = 32) {
    self = key.withBytes { key in Blake2b(length: length, keyedBy: key) }
  }

  private init(length: Int, keyedBy key: Span<UInt8>) {
    precondition((16...64).contains(length) && key.count <= 64)
    // libsodium chooses the code for this processor when it is initialised.
    try? Sodium.require()
    self.length = length
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: crypto_generichash_statebytes(), alignment: 64)
    unsafe state = OpaquePointer(memory)
    let state = unsafe state
    let count = key.count
    unsafe key.withPointer { key in
      _ = unsafe crypto_generichash_init(state, key, count, length)
    }
  }

  deinit {
    let memory = unsafe UnsafeMutableRawPointer(state)
    unsafe sodium_memzero(memory, crypto_generichash_statebytes())
    unsafe memory.deallocate()
  }

  /// Hashes the next bytes.
  ///
  /// - Parameter bytes: any number of bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    let state = unsafe state
    let count = UInt64(bytes.count)
    unsafe bytes.withPointer { bytes in
      _ = unsafe crypto_generichash_update(state, bytes, count)
    }
  }

  /// Ends the hash.
  ///
  /// - Returns: the digest.
  public consuming func digest() -> [UInt8] {
    [UInt8](capacity: length) { output in finish(&output) }
  }

  /// Ends the hash where the digest is a key.
  ///
  /// - Returns: the digest, in locked memory.
  public consuming func secretDigest() -> SecretBytes {
    SecretBytes(capacity: length) { output in finish(&output) }
  }

  private func finish(_ output: inout OutputSpan<UInt8>) {
    let (state, length) = unsafe (state, length)
    unsafe output.append(count: length) { bytes in
      _ = unsafe crypto_generichash_final(state, bytes, length)
    }
  }
}
