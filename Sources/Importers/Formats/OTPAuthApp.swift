internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// A backup of OTP Auth for iOS: AES-CBC under a key that is the same for everybody, around a
  /// property list.
  static let otpAuthApp = ImportFormat(
    name: "OTP Auth for iOS", forms: "explained: its archive is not read",
    recognises: { document in
      guard document.kind == .binary, document.content.count % 16 == 0,
        let start = document.content.slice(0..<min(16, document.content.count))
      else { return false }
      return OTPAuthApp.isStart(start.foreignBytes)
    },
    read: { (_, _) throws(ImportError) in throw .refused(.otpAuthArchive) })
}

private enum OTPAuthApp {
  private static let keys = ["Authenticator", "OTPAuth"]
  private static let mark = Array("bplist00".utf8)

  /// Whether the first block of a file becomes the beginning of a property list.
  static func isStart(_ block: [UInt8]) -> Bool {
    guard block.count == 16 else { return false }
    return keys.contains { name in
      guard let key = try? ForeignHash.digest(.sha256, of: Secret(utf8: name)),
        let plain = try? ForeignCipher.decrypt(
          block, key: key, iv: [UInt8](repeating: 0, count: 16), padding: .none)
      else { return false }
      return plain.foreignBytes.starts(with: mark)
    }
  }
}

extension Explanation {
  fileprivate static let otpAuthArchive = Explanation(
    "this is a backup of OTP Auth for iOS, an archive of its own kind that fob does not read",
    hint: "show the QR code of each account in OTP Auth, and import pictures of them")
}
