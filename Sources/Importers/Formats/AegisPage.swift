internal import Authenticator
internal import Secrets

/// The page that Aegis exports to be printed: a table with a row for each entry. It has no column
/// for the period, which stands only in the row's QR code.
struct AegisPage {
  private static let columns = ["Issuer", "Name", "Type", "QR Code", "UUID", "Note", "Favorite"]
  private static let dataURI = "data:image/png;base64,"

  /// Pictures that are read; the rest have the usual period.
  private static let mostPictures = 2000

  private let header: [String]
  private let rows: [[HTMLTable.Cell]]

  /// `nil` where a text is no such page.
  init?(_ text: String?) {
    guard let text, text.utf8.first == UInt8(ascii: "<"), text.contains("<th>QR Code</th>") else {
      return nil
    }
    let rows = HTMLTable.rows(of: text)
    guard let header = rows.first?.map(\.text), header.starts(with: Self.columns) else {
      return nil
    }
    (self.header, self.rows) = (header, Array(rows.dropFirst()))
  }

  func read(_ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    for (number, row) in zip(1..., rows) {
      var fields = fields(of: row)
      if fields.type == .totp {
        let period = number <= Self.mostPictures ? period(of: row, fields.secret, context) : nil
        fields.period = period.map { .number($0) } ?? .missing
        if period == nil { fields.warnings = [.assumedPeriod(CodeType.totp.defaultPeriod)] }
      }
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: context.arena)
      }
    }
    return result
  }

  private func fields(of row: [HTMLTable.Cell]) -> AccountFields {
    let cell = { (name: String) in
      header.firstIndex(of: name).flatMap { row.indices ~= $0 ? row[$0].text : nil }
    }
    var fields = AccountFields()
    let type = cell("Type")?.lowercased() ?? ""
    fields.type = CodeType(named: type)
    fields.secret = cell("Secret").map { type == "motp" ? .hexadecimal($0) : .base32($0) }
    (fields.issuer, fields.name) = (cell("Issuer"), cell("Name"))
    fields.algorithm = cell("Algo")
    fields.digits = LooseNumber(cell("Digits"))
    if type == "hotp" { fields.counter = LooseNumber(cell("Counter")) }
    if fields.type?.needsPIN ?? false { fields.pin = cell("PIN") }
    fields.note = cell("Note")
    fields.isPinned = cell("Favorite") == "true"
    return fields
  }

  /// The period that the row's QR code says, where it is that of the same secret.
  private func period(
    of row: [HTMLTable.Cell], _ secret: AccountFields.SecretText?, _ context: ImportContext
  ) -> Int? {
    guard let source = row.compactMap(\.picture).first, source.hasPrefix(Self.dataURI),
      let picture = Base64.decode(String(source.dropFirst(Self.dataURI.count))),
      let payload = context.scan(Secret(copying: picture)),
      let credential = payload.withBytes({
        try? OTPAuthURI.read($0, into: context.arena).account.credential
      }), let bytes = try? secret?.bytes(), credential.secret == Secret(copying: bytes)
    else { return nil }
    return credential.period
  }
}
