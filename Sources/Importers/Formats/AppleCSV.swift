internal import Authenticator

extension ImportFormat {
  /// What Apple's Passwords and Safari export.
  static let appleCSV = ImportFormat(
    name: "Apple Passwords", forms: "CSV",
    recognises: { $0.csv?.has("title", "url", "username", "otpauth") ?? false },
    read: { (document, context) in AppleCSV.read(document, context) })
}

/// Reads the rows of `Title,URL,Username,Password,Notes,OTPAuth`. The last is a URI.
private enum AppleCSV {
  static func read(_ document: ImportDocument, _ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    for row in document.csv?.rows ?? [] {
      guard let uri = row["otpauth"] else {
        result.otherEntries += 1
        continue
      }
      result.add(named: row["title"] ?? "", entry: row.number) { () throws(AccountError) in
        var read = try OTPAuthURI.read(Array(uri.utf8).span, into: context.arena)
        if read.account.issuer.isEmpty { read.account.issuer = row["title"] ?? "" }
        if read.account.name.isEmpty { read.account.name = row["username"] ?? "" }
        read.account.note = row["notes"] ?? ""
        return read
      }
    }
    return result
  }
}
