internal import Authenticator
internal import Secrets

extension ExportFormat {
  /// What 2FAS exports without a password, schema 4.
  static let twoFAS = ExportFormat(
    name: "2fas", abstract: "JSON, for 2FAS, Aegis, Ente, Stratum, Proton and Bitwarden",
    parts: [.firstTag],
    refusal: TwoFASExport.refusal,
    content: { (accounts, context) in
      .file(TwoFASExport(accounts, milliseconds: context.seconds * 1000).document)
    })
}

private struct TwoFASExport {
  private let accounts: [Account]
  private let updated: ExportJSON
  private let groups: [String: ExportJSON]

  /// A counter is an Int of 32 bits; a larger one fails the whole file.
  static func refusal(_ account: Account) -> String? {
    if let reason = account.reasonUnless([.totp, .hotp, .steam]) { return reason }
    return account.counter <= Int32.max ? nil : "has a counter that is too large for the format"
  }

  init(_ accounts: [Account], milliseconds: UInt64) {
    (self.accounts, updated) = (accounts, .number(milliseconds))
    let names = Set(accounts.compactMap(\.tags.first))
    groups = Dictionary(uniqueKeysWithValues: names.map { ($0, ExportJSON.uuid()) })
  }

  var document: Secret {
    ExportJSON.object([
      ("services", .list(zip(0..., accounts).map { service($1, at: $0) })),
      ("groups", .list(groups.sorted { $0.key < $1.key }.map { group($0.key, $0.value) })),
      ("updatedAt", updated), ("schemaVersion", 4), ("appVersionCode", 5_000_000),
      ("appVersionName", "5.0.0"), ("appOrigin", "android"),
    ]).document
  }

  private func group(_ name: String, _ id: ExportJSON) -> ExportJSON {
    .object([
      ("id", id), ("name", .text(name)), ("isExpanded", .flag(true)), ("updatedAt", updated),
    ])
  }

  /// A service is in one group at most.
  private func service(_ account: Account, at position: UInt64) -> ExportJSON {
    let name = account.issuer.isEmpty ? account.name : account.issuer
    var pairs: [(String, ExportJSON)] = [
      ("name", .text(name)), ("secret", .secret(account.credential.secret.base32)),
      ("updatedAt", updated), ("otp", code(of: account)),
      ("order", .object([("position", .number(position))])),
    ]
    if let id = account.tags.first.flatMap({ groups[$0] }) { pairs.append(("groupId", id)) }
    return .object(pairs)
  }

  private func code(of account: Account) -> ExportJSON {
    let credential = account.credential
    return .object([
      ("label", .text(account.name)), ("account", .text(account.name)),
      ("issuer", .text(account.issuer)), ("digits", .number(credential.digits)),
      credential.type == .hotp
        ? ("counter", .number(account.counter)) : ("period", .number(credential.period)),
      ("algorithm", .text(credential.algorithm.rawValue)),
      ("tokenType", .text(credential.type.rawValue.uppercased())), ("source", "Manual"),
    ])
  }
}
