public import Authenticator
internal import Secrets

/// Accounts of every type, with names that want escaping.
public enum SampleAccounts {
  /// Two of them have one name; each has a secret of its own.
  public static let ofEveryType = [
    Account(
      issuer: "GitHub", name: "alice@example.com", credential: credential(.totp, 20),
      note: "two\nlines, a \"quote\" & <more>", tags: ["Code", "Work"], isPinned: true),
    Account(issuer: "GitHub", name: "bob", credential: credential(.totp, 10), tags: ["Home"]),
    Account(issuer: "GitHub", name: "bob", credential: credential(.totp, 11)),
    Account(
      issuer: "Example Bank", name: "customer 4711",
      credential: credential(.totp, 64, .sha512, digits: 8, period: 60)),
    Account(
      issuer: "Näh & Söhne", name: "名前 🙂 \"quoted\" \\ <x>",
      credential: credential(.totp, 32, .sha256)),
    Account(issuer: "Eight", name: "digits", credential: credential(.totp, 21, digits: 8)),
    Account(
      issuer: "Example VPN", name: "alice", credential: credential(.hotp, 22), counter: 4711),
    Account(
      issuer: "Steam", name: "player", credential: credential(.steam, 23, digits: 5)),
    Account(
      issuer: "Yandex", name: "alice", credential: credential(.yandex, 16, .sha256, digits: 8),
      pin: Secret(text: "5239")),
    Account(
      issuer: "Mobile", name: "alice",
      credential: Credential(
        type: .motp, secret: Secret(text: "0123456789abcdef"), algorithm: .md5, period: 10),
      pin: Secret(text: "1234")),
  ]

  /// A secret of so many bytes, which no other account has.
  private static func credential(
    _ type: CodeType, _ count: UInt8, _ algorithm: HashAlgorithm = .sha1, digits: Int = 6,
    period: Int = 30
  ) -> Credential {
    let secret = Secret(bytes: (0..<count).map { $0 &* 37 &+ count &+ 200 })
    return Credential(
      type: type, secret: secret, algorithm: algorithm, digits: digits, period: period)
  }
}
