internal import Authenticator

extension ImportFormat {
  /// What a YubiKey types when it is touched. Yubico Authenticator itself has no file at all.
  static let yubico = ImportFormat(
    name: "Yubico Authenticator", forms: "explained: a YubiKey never gives its secrets out",
    recognises: { document in
      document.kind == .text && document.text.map { YubicoPassword.isOne($0.trimmed) } ?? false
    },
    read: { (_, _) throws(ImportError) in throw .refused(.yubiKey) })
}

/// A one-time password of Yubico's own kind: an identity of up to 16 characters, and 32 of a code, in
/// the letters that every keyboard layout has.
private enum YubicoPassword {
  private static let letters = Array("cbdefghijklnrtuv".utf8)

  static func isOne(_ text: String) -> Bool {
    (32...48).contains(text.utf8.count) && text.utf8.allSatisfy { letters.contains($0) }
  }
}

extension Explanation {
  fileprivate static let yubiKey = Explanation(
    "this is a password that a YubiKey typed; the key never gives its secrets out, and Yubico "
      + "Authenticator has no export",
    hint: "set up the second factor of each service anew, and scan its QR code with both")
}
