internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What TOTP Authenticator backs up: base64 of AES-CBC, with a password of the app's own where the
  /// user gave none; or its Android preferences.
  static let totpAuthenticator = ImportFormat(
    name: "TOTP Authenticator", forms: "backup with or without a password", isGuess: true,
    recognises: {
      TOTPAuthenticatorBackup.preferences($0) != nil
        || TOTPAuthenticatorBackup.sealed($0) != nil
    },
    read: { (document, context) throws(ImportError) in
      try TOTPAuthenticatorBackup.read(document, context)
    })
}

private enum TOTPAuthenticatorBackup {
  private static let ownPassword = "TotpAuthenticator"
  private static let preferenceKey = "STATIC_TOTP_CODES_LIST"

  static func sealed(_ document: ImportDocument) -> [UInt8]? {
    guard document.kind == .text, document.content.count <= ImportDocument.longestSealed,
      let sealed = document.text.flatMap(Base64.decode),
      sealed.count >= 16, sealed.count % 16 == 0, sealed.span.isEven
    else { return nil }
    return sealed
  }

  static func preferences(_ document: ImportDocument) -> String? {
    AndroidPreferences(document)?[preferenceKey]
  }

  static func read(
    _ document: ImportDocument, _ context: ImportContext
  ) throws(ImportError) -> ImportResult {
    if let list = preferences(document).flatMap({ JSONValue(in: $0)?.list }) {
      return read(list, into: context.arena)
    }
    guard let sealed = sealed(document) else { throw .damaged(.structure) }
    return read(try opened(sealed, context), into: context.arena)
  }

  private static func opened(
    _ sealed: [UInt8], _ context: ImportContext
  ) throws(ImportError) -> [JSONValue] {
    if let list = try? list(sealed, Secret(utf8: ownPassword)) { return list }
    return try list(sealed, try context.requirePassword())
  }

  /// The list is the first key, as a text, of an object.
  private static func list(
    _ sealed: [UInt8], _ password: Secret
  ) throws(ImportError) -> [JSONValue] {
    let key = try ForeignHash.digest(.sha256, of: password)
    let iv = [UInt8](repeating: 0, count: 16)
    let plain = try ForeignCipher.decrypt(sealed, key: key, iv: iv)
    guard let json = plain.withBytes({ try? JSONValue(parsing: $0) }) else {
      throw .wrongPassword
    }
    if let list = json.list { return list }
    guard let object = json.object else { throw .wrongPassword }
    let lists = object.keys.lazy.compactMap { JSONValue(in: $0)?.list }
    guard let list = lists.first else {
      guard object.keys.isEmpty else { throw .damaged(.structure) }
      return []
    }
    return list
  }

  private static func read(_ list: [JSONValue], into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, item) in zip(1..., list) {
      let entry = item.text.flatMap { JSONValue(in: $0) } ?? item
      let fields = fields(of: entry)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        guard entry.object != nil else { throw .damaged }
        return try fields.account(into: arena)
      }
    }
    return result
  }

  private static func fields(of entry: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.secret = entry["key"]?.text.flatMap { key in
      switch entry["base"]?.integer {
      case 16: .hexadecimal(key)
      case 64: .base64(key)
      default: .base32(key)
      }
    }
    // The app's word for no issuer.
    fields.issuer = entry["issuer"]?.text.flatMap { $0 == "Unknown" ? nil : $0 }
    fields.name = entry["name"]?.scalarText
    fields.digits = LooseNumber(entry["digits"])
    fields.period = LooseNumber(entry["period"])
    fields.isPinned = entry["isFavorite"]?.flag ?? false
    fields.icon = entry["iconLabel"]?.text
    return fields
  }
}
