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
  private var uris: [(line: Int, text: String)] = []
  private var others: [String: String] = [:]

  var hasCode: Bool { !codes.isEmpty || !uris.isEmpty }

  /// Looks through the lines behind the first; `nil` where that is a URI itself.
  init?(_ document: ImportDocument) {
    guard document.kind == .text || document.kind == .webAddress, Self.isShort(document),
      let lines = document.text?.split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    else { return nil }
    let texts = lines.map { String($0).trimmed }
    guard let first = texts.first, !first.hasPrefix("#"), !first.hasPrefix("<"), texts.count > 1,
      Self.uris(in: first) == 0,
      texts.reduce(0, { $0 + Self.uris(in: $1) }) <= (first.isEmpty ? 0 : 1)
    else { return nil }
    for (number, text) in zip(1..., texts).dropFirst() { take(text, number) }
  }

  /// Whether it has few lines; characters of a long text are not worth a look.
  private static func isShort(_ document: ImportDocument) -> Bool {
    document.content.withBytes { text in
      var lines = TextLines(text)
      while lines.number <= mostLines { if lines.next() == nil { return true } }
      return false
    }
  }

  /// How many URIs a line has, wherever in it.
  private static func uris(in line: String) -> Int {
    let bytes = Array(line.utf8)
    return URIPiece.all(in: bytes.indices, of: bytes.span).count
  }

  private mutating func take(_ line: String, _ number: Int) {
    if OTPAuthURI.isAccount(Array(line.utf8).span) { return uris.append((number, line)) }
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
    var list = URIList(into: arena)
    for uri in uris {
      let text = Array(uri.text.utf8)
      _ = list.add(text.indices, of: text.span, number: uri.line)
    }
    var result = list.result
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
