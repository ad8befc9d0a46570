internal import Authenticator
internal import Importers
internal import Secrets

extension ExportFormat {
  /// What KeePass 2 and KeePassXC read as XML. TOTP stands twice, as KeePassXC writes it and as
  /// KeePass does, since not every version reads the other's fields; Steam as old KeePassXC wrote
  /// it, HOTP as KeePass does.
  static let keePass = ExportFormat(
    name: "keepass", abstract: "XML, for KeePass and KeePassXC", parts: [.notes, .tags],
    refusal: { $0.reasonUnless([.totp, .hotp, .steam]) },
    content: { (accounts, _) in .file(KeePassExport.document(accounts)) })
}

private enum KeePassExport {
  static func document(_ accounts: [Account]) -> Secret {
    var text = ExportText()
    text += "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<KeePassFile>\n"
    text += "<Meta><Generator>fob</Generator></Meta>\n"
    text += "<Root><Group><UUID>\(identifier())</UUID><Name>fob</Name>\n"
    for account in accounts { append(account, to: &text) }
    text += "</Group></Root>\n</KeePassFile>\n"
    return text.secret
  }

  private static func append(_ account: Account, to text: inout ExportText) {
    text += "<Entry><UUID>\(identifier())</UUID>"
    text += "<Tags>"
    text += Secret(utf8: account.tags.joined(separator: ";")).replacing(ExportMarkup.escape)
    text += "</Tags>\n"
    append("Title", Secret(utf8: account.issuer), to: &text)
    append("UserName", Secret(utf8: account.name), to: &text)
    append("Notes", Secret(utf8: account.note), to: &text)
    for (name, value) in codes(of: account) { append(name, value, isSecret: true, to: &text) }
    text += "</Entry>\n"
  }

  private static func codes(of account: Account) -> [(String, Secret)] {
    let credential = account.credential
    let secret = credential.secret.base32
    switch credential.type {
    case .steam:
      return [("TOTP Seed", secret), ("TOTP Settings", Secret(utf8: "\(credential.period);S"))]
    case .hotp:
      return [
        ("HmacOtp-Secret-Base32", secret),
        ("HmacOtp-Counter", Secret(utf8: String(account.counter))),
        ("HmacOtp-Length", Secret(utf8: String(credential.digits))),
        ("HmacOtp-Algorithm", Secret(utf8: credential.algorithm.rawValue)),
      ]
    case .totp, .yandex, .motp:
      let algorithm = "HMAC-SHA-\(credential.algorithm.rawValue.dropFirst(3))"
      return [
        ("otp", Secret(uriOf: account)), ("TimeOtp-Secret-Base32", secret),
        ("TimeOtp-Length", Secret(utf8: String(credential.digits))),
        ("TimeOtp-Period", Secret(utf8: String(credential.period))),
        ("TimeOtp-Algorithm", Secret(utf8: algorithm)),
      ]
    }
  }

  private static func append(
    _ name: String, _ value: Secret, isSecret: Bool = false, to text: inout ExportText
  ) {
    let mark = isSecret ? " ProtectInMemory=\"True\"" : ""
    text += "<String><Key>\(name)</Key><Value\(mark)>"
    text += value.replacing(ExportMarkup.escape)
    text += "</Value></String>\n"
  }

  private static func identifier() -> String { Base64.encode(RandomBytes.make(count: 16).span) }
}
