/// A Yandex Key secret: 16 bytes of key, alone or with 10 more that end in a checksum
/// (8 bytes user id, 4 bits PIN length less one, 12 bits checksum).
enum YandexSecret {
  /// Bytes that take part in a code.
  static let keyLength = 16
  /// Bytes of a secret with its checksum.
  static let fullLength = 26
  /// The checksum's polynomial, of degree 12.
  private static let polynomial: UInt16 = 0b1_1000_1111_0011

  /// Whether a secret has one of the two lengths, and its checksum holds where it has one.
  static func isValid(_ secret: Span<UInt8>) -> Bool {
    guard secret.count == fullLength else { return secret.count == keyLength }
    return remainder(of: secret) == UInt16(secret[24] & 15) << 8 | UInt16(secret[25])
  }

  /// The remainder of all bits before the checksum, divided by the polynomial.
  private static func remainder(of secret: Span<UInt8>) -> UInt16 {
    var remainder: UInt16 = 0
    for bit in 0..<fullLength * 8 - 12 {
      remainder = remainder << 1 | UInt16(secret[bit / 8] >> UInt8(7 - bit % 8) & 1)
      if remainder & 0x1000 != 0 { remainder ^= polynomial }
    }
    return remainder
  }
}
