internal import CSodium

/// libsodium's `secretstream` (XChaCha20-Poly1305), for files of other apps.
public enum SecretStream {
  /// Bytes of a stream's header.
  public static let headerLength = 24
  /// Bytes of a key.
  public static let keyLength = 32
  /// How much longer a sealed message is than its plaintext.
  public static let overhead = 17

  /// Seals one message as a whole stream.
  ///
  /// - Parameters:
  ///   - plaintext: any bytes.
  ///   - key: 32 bytes.
  /// - Returns: the stream's header, which is no secret, and the message with its tag.
  /// - Throws: `SecretsError`, also for a key of another length.
  public static func seal(
    _ plaintext: Secret, key: Secret
  ) throws(SecretsError) -> (header: [UInt8], sealed: [UInt8]) {
    guard key.count == keyLength else { throw .notAuthentic }
    try Sodium.require()
    var header = [UInt8](repeating: 0, count: headerLength)
    let length = plaintext.count
    let sealed = plaintext.withBytes { plaintext in
      key.withBytes { key in
        [UInt8](capacity: length + overhead) { output in
          unsafe output.append(count: length + overhead) { sealed in
            unsafe plaintext.withPointer { plaintext in
              unsafe key.withPointer { key in
                var state = crypto_secretstream_xchacha20poly1305_state()
                unsafe crypto_secretstream_xchacha20poly1305_init_push(&state, &header, key)
                // 3 tells that nothing follows (`TAG_FINAL`).
                unsafe crypto_secretstream_xchacha20poly1305_push(
                  &state, sealed, nil, plaintext, UInt64(length), nil, 0, 3)
                unsafe sodium_memzero(&state, MemoryLayout.size(ofValue: state))
              }
            }
          }
        }
      }
    }
    return (header, sealed)
  }

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
