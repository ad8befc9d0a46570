internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// The database of Microsoft's app on Android, `PhoneFactor`: the only way out of it.
  static let microsoftDatabase = ImportFormat(
    name: "Microsoft Authenticator", forms: "its Android database, PhoneFactor",
    recognises: { $0.table("accounts")?.columns.contains("oath_secret_key") ?? false },
    read: { (document, context) throws(ImportError) in
      guard let table = document.table("accounts") else { throw .damaged(.structure) }
      return MicrosoftTable.read(table, into: context.arena)
    })
}

private enum MicrosoftTable {
  private static let (other, personal) = (0, 1)

  static func read(_ table: ImportTable, into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, row) in zip(1..., table.rows) {
      let fields = fields { table[$0, row] }
      let isSealed =
        fields.secret == nil && table["encrypted_oath_secret_key", row]?.text?.nonEmpty != nil
      if fields.type == nil || isSealed {
        result.skipped.append(
          SkippedEntry(
            entry: number, name: fields.displayName,
            reason: .refused(isSealed ? .sealedSecret : .pushAccount)))
        continue
      }
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  private static func fields(_ cell: (String) -> ImportTable.Cell?) -> AccountFields {
    var fields = AccountFields()
    let secret = cell("oath_secret_key")?.text?.nonEmpty
    (fields.issuer, fields.name) = (cell("name")?.text, cell("username")?.text)
    switch cell("account_type")?.number.value ?? other {
    case other: fields.secret = secret.map { .base32($0) }
    case personal:
      fields.secret = secret.map { .base64($0) }
      fields.digits = 8
    default: fields.type = nil
    }
    return fields
  }
}

extension Explanation {
  fileprivate static let pushAccount = Explanation(
    "a work or school account signs in by a notification and has no secret",
    hint: "choose \"I want to use a different authenticator app\" on Microsoft's page")
  fileprivate static let sealedSecret = Explanation(
    "only the phone itself can decrypt this secret",
    hint: "set up the account's second factor anew, with \"a different authenticator app\"")
}
