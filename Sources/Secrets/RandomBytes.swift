internal import CSodium

/// Public random values: ids, nonces, salts. Keys come from `SecretBytes.random`.
public enum RandomBytes {
  /// Random bytes from the operating system.
  ///
  /// - Parameter count: how many.
  /// - Returns: the bytes.
  public static func make(count: Int) -> [UInt8] {
    [UInt8](capacity: count) { output in
      unsafe output.append(count: count) { bytes in unsafe randombytes_buf(bytes, count) }
    }
  }
}
