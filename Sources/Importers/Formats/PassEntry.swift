internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What `pass show` and `gopass show` print: the password in the first line, and among the others
  /// an otpauth URI, or `totp:` or `hotp:` with one or with a secret.
  static let passEntry = ImportFormat(
    name: "pass and gopass", forms: "a decrypted entry",
    recognises: { PassEntry($0)?.hasCode ?? false },
    read: { (document, context) throws(ImportError) in
      guard let entry = PassEntry(document) else { throw .damaged(.structure) }
      return entry.read(into: context.arena)
    })
}

private struct PassEntry {
  /// A longer text is no entry.
  private static let mostLines = 1000
  private static let codes = ["totp", "hotp", "otp", "otpauth"]
  private static let names = ["username", "user", "login", "email", "account"]
  private static let addresses = ["url", "website", "site", "host"]

  /// The code's key and value: at most a few in one entry.
  private var codes: [(key: String, value: String)] = []
  private var others: [String: String] = [:]

  var hasCode: Bool { !codes.isEmpty }

  /// Looks through the lines behind the first; `nil` where that is a URI itself.
  init?(_ document: ImportDocument) {
    guard document.kind == .text || document.kind == .webAddress, let text = document.text else {
      return nil
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { String($0).trimmed }
    let uris = lines.count { OTPAuthURI.isAccount(Array($0.utf8).span) }
    guard let first = lines.first, !first.hasPrefix("#"), uris <= (first.isEmpty ? 0 : 1),
      (2...Self.mostLines).contains(lines.count),
      !OTPAuthURI.isAccount(Array(first.utf8).span), !first.hasPrefix("<")
    else { return nil }
    for line in lines.dropFirst() { take(line) }
  }

  private mutating func take(_ line: String) {
    if OTPAuthURI.isAccount(Array(line.utf8).span) { return codes.append(("otpauth", line)) }
    guard let colon = line.firstIndex(of: ":") else { return }
    let key = String(line[..<colon]).trimmed.lowercased()
    let value = Self.unquoted(String(line[line.index(after: colon)...]).trimmed)
    guard value.nonEmpty != nil else { return }
    if Self.codes.contains(key) { codes.append((key, value)) }
    others[key] = others[key] ?? value
  }

  private static func unquoted(_ value: String) -> String {
    for quote in ["\"", "'"] where value.count > 1 {
      if value.hasPrefix(quote), value.hasSuffix(quote) {
        return String(value.dropFirst().dropLast())
      }
    }
    return value
  }

  func read(into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for code in codes {
      let uri = Array(code.value.utf8)
      guard !OTPAuthURI.isAccount(uri.span) else {
        result.add(named: OTPAuthURI.label(of: uri.span)) { () throws(AccountError) in
          try OTPAuthURI.read(uri.span, into: arena)
        }
        continue
      }
      let fields = fields(code.key, code.value)
      result.add(named: fields.displayName) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  /// A bare secret, with the names that the entry has.
  private func fields(_ key: String, _ secret: String) -> AccountFields {
    var fields = AccountFields()
    fields.type = key == "hotp" ? .hotp : .totp
    fields.secret = .base32(secret)
    fields.name = Self.names.lazy.compactMap { others[$0] }.first
    fields.issuer = Self.addresses.lazy.compactMap { others[$0] }.first.map(Self.host)
    fields.counter = key == "hotp" ? LooseNumber(others["counter"]) : .missing
    return fields
  }

  private static func host(_ address: String) -> String {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    let host = rest.prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }
}
