internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// cotp's database: `{version, elements}`, or `{version, nonce, salt, cipher}` around it.
  static let cotp = ImportFormat(
    name: "cotp", forms: "JSON; encrypted database",
    recognises: { document in
      guard let json = document.json else { return false }
      return CotpDatabase.isSealed(json)
        || json["elements"]?.list?.contains { $0["secret"] != nil } ?? false
    },
    read: { (document, context) throws(ImportError) in
      guard let json = document.json else { throw .damaged(.structure) }
      let database =
        CotpDatabase.isSealed(json) ? try CotpDatabase.opened(json, context) : json
      return try CotpDatabase.read(database, into: context.arena)
    })
}

private enum CotpDatabase {
  private static let derivation = ForeignDerivation.argon2(
    .id, passes: 4, memoryKiB: 32_768, lanes: 4)

  static func isSealed(_ json: JSONValue) -> Bool {
    json["nonce"] != nil && json["salt"] != nil && json["cipher"] != nil
  }

  /// Opens XChaCha20-Poly1305.
  static func opened(_ json: JSONValue, _ context: ImportContext) throws(ImportError) -> JSONValue {
    guard let nonce = bytes(json["nonce"]), let salt = bytes(json["salt"]),
      let sealed = bytes(json["cipher"]), nonce.count == SealedBox.nonceLength
    else { throw .damaged(.cipher) }
    let key = try context.key(derivation, salt: salt)
    let plain: SecretBytes
    do {
      let box = key.withBytes { SecretBytes(copying: $0) }
      plain = try SealedBox.open(sealed.span, key: box, nonce: nonce, associated: [])
    } catch {
      throw .wrongPassword
    }
    return try JSONValue(opened: Secret(plain))
  }

  static func read(
    _ json: JSONValue, into arena: SecretArena
  ) throws(ImportError) -> ImportResult {
    guard let elements = json["elements"]?.list ?? json.list else { throw .damaged(.structure) }
    var result = ImportResult()
    for (number, element) in zip(1..., elements) {
      let fields = fields(of: element)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  private static func fields(of element: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.type = CodeType(named: element["type"])
    fields.secret = element["secret"]?.scalarText.map {
      fields.type == .motp ? .text($0) : .base32($0)
    }
    (fields.issuer, fields.name) = (element["issuer"]?.scalarText, element["label"]?.scalarText)
    fields.algorithm = element["algorithm"]?.scalarText
    fields.digits = LooseNumber(element["digits"])
    fields.period = LooseNumber(element["period"])
    fields.counter = LooseNumber(element["counter"])
    fields.pin = element["pin"]?.scalarText
    return fields
  }

  /// Base64, or a list of bytes.
  private static func bytes(_ value: JSONValue?) -> [UInt8]? {
    value?.text.flatMap(Base64.decode) ?? value?.bytes
  }
}
