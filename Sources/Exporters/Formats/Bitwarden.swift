internal import Authenticator
internal import Secrets

extension ExportFormat {
  /// What Bitwarden exports as unencrypted JSON: logins that have nothing but their codes.
  static let bitwarden = ExportFormat(
    name: "bitwarden", abstract: "JSON, for Bitwarden, Aegis, Stratum, Proton and Ente",
    parts: [.notes, .firstTag, .pins], refusal: { $0.reasonUnless([.totp, .steam]) },
    content: { (accounts, _) in .file(bitwardenDocument(accounts)) })

  /// A login is in one folder at most.
  private static func bitwardenDocument(_ accounts: [Account]) -> Secret {
    let names = Set(accounts.compactMap(\.tags.first)).sorted()
    let folders = Dictionary(uniqueKeysWithValues: names.map { ($0, ExportJSON.uuid()) })
    return ExportJSON.object([
      ("encrypted", .flag(false)),
      (
        "folders",
        .list(names.map { .object([("id", folders[$0] ?? .null), ("name", .text($0))]) })
      ),
      (
        "items",
        .list(
          accounts.map { account in
            bitwardenItem(account, folder: account.tags.first.flatMap { folders[$0] })
          })
      ),
    ]).document
  }

  private static func bitwardenItem(_ account: Account, folder: ExportJSON?) -> ExportJSON {
    .object([
      ("id", .uuid()), ("organizationId", .null), ("folderId", folder ?? .null), ("type", 1),
      ("reprompt", 0), ("name", .text(account.issuer.isEmpty ? account.name : account.issuer)),
      ("notes", account.note.isEmpty ? .null : .text(account.note)),
      ("favorite", .flag(account.isPinned)),
      (
        "login",
        .object([
          ("uris", .list([])), ("username", .text(account.name)), ("password", .null),
          ("totp", .secret(bitwardenCode(account))),
        ])
      ), ("collectionIds", .null),
    ])
  }

  private static func bitwardenCode(_ account: Account) -> Secret {
    guard account.credential.type == .steam else { return Secret(uriOf: account) }
    var text = ExportText()
    text += "steam://"
    text += account.credential.secret.base32
    return text.secret
  }
}
