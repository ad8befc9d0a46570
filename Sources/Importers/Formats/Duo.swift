internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// The accounts of Duo Mobile (`duokit/accounts.json`): a list with `otpGenerator`.
  static let duo = ImportFormat(
    name: "Duo Mobile", forms: "accounts.json of the Android app",
    recognises: { $0.json?.list?.contains { $0["otpGenerator"] != nil } ?? false },
    read: { (document, context) throws(ImportError) in
      guard let list = document.json?.list else { throw .damaged(.structure) }
      return DuoList.read(list, into: context.arena)
    })
}

private enum DuoList {
  static func read(_ list: [JSONValue], into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, entry) in zip(1..., list) {
      let name = entry["name"]?.text ?? ""
      guard let generator = entry["otpGenerator"] else {
        result.skipped.append(SkippedEntry(entry: number, name: name, reason: .refused(.pushOnly)))
        continue
      }
      let fields = fields(name, generator)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  private static func fields(_ name: String, _ generator: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.setLabel(name)
    fields.secret = generator["otpSecret"]?.scalarText.map { .base32($0) }
    fields.counter = LooseNumber(generator["counter"])
    if fields.counter != .missing { fields.type = .hotp }
    return fields
  }
}

extension Explanation {
  fileprivate static let pushOnly = Explanation(
    "this account of Duo signs in by a notification and has no secret",
    hint: "ask for a hardware token or a TOTP code in its place")
}
