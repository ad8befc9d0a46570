public import Secrets

/// 160 random bits on paper: opens the vault when the password is forgotten.
public struct RecoveryKey: ~Copyable, Sendable {
  /// Bytes of the key itself.
  static let length = 20
  private static let context = Array("fob recovery key v1".utf8)

  let bytes: SecretBytes

  /// A new key.
  public init() { bytes = .random(count: RecoveryKey.length) }

  /// Reads what was typed: nine groups of four, in any case, with or without dashes and spaces.
  ///
  /// - Parameter text: the typed characters.
  /// - Throws: `RecoveryKeyError`.
  public init(typed text: Span<UInt8>) throws(RecoveryKeyError) {
    let digits = try RecoveryKey.digits(of: text)
    let key = RecoveryKey(digits: digits)
    let check = key.check
    let isIntact = digits.withBytes { digits in
      (0..<4).allSatisfy { digits[32 + $0] == check[$0] }
    }
    guard isIntact else { throw .mistyped }
    self = key
  }

  /// The key in the first 160 bits of 36 base32 digits.
  private init(digits: borrowing SecretBytes) {
    bytes = digits.withBytes { digits in
      SecretBytes(capacity: RecoveryKey.length) { output in
        RecoveryKey.regroup(digits, from: 5, to: 8) { byte in
          if output.freeCapacity > 0 { output.append(byte) }
        }
      }
    }
  }

  /// The key as it is shown once: nine groups of four, with dashes.
  public var text: SecretBytes {
    let check = self.check
    return bytes.withBytes { key in
      SecretBytes(capacity: 44) { output in
        var written = 0
        func write(_ digit: UInt8) {
          if written > 0, written % 4 == 0 { output.append(UInt8(ascii: "-")) }
          output.append(digit < 26 ? UInt8(ascii: "A") + digit : UInt8(ascii: "2") + digit - 26)
          written += 1
        }
        RecoveryKey.regroup(key, from: 8, to: 5, write)
        check.forEach(write)
      }
    }
  }

  /// The key of its slot.
  func slotKey(salt: [UInt8]) -> SecretBytes {
    var hash = Blake2b(key: bytes)
    hash.update(RecoveryKey.context.span)
    hash.update(salt.span)
    return hash.secretDigest()
  }

  /// The first 20 bits of a hash of the key, as four base32 digits.
  private var check: [UInt8] {
    var hash = Blake2b()
    hash.update(RecoveryKey.context.span)
    bytes.withBytes { hash.update($0) }
    let start = hash.digest()
    let bits = UInt32(start[0]) << 12 | UInt32(start[1]) << 4 | UInt32(start[2] >> 4)
    return [15, 10, 5, 0].map { UInt8(bits >> $0 & 31) }
  }

  /// The 36 base32 digits of what was typed.
  private static func digits(
    of text: Span<UInt8>
  ) throws(RecoveryKeyError) -> SecretBytes {
    let digits = try SecretBytes(capacity: 36) { (output) throws(RecoveryKeyError) in
      for index in text.indices {
        let character = text[index]
        if character == UInt8(ascii: " ") || character == UInt8(ascii: "-") { continue }
        guard output.freeCapacity > 0 else { throw .wrongLength }
        guard let digit = digit(for: character) else { throw .foreignCharacter }
        output.append(digit)
      }
    }
    guard digits.count == 36 else { throw .wrongLength }
    return digits
  }

  private static func digit(for character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a")
    case UInt8(ascii: "2")...UInt8(ascii: "7"): character - UInt8(ascii: "2") + 26
    case UInt8(ascii: "0"): UInt8(ascii: "O") - UInt8(ascii: "A")
    case UInt8(ascii: "1"): UInt8(ascii: "I") - UInt8(ascii: "A")
    case UInt8(ascii: "8"): UInt8(ascii: "B") - UInt8(ascii: "A")
    default: nil
    }
  }

  /// Reads groups of `width` bits and writes groups of `newWidth`; what is left over is dropped.
  private static func regroup(
    _ groups: Span<UInt8>, from width: Int, to newWidth: Int, _ write: (UInt8) -> Void
  ) {
    var (bits, count) = (0 as UInt32, 0)
    for index in groups.indices {
      bits = bits << UInt32(width) | UInt32(groups[index])
      count += width
      while count >= newWidth {
        count -= newWidth
        write(UInt8(truncatingIfNeeded: bits >> UInt32(count) & (1 << UInt32(newWidth) - 1)))
      }
      bits &= 1 << UInt32(count) - 1
    }
  }
}

/// What is wrong with a typed recovery key.
public enum RecoveryKeyError: Error, Equatable, Sendable {
  /// It has not 36 letters and digits.
  case wrongLength
  /// It has a character that no recovery key has.
  case foreignCharacter
  /// Its check digits do not fit: a letter is wrong, or two are swapped.
  case mistyped
}
