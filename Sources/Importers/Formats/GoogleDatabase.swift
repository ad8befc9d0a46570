internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// The database of Google Authenticator on a phone: the table `accounts`.
  static let googleDatabase = ImportFormat(
    name: "Google Authenticator's database", forms: "SQLite",
    recognises: { $0.table("accounts").map { GoogleTable.isOne($0) } ?? false },
    read: { (document, context) throws(ImportError) in
      guard let table = document.table("accounts") else { throw .damaged(.structure) }
      return GoogleTable.read(table, into: context.arena)
    })

  /// What Authenticator Plus exports: URIs in an archive. Its database is as Google's, encrypted
  /// with SQLCipher.
  static let authenticatorPlus = ImportFormat(
    name: "Authenticator Plus", forms: "Accounts.txt in a zip archive with its password; database",
    recognises: { document in
      document.member("Accounts.txt") != nil
        || document.table("accounts").map { GoogleTable.isOne($0) && $0.has("category") } ?? false
    },
    read: { (document, context) throws(ImportError) in
      if let table = document.table("accounts") {
        return GoogleTable.read(table, into: context.arena)
      }
      guard let member = document.member("Accounts.txt") else { throw .damaged(.structure) }
      return try member.content.withBytes { (bytes) throws(ImportError) in
        try URIList(into: context.arena).read(bytes)
      }
    })
}

private enum GoogleTable {
  /// What Authenticator Plus files all accounts under that have no category.
  private static let noCategory = "All Accounts"
  private static let blizzard = 2

  static func isOne(_ table: ImportTable) -> Bool {
    table.has("email") && table.has("secret")
  }

  static func read(_ table: ImportTable, into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, row) in zip(1..., table.rows) {
      let fields = fields { table[$0, row] }
      guard table["isencrypted", row]?.number.value ?? 0 == 0 else {
        result.skipped.append(
          SkippedEntry(entry: number, name: fields.displayName, reason: .refused(.sealedSecret)))
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
    let type = cell("type")?.number.value ?? 0
    let types: [Int: CodeType] = [0: .totp, 1: .hotp, blizzard: .totp]
    fields.type = types[type]
    fields.setLabel(
      cell("email")?.text ?? cell("original_name")?.text, issuer: cell("issuer")?.text)
    switch cell("secret") {
    case .blob(let bytes): fields.secret = .bytes(bytes)
    case let secret: fields.secret = secret?.text.map { .base32($0) }
    }
    if type == blizzard {
      fields.issuer = "Blizzard"
      fields.secret = cell("secret")?.text.map { .hexadecimal($0) }
      fields.digits = 8
    }
    fields.counter = cell("counter")?.number ?? .missing
    let category = cell("category")?.text
    fields.tags = [category].compactMap(\.self).filter { $0 != noCategory }
    return fields
  }
}

extension ImportTable {
  /// Whether it has a column of a name.
  fileprivate func has(_ column: String) -> Bool {
    columns.contains { $0.lowercased() == column }
  }
}

extension Explanation {
  fileprivate static let sealedSecret = Explanation(
    "only the phone itself can decrypt this secret",
    hint: "use Transfer accounts, Export in the app, and import its QR codes")
}
