internal import Authenticator
internal import Importers
public import Secrets

extension ExportFormat {
  /// Pages to print and to lock away, which are drawn where there is a writer of PDF.
  static let pdf = ExportFormat(
    name: "pdf", abstract: "pages to print, with a QR code for each account",
    parts: [.codePINs],
    content: { (accounts, _) in .pages(accounts.map(ExportPageEntry.init)) })
}

/// An account as it stands on a page.
public struct ExportPageEntry: Sendable {
  /// Who issued it; may be empty, as any of these.
  public let issuer: String
  /// What it is called there.
  public let name: String
  /// How its codes are made, in a few words: "TOTP, SHA1, 6 digits, 30 seconds".
  public let details: String
  /// What its QR code is to say.
  public let payload: Secret

  fileprivate init(_ account: Account) {
    (issuer, name) = (account.issuer, account.name)
    payload = Secret(uriOf: account)
    let credential = account.credential
    let span =
      credential.type == .hotp
      ? "counter \(account.counter)" : "\(credential.period) seconds"
    details = [
      credential.type.rawValue.uppercased(), credential.algorithm.rawValue,
      "\(credential.digits) digits", span,
    ].joined(separator: ", ")
  }
}
