internal import Importers
internal import Secrets

/// Encryption as other apps do it.
enum ExportSealing {
  /// AES-256-GCM with a new nonce of 12 bytes.
  ///
  /// - Parameters:
  ///   - plaintext: any bytes.
  ///   - key: 32 bytes.
  /// - Returns: the parts, the tag of 16 bytes apart.
  /// - Throws: `ExportError.cipherUnavailable`.
  static func gcm(
    _ plaintext: Secret, key: Secret
  ) throws(ExportError) -> (nonce: [UInt8], sealed: [UInt8], tag: [UInt8]) {
    let nonce = RandomBytes.make(count: 12)
    do {
      let (sealed, tag) = try ForeignCipher.sealGCM(plaintext, key: key, nonce: nonce)
      return (nonce, sealed, tag)
    } catch {
      throw .cipherUnavailable
    }
  }

  /// A key of 32 bytes from a password.
  static func key(
    _ derivation: ForeignDerivation, from password: Secret, salt: [UInt8]
  ) throws(ExportError) -> Secret {
    do {
      return try derivation.key(from: password, salt: salt, length: 32)
    } catch {
      throw .cipherUnavailable
    }
  }
}

extension ExportJSON {
  /// Bytes that are no secret, in hexadecimal.
  static func hexadecimal(_ bytes: [UInt8]) -> ExportJSON { .text(Hexadecimal.encode(bytes)) }

  /// Bytes that are no secret, in base64.
  static func base64(_ bytes: [UInt8]) -> ExportJSON { .text(Base64.encode(bytes.span)) }

  /// A new random UUID (RFC 9562, version 4).
  static func uuid() -> ExportJSON {
    var bytes = RandomBytes.make(count: 16)
    bytes[6] = bytes[6] & 15 | 64
    bytes[8] = bytes[8] & 63 | 128
    let digits = Hexadecimal.encode(bytes)
    var (text, rest) = ("", digits[...])
    for length in [8, 4, 4, 4, 12] {
      text += (text.isEmpty ? "" : "-") + rest.prefix(length)
      rest = rest.dropFirst(length)
    }
    return .text(text)
  }
}
