internal import CGcrypt

/// The seal of what WinZip's AES encryption encrypted (AE-1 and AE-2): the first ten bytes of an
/// HMAC-SHA1 over the ciphertext.
///
/// The libzip of Debian 12 does not look at it where the file is compressed, and AE-2 has no other
/// checksum.
enum WinZipSeal {
  private static let sealLength = 10
  private static let verifierLength = 2
  private static let rounds: UInt = 1000

  /// Whether the seal is right.
  ///
  /// - Parameters:
  ///   - sealed: salt, verifier, ciphertext and seal.
  ///   - keyLength: bytes of the AES key: 16, 24 or 32.
  ///   - password: as it was given.
  /// - Returns: false also where the password is another.
  static func isRight(
    of sealed: [UInt8], keyLength: Int, password: ArraySlice<UInt8>
  ) -> Bool {
    let head = keyLength / 2 + verifierLength
    guard sealed.count >= head + sealLength, !password.isEmpty, fob_gcrypt_initialise() == 0,
      let keys = keys(sealed.prefix(keyLength / 2), keyLength, password)
    else { return false }
    let code = code(of: sealed.dropFirst(head).dropLast(sealLength), key: keys[keyLength...])
    return code.prefix(sealLength).elementsEqual(sealed.suffix(sealLength))
  }

  /// The AES key and, behind it, the key of the seal.
  private static func keys(
    _ salt: ArraySlice<UInt8>, _ length: Int, _ password: ArraySlice<UInt8>
  ) -> [UInt8]? {
    let (password, salt) = (Array(password), Array(salt))
    var keys = [UInt8](repeating: 0, count: length * 2)
    let code = unsafe gcry_kdf_derive(
      password, password.count, Int32(GCRY_KDF_PBKDF2.rawValue), Int32(GCRY_MD_SHA1.rawValue), salt,
      salt.count, rounds, keys.count, &keys)
    return code == 0 ? keys : nil
  }

  /// The HMAC; no bytes where there is none.
  private static func code(of ciphertext: ArraySlice<UInt8>, key: ArraySlice<UInt8>) -> [UInt8] {
    var context: gcry_md_hd_t?
    let sha1 = Int32(GCRY_MD_SHA1.rawValue)
    guard unsafe gcry_md_open(&context, sha1, GCRY_MD_FLAG_HMAC.rawValue) == 0 else { return [] }
    defer { unsafe gcry_md_close(context) }
    let (key, ciphertext) = (Array(key), Array(ciphertext))
    guard unsafe gcry_md_setkey(context, key, key.count) == 0 else { return [] }
    unsafe gcry_md_write(context, ciphertext, ciphertext.count)
    let digest = unsafe gcry_md_read(context, sha1)
    return unsafe Array(UnsafeBufferPointer(start: digest, count: digest == nil ? 0 : 20))
  }
}
