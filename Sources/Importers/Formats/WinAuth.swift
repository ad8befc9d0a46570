internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What WinAuth exports as text, in an archive where a password was given: a URI a line, with
  /// `icon` and for Steam `data`; and its own configuration.
  static let winAuth = ImportFormat(
    name: "WinAuth", forms: "exported text; winauth.xml without protection",
    recognises: { WinAuthText.isOne($0) || $0.xml?.name == "WinAuth" },
    read: { (document, context) throws(ImportError) in
      guard let root = document.xml else { return WinAuthText.read(document, context) }
      return try WinAuthConfiguration.read(root, into: context.arena)
    })
}

/// The lines of an export. Those that start with `#` are comments.
private enum WinAuthText {
  static func isOne(_ document: ImportDocument) -> Bool {
    let mayBeOne = document.content.withBytes { text in
      text.contains("otpauth://") && (text.contains("&data=") || text.contains("&icon="))
    }
    guard document.kind == .text, mayBeOne, let text = document.text else { return false }
    return lines(of: text).contains { $0.hasPrefix("otpauth://") && isOwn($0) }
  }

  private static func isOwn(_ line: String) -> Bool {
    let icon = line.firstRange(of: "&icon=").map { line[$0.upperBound...].prefix { $0 != "&" } }
    return line.contains("&data=")
      || icon.map { $0.contains("WinAuth") || $0.hasSuffix("Icon") }
        ?? false
  }

  static func read(_ document: ImportDocument, _ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    for (number, line) in zip(1..., lines(of: document.text ?? ""))
    where !line.isEmpty && !line.hasPrefix("#") {
      let uri = Array(spacedLabel(line).utf8)
      let label = OTPAuthURI.label(of: uri.span)
      result.add(named: label, entry: number) { () throws(AccountError) in
        guard let secret = steamSecret(line) else {
          return try OTPAuthURI.read(uri.span, into: context.arena)
        }
        var fields = AccountFields()
        fields.type = .steam
        fields.setLabel(label)
        if fields.issuer?.nonEmpty == nil { fields.issuer = "Steam" }
        fields.secret = .base64(secret)
        return try fields.account(into: context.arena)
      }
    }
    return result
  }

  /// Steam's own data goes before `secret`, which has it in another form.
  private static func steamSecret(_ line: String) -> String? {
    guard let start = line.firstRange(of: "data=")?.upperBound else { return nil }
    let data = Array(line[start...].prefix { $0 != "&" }.utf8)
    var (decoded, position) = ([UInt8](), 0)
    while position < data.count,
      let byte = try? PercentCoding.next(in: data.span, at: &position, plus: UInt8(ascii: " "))
    {
      decoded.append(byte)
    }
    let json = try? JSONValue(parsing: decoded.span)
    return json?["shared_secret"]?.text?.nonEmpty
  }

  /// WinAuth writes a space as a plus in the label, too.
  private static func spacedLabel(_ line: String) -> String {
    guard let question = line.firstIndex(of: "?") else { return line }
    return line[..<question].split(separator: "+", omittingEmptySubsequences: false)
      .joined(separator: "%20") + line[question...]
  }

  private static func lines(of text: String) -> [String] {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0).trimmed }
  }
}

/// `<WinAuth><WinAuthAuthenticator type><name/><authenticatordata encrypted><secretdata/>`.
private enum WinAuthConfiguration {
  static func read(
    _ root: XMLElement, into arena: SecretArena
  ) throws(ImportError) -> ImportResult {
    let entries = root.all("WinAuthAuthenticator")
    guard !entries.isEmpty else { throw .refused(.protectedConfiguration) }
    var result = ImportResult()
    for (number, entry) in zip(1..., entries) {
      let name = entry["name"]?.text ?? ""
      let data = entry["authenticatordata"]
      guard data?.attributes["encrypted"]?.nonEmpty == nil, let secret = data?["secretdata"]?.text
      else {
        result.skipped.append(
          SkippedEntry(entry: number, name: name, reason: .refused(.protectedConfiguration)))
        continue
      }
      let fields = fields(name, secret, kind: entry.attributes["type"] ?? "")
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  /// The secret in hexadecimal digits, the digits of a code, the algorithm and the period, separated
  /// by tabs; what an app of its own needs beside follows a `|`.
  private static func fields(_ name: String, _ data: String, kind: String) -> AccountFields {
    let own = data.split(separator: "|").first.map(String.init) ?? ""
    let parts = own.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    var fields = AccountFields()
    fields.setLabel(name)
    fields.type = kind.hasSuffix("SteamAuthenticator") ? .steam : .totp
    if kind.hasSuffix("HOTPAuthenticator") { fields.type = .hotp }
    fields.secret = parts.first.map { .hexadecimal($0) }
    fields.digits = LooseNumber(parts.count > 1 ? parts[1] : nil)
    fields.algorithm = parts.count > 2 ? parts[2] : nil
    fields.period = LooseNumber(parts.count > 3 ? parts[3] : nil)
    if fields.type == .steam { fields.issuer = "Steam" }
    return fields
  }
}

extension Explanation {
  fileprivate static let protectedConfiguration = Explanation(
    "WinAuth protected this with its own password or with Windows, and only it can open it",
    hint: "choose Export in WinAuth, which writes a text file or a zip archive")
}
