import Authenticator
import Exporters
import Importers
import Secrets
import TestSupport

/// What formats write of accounts of every type, and what is read of that.
enum Exported {
  static let password = "correct horse Ω"

  static let accounts = SampleAccounts.ofEveryType

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
      case .pages(let entries): entries.map(\.payload)
      case .file(let file): [file]
      case .codes(let codes): codes.payloads()
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
