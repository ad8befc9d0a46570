internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What LastPass Authenticator exports, `{accounts, folders, version}`, and the logins of LastPass
  /// as a table: `url,username,password,totp,extra,name,grouping,fav`.
  static let lastPass = ImportFormat(
    name: "LastPass", forms: "JSON of its Authenticator, CSV of the vault",
    recognises: { document in
      if document.csv?.has("url", "username", "totp", "extra", "name", "grouping") ?? false {
        return true
      }
      guard let accounts = document.json?["accounts"]?.list else { return false }
      return accounts.contains(where: LastPassBackup.isAccount)
        || accounts.isEmpty && document.json?["folders"]?.list != nil
    },
    read: { (document, context) in
      if let json = document.json { return LastPassBackup(json).read(into: context.arena) }
      let columns = LoginTable(
        title: ["name"], username: ["username"], code: ["totp"], note: ["extra"],
        tags: ["grouping"], pinned: ["fav"])
      // Its names are encoded as in HTML.
      return columns.read(document, context) { entry, _ in
        entry.title = entry.title.map { HTMLText.decoded($0[...]) }
        entry.note = entry.note.map { HTMLText.decoded($0[...]) }
      }
    })
}

/// A backup of LastPass Authenticator. The names that a user has changed count, not the original
/// ones beside them.
private struct LastPassBackup {
  /// The folders that every backup has: "Other accounts" and "Favorites".
  private static let builtInFolders = [0, 1]
  private let accounts: [JSONValue]
  private let folders: [Int: String]

  static func isAccount(_ account: JSONValue) -> Bool {
    account["issuerName"] != nil || account["originalIssuerName"] != nil
      || account["timeStep"] != nil
  }

  init(_ json: JSONValue) {
    accounts = json["accounts"]?.list ?? []
    let pairs = (json["folders"]?.list ?? []).compactMap { folder in
      folder["id"]?.integer.flatMap { id in folder["name"]?.text.map { (id, $0) } }
    }
    folders = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  func read(into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, account) in zip(1..., accounts) {
      let fields = fields(of: account)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  private func fields(of account: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.secret = account["secret"]?.scalarText.map { .base32($0) }
    fields.issuer = (account["issuerName"] ?? account["originalIssuerName"])?.scalarText
    fields.name = (account["userName"] ?? account["originalUserName"])?.scalarText
    fields.algorithm = account["algorithm"]?.scalarText
    fields.digits = LooseNumber(account["digits"])
    fields.period = LooseNumber(account["timeStep"])
    fields.isPinned = account["isFavorite"]?.flag ?? false
    let folder = account["folderData"]?["folderId"]?.integer
    if let folder, !Self.builtInFolders.contains(folder), let name = folders[folder] {
      fields.tags = [name]
    }
    return fields
  }
}
