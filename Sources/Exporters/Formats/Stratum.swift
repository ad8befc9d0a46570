internal import Authenticator
internal import Importers
internal import Secrets

extension ExportFormat {
  /// What Stratum (once Authenticator Pro) exports as plain JSON.
  static let stratum = ExportFormat(
    name: "stratum", abstract: "JSON, for Stratum", parts: [.tags, .codePINs],
    refusal: StratumExport.refusal,
    content: { (accounts, _) in .file(StratumExport(accounts).document) })

  /// The same with a password.
  static let stratumEncrypted = ExportFormat(
    name: "stratum-encrypted", abstract: "encrypted, for Stratum", isEncrypted: true,
    parts: [.tags, .codePINs], refusal: StratumExport.refusal,
    content: { (accounts, context) throws(ExportError) in
      .file(try StratumExport(accounts).sealed(with: context.requirePassword()))
    })
}

private struct StratumExport {
  private static let magic = Array("AUTHENTICATORPRO".utf8)
  private let accounts: [Account]
  private let categories: [(name: String, id: String)]

  init(_ accounts: [Account]) {
    self.accounts = accounts
    categories = Set(accounts.flatMap(\.tags)).sorted().map {
      ($0, Hexadecimal.encode(RandomBytes.make(count: 4)))
    }
  }

  /// It checks every entry, and takes nothing of a file in which one fails.
  static func refusal(_ account: Account) -> String? {
    switch account.credential.type {
    case .totp: account.reasonUnless(6...10)
    case .hotp: account.reasonUnless(6...8)
    case .motp where account.credential.secret.count < 16: "has an mOTP secret that is too short"
    case .steam, .yandex, .motp: nil
    }
  }

  /// Magic, salt, nonce, ciphertext and tag; the costs are fixed.
  func sealed(with password: Secret) throws(ExportError) -> Secret {
    let salt = RandomBytes.make(count: 16)
    let key = try ExportSealing.key(
      .argon2(.id, passes: 3, memoryKiB: 65_536, lanes: 4), from: password, salt: salt)
    let (nonce, sealed, tag) = try ExportSealing.gcm(document, key: key)
    return Secret(copying: Self.magic + salt + nonce + sealed + tag)
  }

  var document: Secret {
    ExportJSON.object([
      ("Authenticators", .list(zip(0..., accounts).map { entry($1, at: $0) })),
      ("Categories", .list(zip(0..., categories).map { category($1, at: $0) })),
      ("AuthenticatorCategories", .list(accounts.flatMap(bindings))), ("CustomIcons", .list([])),
    ]).document
  }

  private func entry(_ account: Account, at ranking: UInt64) -> ExportJSON {
    let credential = account.credential
    let (issuer, name) = names(of: account)
    return .object([
      ("Type", type(of: credential)), ("Icon", .null), ("Issuer", .text(issuer)),
      ("Username", name.map { .text($0) } ?? .null), ("Secret", .secret(secret(of: credential))),
      ("Pin", account.pin.map { .secret($0) } ?? .null), ("Algorithm", algorithm(of: credential)),
      ("Digits", .number(credential.digits)),
      ("Period", .number(credential.type == .hotp ? 30 : credential.period)),
      ("Counter", .number(account.counter)), ("CopyCount", 0), ("Ranking", .number(ranking)),
    ])
  }

  /// An issuer there must be; an account without one has its name there.
  private func names(of account: Account) -> (issuer: String, name: String?) {
    if !account.issuer.isEmpty { return (account.issuer, account.name) }
    return (account.name.isEmpty ? "Account" : account.name, nil)
  }

  private func category(_ category: (name: String, id: String), at ranking: UInt64) -> ExportJSON {
    .object([
      ("Id", .text(category.id)), ("Name", .text(category.name)), ("Ranking", .number(ranking)),
    ])
  }

  private func bindings(_ account: Account) -> [ExportJSON] {
    categories.filter { account.tags.contains($0.name) }.map { category in
      .object([
        ("CategoryId", .text(category.id)),
        ("AuthenticatorSecret", .secret(secret(of: account.credential))), ("Ranking", 0),
      ])
    }
  }

  /// The secret of mOTP is the text of its digits.
  private func secret(of credential: Credential) -> Secret {
    credential.type == .motp ? credential.secret : credential.secret.base32
  }

  private func type(of credential: Credential) -> ExportJSON {
    switch credential.type {
    case .hotp: 1
    case .totp: 2
    case .motp: 3
    case .steam: 4
    case .yandex: 5
    }
  }

  private func algorithm(of credential: Credential) -> ExportJSON {
    switch credential.algorithm {
    case .sha1, .md5: 0
    case .sha256: 1
    case .sha512: 2
    }
  }
}
