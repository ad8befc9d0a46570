internal import Authenticator
internal import Secrets

/// AES-256-CBC as OpenSSL and CryptoJS have it: `Salted__`, a salt of 8 bytes, and a key that MD5
/// derives from salt and passphrase.
enum SaltedCipher {
  private static let magic = Array("Salted__".utf8)

  /// Opens what was sealed with a passphrase. Nothing authenticates it: a wrong passphrase is mostly
  /// seen by the padding, and else gives noise.
  ///
  /// - Parameters:
  ///   - text: base64.
  ///   - passphrase: any bytes.
  /// - Returns: the plaintext.
  /// - Throws: `ImportError.wrongPassword`, or `ImportError.damaged` where it is something else.
  static func open(_ text: String, passphrase: Secret) throws(ImportError) -> Secret {
    guard let bytes = Base64.decode(text), bytes.starts(with: magic), bytes.count >= 32 else {
      throw .damaged(.cipher)
    }
    let salt = Secret(copying: Array(bytes[8..<16]))
    let first = try ForeignHash.digest(.md5, of: passphrase, salt)
    let second = try ForeignHash.digest(.md5, of: first, passphrase, salt)
    let iv = try ForeignHash.digest(.md5, of: second, passphrase, salt)
    return try ForeignCipher.decrypt(
      Array(bytes[16...]), key: Secret(joining: [first, second]), iv: iv.foreignBytes)
  }
}
