internal import Authenticator
internal import Importers
public import Secrets

extension ExportFormat {
  /// A page to print and to lock away: a QR code and its text for every account.
  static let html = ExportFormat(
    name: "html", abstract: "a page to print from a browser, with notes and URIs, too",
    parts: [.notes, .codePINs],
    content: { (accounts, _) in .sheet(ExportSheet(accounts)) })
}

/// A page that lacks its pictures, which are not drawn here.
public struct ExportSheet: Sendable {
  private static let style = """
    body { font-family: sans-serif; margin: 1cm }
    section { break-inside: avoid; border-top: 1px solid; padding: 0.4cm 0; overflow: auto }
    img { float: left; width: 4.5cm; margin-right: 0.6cm; image-rendering: pixelated }
    h2 { font-size: 1em; margin: 0 0 0.3em }
    p { white-space: pre-wrap; margin: 0 0 0.5em }
    code { font-size: 0.7em; overflow-wrap: anywhere }
    """

  private let accounts: [Account]

  init(_ accounts: [Account]) { self.accounts = accounts }

  /// What the QR codes are to say, in their order.
  public var payloads: [Secret] { accounts.map { Secret(uriOf: $0) } }

  /// The page.
  ///
  /// - Parameter pictures: a PNG file for each of `payloads`.
  /// - Returns: an HTML document that needs nothing else.
  public func document(pictures: [Secret]) -> Secret {
    var text = ExportText()
    text += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    text += "<title>Accounts</title>\n<style>\n\(Self.style)\n</style>\n</head>\n<body>\n"
    for (account, picture) in zip(accounts, pictures) { append(account, picture, to: &text) }
    text += "</body>\n</html>\n"
    return text.secret
  }

  private func append(_ account: Account, _ picture: Secret, to text: inout ExportText) {
    text += "<section>\n<img alt=\"QR code\" src=\"data:image/png;base64,"
    text += picture.base64
    text += "\">\n<h2>"
    let names = [account.issuer, account.name].filter { !$0.isEmpty }.joined(separator: ": ")
    text += Secret(utf8: names).replacing(ExportMarkup.escape)
    text += "</h2>\n"
    if !account.note.isEmpty {
      text += "<p>"
      text += Secret(utf8: account.note).replacing(ExportMarkup.escape)
      text += "</p>\n"
    }
    text += "<code>"
    text += Secret(uriOf: account).replacing(ExportMarkup.escape)
    text += "</code>\n</section>\n"
  }
}
