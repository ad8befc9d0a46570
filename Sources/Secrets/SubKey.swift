internal import CSodium

extension SecretBytes {
  /// A 32-byte key for one purpose, derived from this 32-byte key (`crypto_kdf`, BLAKE2b).
  ///
  /// - Parameters:
  ///   - number: tells one purpose from another.
  ///   - context: eight ASCII characters that tell fob's keys from anybody else's.
  /// - Returns: the key, in locked memory.
  public func subkey(_ number: UInt64, context: StaticString = "fobvault") -> SecretBytes {
    precondition(count == 32 && context.utf8CodeUnitCount == 8)
    return withBytes { key in
      SecretBytes(capacity: 32) { output in
        unsafe output.append(count: 32) { subkey in
          unsafe key.withPointer { key in
            unsafe context.utf8Start.withMemoryRebound(to: CChar.self, capacity: 8) { context in
              _ = unsafe crypto_kdf_derive_from_key(subkey, 32, number, context, key)
            }
          }
        }
      }
    }
  }
}
