internal import Authenticator
internal import Secrets

/// What a whole KDBX database is encrypted with.
enum KDBXCipher {
  case aes, chaCha20, twofish

  /// - Parameter identifier: the UUID in the header; `nil` comes of any other.
  init?(identifier: [UInt8]) {
    switch Hexadecimal.encode(identifier) {
    case "31c1f2e6bf714350be5805216afc5aff": self = .aes
    case "d6038a2b8b6f4cb5a524339a31dbb59a": self = .chaCha20
    case "ad68f29f576f4bb9a36ad47af965346c": self = .twofish
    default: return nil
    }
  }

  /// Decrypts without a proof.
  ///
  /// - Parameters:
  ///   - ciphertext: of AES and Twofish whole blocks.
  ///   - key: 32 bytes.
  ///   - nonce: 16 bytes; 12 of ChaCha20.
  ///   - padding: of AES and Twofish; see `ForeignCipher.decrypt`.
  /// - Returns: the plaintext.
  /// - Throws: `ImportError.damaged`.
  func decrypt(
    _ ciphertext: [UInt8], key: Secret, nonce: [UInt8], padding: ForeignCipher.Padding
  ) throws(ImportError) -> Secret {
    guard self != .chaCha20 else {
      return try ForeignKeyStream(.chaCha20, key: key, nonce: nonce).decrypt(ciphertext)
    }
    return try ForeignCipher.decrypt(
      ciphertext, self == .aes ? .aes : .twofish, .cbc, key: key, iv: nonce, padding: padding,
      mismatch: .damaged(.cipher))
  }
}

/// What the protected values within a database are encrypted with once more.
struct KDBXInnerStream {
  private let kind: ForeignKeyStream.Kind
  private let key: Secret
  private let nonce: [UInt8]

  /// - Parameters:
  ///   - number: 0 for none, 2 for Salsa20, 3 for ChaCha20.
  ///   - key: any bytes, from which key and nonce are made.
  /// - Returns: the stream; `nil` for none.
  /// - Throws: `ImportError.damaged` for any other number.
  static func stream(_ number: UInt64, key: [UInt8]) throws(ImportError) -> KDBXInnerStream? {
    switch number {
    case 0: return nil
    case 2:
      let key = try ForeignHash.digest(.sha256, of: Secret(copying: key))
      return KDBXInnerStream(
        kind: .salsa20, key: key, nonce: [0xE8, 0x30, 0x09, 0x4B, 0x97, 0x20, 0x5D, 0x2A])
    case 3:
      let both = try ForeignHash.digest(.sha512, of: Secret(copying: key))
      guard let key = both.slice(0..<32), let nonce = both.slice(32..<44) else { return nil }
      return KDBXInnerStream(kind: .chaCha20, key: key, nonce: nonce.foreignBytes)
    default: throw .damaged(.cipher)
    }
  }

  /// Decrypts all protected values, which follow each other in the document.
  func decrypt(_ values: [UInt8]) throws(ImportError) -> [UInt8] {
    guard !values.isEmpty else { return [] }
    return try ForeignKeyStream(kind, key: key, nonce: nonce).decrypt(values).foreignBytes
  }
}
