internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Proton Authenticator exports: `{version, entries: [{content: {uri, name}, note}]}`, or
  /// `{version, salt, content}` with a password.
  static let protonAuthenticator = ImportFormat(
    name: "Proton Authenticator", forms: "JSON, plain or with a password",
    recognises: { document in
      guard let json = document.json else { return false }
      if let entries = json["entries"]?.list {
        return entries.contains {
          $0["content"]?["uri"] != nil || $0["content"]?["entry_type"] != nil
        }
          || entries.isEmpty && json["version"] != nil
      }
      return json["salt"]?.text != nil && json["content"]?.text != nil
    },
    read: { (document, context) throws(ImportError) in
      guard let json = document.json else { throw .damaged(.structure) }
      guard json["entries"] == nil else { return ProtonEntries.read(json, into: context.arena) }
      return ProtonEntries.read(try ProtonSeal.open(json, context), into: context.arena)
    })
}

/// A backup with a password: Argon2id and AES-256-GCM, the nonce before the ciphertext.
private enum ProtonSeal {
  private static let derivation = ForeignDerivation.argon2(
    .id, passes: 2, memoryKiB: 19_456, lanes: 1)
  private static let nonceLength = 12
  private static let purpose = Array("proton.authenticator.export.v1".utf8)

  static func open(_ json: JSONValue, _ context: ImportContext) throws(ImportError) -> JSONValue {
    guard let salt = json["salt"]?.text.flatMap(Base64.decode),
      let sealed = json["content"]?.text.flatMap(Base64.decode), sealed.count > nonceLength
    else { throw .damaged(.cipher) }
    let plaintext = try ForeignCipher.openGCM(
      Array(sealed.dropFirst(nonceLength)), key: try context.key(derivation, salt: salt),
      nonce: Array(sealed.prefix(nonceLength)), associated: purpose)
    let opened = plaintext.withBytes { try? JSONValue(parsing: $0) }
    guard let opened, opened["entries"] != nil else { throw .damaged(.structure) }
    return opened
  }
}

/// The entries of a backup. The name beside a URI is what the user has made of its label.
private enum ProtonEntries {
  static func read(_ json: JSONValue, into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, entry) in zip(1..., json["entries"]?.list ?? []) {
      let uri = Array((entry["content"]?["uri"]?.text ?? "").trimmed.utf8)
      let name = entry["content"]?["name"]?.scalarText?.trimmed.nonEmpty
      result.add(named: name ?? OTPAuthURI.label(of: uri.span), entry: number) {
        () throws(AccountError) in
        var read = try OTPAuthURI.read(uri.span, into: arena)
        if let name, name != read.account.issuer {
          read.account.name = AccountFields.withoutZeros(name)
        }
        var fields = AccountFields()
        (fields.issuer, fields.note) = (name, entry["note"]?.text)
        fields.complete(&read)
        return read
      }
    }
    return result
  }
}
