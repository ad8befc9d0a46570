/// Accounts of every type, whose codes are published or known to `oathtool`.
enum Known {
  /// The secret of both RFCs, in base32.
  static let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

  static let github =
    "otpauth://totp/GitHub:alice%40example.com"
    + "?secret=\(secret)&issuer=GitHub&algorithm=SHA1&digits=6&period=30"
  /// RFC 6238, appendix B.
  static let long =
    "otpauth://totp/Bank:alice?secret=\(secret)&issuer=Bank&algorithm=SHA1&digits=8&period=30"
  static let sha512 =
    "otpauth://totp/Work:bob?secret=\(secret)&issuer=Work&algorithm=SHA512&digits=7&period=60"
  /// RFC 4226, appendix D.
  static let counted =
    "otpauth://hotp/Token:carol?secret=\(secret)&issuer=Token&algorithm=SHA1&digits=6&counter=0"
  static let steam =
    "otpauth://steam/Steam:dave?secret=63BEDWCQZKTQWPESARIERL5DTTQFCJTK"
    + "&issuer=Steam&algorithm=SHA1&digits=5&period=30"
  static let yandex =
    "otpauth://yaotp/Yandex:erin?secret=6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY"
    + "&issuer=Yandex&algorithm=SHA256&digits=8&period=30&pin=GUZDGOI"
  static let motp =
    "motp://Office:frank?secret=e3152afee62599c8"
    + "&issuer=Office&algorithm=MD5&digits=6&period=10&pin=GEZDGNA"

  static let all = [github, long, sha512, counted, steam, yandex, motp]
}
