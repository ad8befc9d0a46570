internal import Authenticator
internal import Secrets

extension ExportFormat {
  /// What FreeOTP+ exports.
  static let freeOTPPlus = ExportFormat(
    name: "freeotp-plus", abstract: "JSON, for FreeOTP+, Aegis and Stratum",
    refusal: FreeOTPPlusExport.refusal,
    content: { (accounts, _) in .file(FreeOTPPlusExport(accounts).document) })
}

private struct FreeOTPPlusExport {
  /// What makes the codes of an account those of Steam.
  private static let steam = "Steam"
  private let accounts: [Account]
  private let names: [String]

  static func refusal(_ account: Account) -> String? {
    if let reason = account.reasonUnless([.totp, .hotp, .steam]) { return reason }
    guard (account.credential.type == .steam) != (account.issuer == steam) else { return nil }
    return account.issuer == steam
      ? "would get the codes of Steam, by its issuer"
      : "would lose the codes of Steam, as its issuer is another"
  }

  /// Tokens are known by issuer and name, so a second one of both gets a number.
  init(_ accounts: [Account]) {
    self.accounts = accounts
    var seen: Set<String> = []
    names = accounts.map { account in
      var (name, number) = (account.name, 2)
      while !seen.insert("\(account.issuer):\(name)").inserted {
        name = "\(account.name) (\(number))"
        number += 1
      }
      return name
    }
  }

  var document: Secret {
    let tokens = zip(accounts, names)
    return ExportJSON.object([
      ("tokenOrder", .list(tokens.map { .text("\($0.issuer):\($1)") })),
      ("tokens", .list(tokens.map(token))),
    ]).document
  }

  private func token(_ account: Account, _ name: String) -> ExportJSON {
    let credential = account.credential
    return .object([
      ("algo", .text(credential.algorithm.rawValue)), ("counter", .number(account.counter)),
      ("digits", .number(credential.digits)), ("issuerExt", .text(account.issuer)),
      ("issuerInt", .text(account.issuer)), ("label", .text(name)),
      ("period", .number(credential.type == .hotp ? 30 : credential.period)),
      ("secret", .signedBytes(credential.secret)),
      ("type", credential.type == .hotp ? "HOTP" : "TOTP"),
    ])
  }
}
