internal import Authenticator
internal import Importers
internal import Secrets

extension ExportFormat {
  /// What Aegis exports as plain JSON; see `docs/vault.md` there.
  static let aegis = ExportFormat(
    name: "aegis", abstract: "JSON, for Aegis, 2FAS, Ente, Stratum and Proton",
    parts: [.notes, .tags, .pins, .codePINs], refusal: AegisExport.refusal,
    content: { (accounts, _) in .file(AegisExport.plain(accounts).document) })

  /// The same, with a password.
  static let aegisEncrypted = ExportFormat(
    name: "aegis-encrypted", abstract: "JSON with a password, for Aegis, Ente and Stratum",
    isEncrypted: true, parts: [.notes, .tags, .pins, .codePINs], refusal: AegisExport.refusal,
    content: { (accounts, context) throws(ExportError) in
      .file(try AegisExport.encrypted(accounts, context.requirePassword()).document)
    })
}

private enum AegisExport {
  private static let (cost, blocks, lanes) = (32768, 8, 1)

  static func refusal(_ account: Account) -> String? {
    guard account.credential.type == .motp else { return nil }
    return account.credential.secret.decodedHexadecimal == nil
      ? "has an mOTP secret that is not hexadecimal" : nil
  }

  static func plain(_ accounts: [Account]) -> ExportJSON {
    document(header: (.null, .null), database: database(accounts))
  }

  /// One slot, for the password: apps that read these files take the first that there is.
  static func encrypted(
    _ accounts: [Account], _ password: Secret
  ) throws(ExportError) -> ExportJSON {
    let master = Secret(SecretBytes.random(count: 32))
    let body = try ExportSealing.gcm(database(accounts).document, key: master)
    let salt = RandomBytes.make(count: 32)
    let key = try ExportSealing.key(
      .scrypt(n: cost, r: blocks, p: lanes), from: password, salt: salt)
    let wrapped = try ExportSealing.gcm(master, key: key)
    let slot: ExportJSON = .object([
      ("type", 1), ("uuid", .uuid()), ("key", .hexadecimal(wrapped.sealed)),
      ("key_params", parameters(wrapped.nonce, wrapped.tag)),
      ("n", .number(cost)), ("r", .number(blocks)), ("p", .number(lanes)),
      ("salt", .hexadecimal(salt)), ("repaired", .flag(true)), ("is_backup", .flag(false)),
    ])
    return document(
      header: (.list([slot]), parameters(body.nonce, body.tag)), database: .base64(body.sealed))
  }

  private static func parameters(_ nonce: [UInt8], _ tag: [UInt8]) -> ExportJSON {
    .object([("nonce", .hexadecimal(nonce)), ("tag", .hexadecimal(tag))])
  }

  private static func document(
    header: (slots: ExportJSON, parameters: ExportJSON), database: ExportJSON
  ) -> ExportJSON {
    .object([
      ("version", 1),
      ("header", .object([("slots", header.slots), ("params", header.parameters)])),
      ("db", database),
    ])
  }

  private static func database(_ accounts: [Account]) -> ExportJSON {
    let names = Set(accounts.flatMap(\.tags)).sorted()
    let groups = Dictionary(uniqueKeysWithValues: names.map { ($0, ExportJSON.uuid()) })
    return .object([
      ("version", 3), ("entries", .list(accounts.map { entry($0, groups) })),
      (
        "groups",
        .list(names.map { .object([("uuid", groups[$0] ?? .null), ("name", .text($0))]) })
      ),
      ("icons_optimized", .flag(true)),
    ])
  }

  private static func entry(_ account: Account, _ groups: [String: ExportJSON]) -> ExportJSON {
    .object([
      ("type", .text(account.credential.type.rawValue)), ("uuid", .uuid()),
      ("name", .text(account.name)), ("issuer", .text(account.issuer)),
      ("note", .text(account.note)), ("favorite", .flag(account.isPinned)), ("icon", .null),
      ("info", info(account)), ("groups", .list(account.tags.compactMap { groups[$0] })),
    ])
  }

  private static func info(_ account: Account) -> ExportJSON {
    let credential = account.credential
    // The bytes of mOTP's secret, and not its digits.
    let raw = credential.type == .motp ? credential.secret.decodedHexadecimal : nil
    var pairs: [(String, ExportJSON)] = [
      ("secret", .secret((raw ?? credential.secret).base32)),
      ("algo", .text(credential.algorithm.rawValue)), ("digits", .number(credential.digits)),
      credential.type == .hotp
        ? ("counter", .number(account.counter)) : ("period", .number(credential.period)),
    ]
    // Codes with a PIN must have one, and may have an empty one.
    if [.motp, .yandex].contains(credential.type) {
      pairs.append(("pin", account.pin.map { .secret($0) } ?? ""))
    }
    return .object(pairs)
  }
}
