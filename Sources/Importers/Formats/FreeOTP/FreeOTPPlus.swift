internal import Authenticator

extension ImportFormat {
  /// What FreeOTP+ exports: `{tokenOrder, tokens}`.
  static let freeOTPPlus = ImportFormat(
    name: "FreeOTP+", forms: "JSON",
    recognises: {
      { json in
        json?["tokens"]?.list.map { tokens in
          json?["tokenOrder"] != nil || tokens.contains { $0["secret"]?.bytes != nil }
        } ?? false
      }($0.json)
    },
    read: { (document, context) throws(ImportError) in
      guard let tokens = document.json?["tokens"]?.list else { throw .damaged(.structure) }
      var result = ImportResult()
      for (number, token) in zip(1..., tokens) {
        let fields = FreeOTPToken.fields(of: token)
        result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
          try fields.account(into: context.arena)
        }
      }
      return result
    })

  /// The preferences of FreeOTP 1: a token for each name, and the order.
  static let freeOTP1 = ImportFormat(
    name: "FreeOTP 1", forms: "tokens.xml, its Android preferences",
    recognises: { document in
      AndroidPreferences(document)?.values.contains { FreeOTPPreferences.isToken($0.value) }
        ?? false
    },
    read: { (document, context) in FreeOTPPreferences.read(document, context) })
}

private enum FreeOTPPreferences {
  static func isToken(_ text: String) -> Bool {
    guard text.trimmed.hasPrefix("{"), let token = JSONValue(in: text) else { return false }
    return token["secret"]?.bytes != nil && token["type"] != nil
  }

  static func read(_ document: ImportDocument, _ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    let values = AndroidPreferences(document)?.values ?? []
    for (number, entry) in zip(1..., values.filter { $0.name != "tokenOrder" }) {
      let fields = JSONValue(in: entry.value).map(FreeOTPToken.fields)
      result.add(named: fields?.displayName.nonEmpty ?? entry.name, entry: number) {
        () throws(AccountError) in
        guard let fields else { throw .damaged }
        return try fields.account(into: context.arena)
      }
    }
    return result
  }
}
