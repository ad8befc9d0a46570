internal import Authenticator

extension ImportFormat {
  /// What 2FAuth exports: `{app: "2fauth_v...", schema, datetime, data}`.
  static let twoFAuth = ImportFormat(
    name: "2FAuth", forms: "JSON",
    recognises: { json in
      json.json?["data"]?.list.map { list in
        json.json?["app"]?.text?.lowercased().hasPrefix("2fauth") ?? false
          || list.contains { $0["otp_type"] != nil && $0["service"] != nil }
      } ?? false
    },
    read: { (document, context) throws(ImportError) in
      guard let data = document.json?["data"]?.list else { throw .damaged(.structure) }
      var result = ImportResult()
      for (number, entry) in zip(1..., data) {
        let fields = TwoFAuthEntry.fields(of: entry)
        result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
          guard fields.secret == nil, let uri = entry["legacy_uri"]?.text?.nonEmpty else {
            return try fields.account(into: context.arena)
          }
          return try OTPAuthURI.read(Array(uri.utf8).span, into: context.arena)
        }
      }
      return result
    })
}

private enum TwoFAuthEntry {
  static func fields(of entry: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.type = CodeType(named: entry["otp_type"])
    fields.secret = entry["secret"]?.scalarText?.nonEmpty.map { .base32($0) }
    (fields.issuer, fields.name) = (entry["service"]?.text, entry["account"]?.scalarText)
    fields.algorithm = entry["algorithm"]?.scalarText
    fields.digits = LooseNumber(entry["digits"])
    fields.period = LooseNumber(entry["period"])
    fields.counter = LooseNumber(entry["counter"])
    fields.tags = [(entry["group"] ?? entry["group_name"])?.text].compactMap(\.self)
    return fields
  }
}
