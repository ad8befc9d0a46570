internal import Authenticator
internal import Secrets

extension ExportFormat {
  /// What andOTP exports without a password.
  static let andOTP = ExportFormat(
    name: "andotp", abstract: "JSON, for andOTP, Aegis, Stratum and 2FAS", parts: [.tags],
    refusal: { $0.reasonUnless([.totp, .hotp, .steam, .motp]) },
    content: { (accounts, _) in .file(ExportJSON.list(accounts.map(andOTPEntry)).document) })

  /// The secret of mOTP is the text of its digits.
  private static func andOTPEntry(_ account: Account) -> ExportJSON {
    let credential = account.credential
    let algorithm = credential.type == .motp ? .sha1 : credential.algorithm
    return .object([
      ("secret", .secret(credential.secret.base32)), ("issuer", .text(account.issuer)),
      ("label", .text(account.name)), ("digits", .number(credential.digits)),
      ("type", .text(credential.type.rawValue.uppercased())),
      ("algorithm", .text(algorithm.rawValue)), ("thumbnail", "Default"),
      ("last_used", 0), ("used_frequency", 0),
      credential.type == .hotp
        ? ("counter", .number(account.counter)) : ("period", .number(credential.period)),
      ("tags", .list(account.tags.map { .text($0) })),
    ])
  }
}
