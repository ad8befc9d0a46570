internal import Authenticator
internal import Secrets

extension ExportFormat {
  /// One URI a line.
  static let otpauth = ExportFormat(
    name: "otpauth", abstract: "one URI a line, for most apps", parts: [.codePINs],
    content: { (accounts, _) in .file(lines(of: accounts)) })

  /// The URIs of accounts, one a line.
  static func lines(of accounts: [Account]) -> Secret {
    var text = ExportText()
    for account in accounts {
      text += Secret(uriOf: account)
      text += "\n"
    }
    return text.secret
  }
}
