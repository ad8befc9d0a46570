internal import Authenticator
internal import Importers
internal import Secrets

extension ExportFormat {
  /// What Ente Auth exports as plain text: URIs whose `codeDisplay` has what they have no place for.
  static let ente = ExportFormat(
    name: "ente", abstract: "URIs with notes and tags, for Ente Auth",
    parts: [.notes, .tags, .pins],
    refusal: { $0.reasonUnless([.totp, .hotp, .steam]) },
    content: { (accounts, _) in .file(lines(of: accounts.map(withDisplay))) })

  /// The same with a password.
  static let enteEncrypted = ExportFormat(
    name: "ente-encrypted", abstract: "JSON with a password, for Ente Auth", isEncrypted: true,
    parts: [.notes, .tags, .pins], refusal: { $0.reasonUnless([.totp, .hotp, .steam]) },
    content: { (accounts, context) throws(ExportError) in
      .file(try enteSealed(lines(of: accounts.map(withDisplay)), context.requirePassword()))
    })

  private static func withDisplay(_ account: Account) -> Account {
    var account = account
    let display = ExportJSON.object([
      ("trashed", .flag(false)), ("pinned", .flag(account.isPinned)),
      ("tags", .list(account.tags.map { .text($0) })), ("note", .text(account.note)),
    ])
    account.parameters["codeDisplay"] = display.document.withBytes {
      String(decoding: $0.copy, as: UTF8.self)
    }
    return account
  }

  /// Argon2id with what Ente calls its interactive cost; the file tells it.
  private static func enteSealed(_ text: Secret, _ password: Secret) throws(ExportError) -> Secret {
    let (salt, passes, memoryKiB) = (RandomBytes.make(count: 16), 2, 65_536)
    let key = try ExportSealing.key(
      .argon2(.id, passes: passes, memoryKiB: memoryKiB, lanes: 1), from: password, salt: salt)
    guard let (header, sealed) = try? SecretStream.seal(text, key: key) else {
      throw .cipherUnavailable
    }
    return ExportJSON.object([
      ("version", 1),
      (
        "kdfParams",
        .object([
          ("memLimit", .number(memoryKiB * 1024)), ("opsLimit", .number(passes)),
          ("salt", .base64(salt)),
        ])
      ), ("encryptedData", .base64(sealed)), ("encryptionNonce", .base64(header)),
    ]).document
  }
}
