internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What 2FAS exports (`.2fas`): `{services, groups, schemaVersion}`, where `servicesEncrypted`
  /// takes the place of the services in a backup with a password.
  static let twoFAS = ImportFormat(
    name: "2FAS", forms: "JSON of schemas 1 to 4, plain or with a password",
    recognises: { document in
      guard let json = document.json else { return false }
      return json["servicesEncrypted"]?.text != nil
        || json["services"]?.list.map { services in
          json["schemaVersion"] != nil || json["appVersionCode"] != nil
            || services.contains { $0["secret"] != nil && $0["otp"] != nil }
        } ?? false
    },
    read: { (document, context) throws(ImportError) in
      guard let json = document.json else { throw .damaged(.structure) }
      return try TwoFASBackup(json).read(context)
    })
}

/// A backup of 2FAS.
private struct TwoFASBackup {
  private static let rounds = 10_000
  private let json: JSONValue
  private let groups: [String: String]

  init(_ json: JSONValue) {
    self.json = json
    let pairs = (json["groups"]?.list ?? []).compactMap { group in
      group["id"]?.text.flatMap { id in group["name"]?.text.map { (id.lowercased(), $0) } }
    }
    groups = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  func read(_ context: ImportContext) throws(ImportError) -> ImportResult {
    var services = json["services"]?.list ?? []
    if let sealed = json["servicesEncrypted"]?.text?.nonEmpty {
      services += try opened(sealed, context)
    }
    var result = ImportResult()
    for (number, service) in zip(1..., services) {
      let link = TwoFASLink(service["otp"]?["link"]?.text, context)
      let fields = fields(of: service, link)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        var read = try fields.account(into: context.arena)
        read.account.parameters.merge(link.parameters) { own, _ in own }
        return read
      }
    }
    return result
  }

  /// Opens the services. A reference beside them is sealed in the same way: where the password opens
  /// that, and not the services, those are damaged.
  private func opened(
    _ sealed: String, _ context: ImportContext
  ) throws(ImportError) -> [JSONValue] {
    let plaintext: Secret
    do {
      plaintext = try Self.open(sealed, context)
    } catch .wrongPassword {
      guard let reference = json["reference"]?.text, (try? Self.open(reference, context)) != nil
      else { throw .wrongPassword }
      throw .damaged(.structure)
    }
    guard let services = plaintext.withBytes({ try? JSONValue(parsing: $0) })?.list else {
      throw .damaged(.structure)
    }
    return services
  }

  /// Opens `ciphertext and tag:salt:nonce`, each of them base64.
  private static func open(
    _ sealed: String, _ context: ImportContext
  ) throws(ImportError) -> Secret {
    let parts = sealed.split(separator: ":", maxSplits: 3).map { Base64.decode(String($0)) }
    guard parts.count >= 3, let sealed = parts[0], let salt = parts[1], let nonce = parts[2] else {
      throw .damaged(.cipher)
    }
    let key = try context.key(.pbkdf2(.sha256, rounds: rounds), salt: salt)
    return try ForeignCipher.openGCM(sealed, key: key, nonce: nonce)
  }

  private func fields(of service: JSONValue, _ link: TwoFASLink) -> AccountFields {
    let otp = service["otp"]
    var fields = AccountFields()
    // Only schemas 3 and 4 name the type.
    fields.type =
      otp?["tokenType"] == nil ? link.type ?? .totp : CodeType(named: otp?["tokenType"])
    fields.secret = service["secret"]?.scalarText.map { .base32($0) }
    // A service must have a name: that of the account, where it has no issuer.
    let name = service["name"]?.scalarText ?? ""
    let own = name == otp?["account"]?.scalarText ? nil : name.trimmed.nonEmpty
    let issuer = otp?["issuer"]?.scalarText?.trimmed.nonEmpty
    // The name is what 2FAS shows: of two at one issuer it alone tells which is which.
    fields.issuer = own ?? issuer
    fields.labelPrefix = issuer == fields.issuer ? nil : issuer
    fields.name =
      otp?["account"]?.scalarText?.nonEmpty ?? labelName(otp, issuer: issuer ?? own ?? "")
      ?? link.name
    fields.algorithm = otp?["algorithm"]?.scalarText
    fields.digits = LooseNumber(otp?["digits"])
    fields.period = LooseNumber(otp?["period"])
    fields.counter = LooseNumber(otp?["counter"])
    let group = service["groupId"]?.text.flatMap { groups[$0.lowercased()] }
    fields.tags = [group].compactMap(\.self)
    return fields
  }

  /// The name in the label, which is `Issuer:name` up to schema 3; the issuer alone is no name.
  private func labelName(_ otp: JSONValue?, issuer: String) -> String? {
    let label = AccountLabel(Array((otp?["label"]?.text ?? "").utf8), issuer: issuer)
    return label.name == issuer ? nil : label.name.nonEmpty
  }
}

/// What else the URI tells from which an account was once added; much of it is in no other place.
private struct TwoFASLink {
  let type: CodeType?
  let name: String?
  let parameters: [String: String]

  init(_ link: String?, _ context: ImportContext) {
    let read = link.flatMap { try? OTPAuthURI.read(Array($0.utf8).span, into: context.arena) }
    type = read?.account.credential.type
    name = read?.account.name
    parameters = read?.account.parameters ?? [:]
  }
}
