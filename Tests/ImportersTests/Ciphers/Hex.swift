import Secrets
import TestSupport

/// The bytes that hexadecimal digits spell; spaces do not count.
func bytes(hex: String) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(digits[$0] << 4 | digits[$0 + 1])
  }
}

func secret(hex: String) -> Secret { Secret(bytes: bytes(hex: hex)) }
