internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Raivo OTP exports: a zip archive with `raivo-otp-export.json`, or that file alone.
  static let raivo = ImportFormat(
    name: "Raivo OTP", forms: "zip with a password, or its JSON",
    recognises: { document in
      document.member(RaivoBackup.file) != nil
        || document.json?.list?.contains { $0["kind"] != nil && $0["timer"] != nil } ?? false
    },
    read: { (document, context) throws(ImportError) in
      guard let list = document.json(of: RaivoBackup.file)?.list else {
        throw .damaged(.structure)
      }
      return RaivoBackup.read(list, into: context.arena)
    })
}

/// A list of accounts; every value is a text.
private enum RaivoBackup {
  static let file = "raivo-otp-export.json"

  static func read(_ list: [JSONValue], into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, account) in zip(1..., list) {
      let fields = fields(of: account)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  private static func fields(of account: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.type = CodeType(named: account["kind"])
    fields.secret = account["secret"]?.scalarText.map { .base32($0) }
    (fields.issuer, fields.name) = (account["issuer"]?.scalarText, account["account"]?.scalarText)
    fields.algorithm = account["algorithm"]?.scalarText
    fields.digits = LooseNumber(account["digits"])
    fields.period = LooseNumber(account["timer"])
    fields.counter = LooseNumber(account["counter"])
    fields.isPinned = account["pinned"]?.flag ?? false
    fields.icon = account["iconValue"]?.text
    return fields
  }
}
