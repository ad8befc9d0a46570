import Secrets

/// The bytes that hexadecimal digits spell; spaces do not count.
func bytes(hex: String) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(digits[$0] << 4 | digits[$0 + 1])
  }
}

func secretBytes(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(copying: bytes.span) }

func secret(_ bytes: [UInt8]) -> Secret { Secret(secretBytes(bytes)) }

extension SecretBytes {
  /// A copy that a test may compare.
  var revealed: [UInt8] {
    withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }
}

extension Secret {
  /// A copy that a test may compare.
  var revealed: [UInt8] {
    withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }
}
