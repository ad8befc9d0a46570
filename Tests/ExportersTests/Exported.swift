import Authenticator
import Exporters
import Importers
import Secrets
import TestSupport

/// Accounts of every type, with names that want escaping.
enum Exported {
  static let password = "correct horse Ω"

  static let accounts = [
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

  /// What a format writes.
  static func content(
    _ name: String, _ accounts: [Account] = Exported.accounts
  ) throws -> (taken: [Account], content: ExportFormat.Content) {
    guard let format = ExportFormat.named(name) else { throw ExportError.needsPassword }
    let taken = accounts.filter { format.reasonAgainst($0) == nil }
    let password = format.isEncrypted ? Secret(text: password) : nil
    return (taken, try format.write(taken, password: password, at: 1_700_000_000))
  }

  /// What importing gives, of one file or of every code.
  static func imported(
    _ content: ExportFormat.Content, password: String? = password
  ) throws -> ImportResult {
    var result = ImportResult()
    let documents =
      switch content {
      case .sheet(let sheet):
        [sheet.document(pictures: sheet.payloads.map { _ in Secret(text: "a picture") })]
      case .file(let file): [file]
      case .codes(let codes): codes
      }
    for document in documents {
      result.add(
        try Importers.recognise(ImportDocument(document))
          .read(into: SecretArena(), password: password.map { Secret(text: $0) }))
    }
    return result
  }
}

extension Account {
  /// The account in words, without what a format has no place for.
  func words(_ format: ExportFormat) -> [String] {
    [
      issuer, name, credential.type.rawValue, credential.algorithm.rawValue,
      "\(credential.digits) \(credential.period) \(counter) \(credential.secret.bytes)",
      format.parts.contains(.codePINs) ? "\(pin?.bytes ?? [])" : "",
      // On the page to print they are for people.
      format.parts.contains(.notes) && format.name != "html" ? note : "",
      tags.prefix(
        format.parts.contains(.tags) ? .max : format.parts.contains(.firstTag) ? 1 : 0
      ).sorted().joined(separator: "|"),
      format.parts.contains(.pins) && isPinned ? "pinned" : "",
    ]
  }
}
