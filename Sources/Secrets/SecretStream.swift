internal import CSodium

/// libsodium's `secretstream` (XChaCha20-Poly1305), for files of other apps.
public enum SecretStream {
  /// Bytes of a stream's header.
  public static let headerLength = 24
  /// Bytes of a key.
  public static let keyLength = 32
  /// How much longer a sealed message is than its plaintext.
  public static let overhead = 17

  /// Opens a stream of one message.
  ///
  /// - Parameters:
  ///   - sealed: the message with its tag.
  ///   - key: 32 bytes.
  ///   - header: 24 bytes.
  /// - Returns: the plaintext.
  /// - Throws: `SecretsError.notAuthentic`, also where a length is wrong.
  public static func open(
    _ sealed: Span<UInt8>, key: Secret, header: [UInt8]
  ) throws(SecretsError) -> Secret {
    guard key.count == keyLength, header.count == headerLength, sealed.count >= overhead else {
      throw .notAuthentic
    }
    try Sodium.require()
    let length = sealed.count - overhead
    var opened: Int32 = -1
    let plaintext = key.withBytes { key in
      SecretBytes(capacity: length) { output in
        unsafe output.append(count: length) { plaintext in
          unsafe sealed.withPointer { sealed in
            unsafe key.withPointer { key in
              var state = crypto_secretstream_xchacha20poly1305_state()
              unsafe crypto_secretstream_xchacha20poly1305_init_pull(&state, header, key)
              opened = unsafe crypto_secretstream_xchacha20poly1305_pull(
                &state, plaintext, nil, nil, sealed, UInt64(length + overhead), nil, 0)
              unsafe sodium_memzero(&state, MemoryLayout.size(ofValue: state))
            }
          }
        }
      }
    }
    try Sodium.check(opened, else: .notAuthentic)
    return Secret(plaintext)
  }
}
