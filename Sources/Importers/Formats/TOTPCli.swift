internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What `totp-cli dump` prints, as YAML, and what its storage holds, as JSON: namespaces with
  /// accounts `{name, token, prefix, length, ...}`.
  static let totpCLI = ImportFormat(
    name: "totp-cli", forms: "YAML of its dump; JSON",
    recognises: { document in
      TOTPCLIDump.isList(document.json) || TOTPCLIDump.isDump(document)
    },
    read: { (document, context) throws(ImportError) in
      guard let list = document.json?.list else {
        return TOTPCLIDump.read(document.text ?? "", into: context.arena)
      }
      return TOTPCLIDump.read(list, into: context.arena)
    })
}

private enum TOTPCLIDump {
  static func isList(_ json: JSONValue?) -> Bool {
    json?.list?.contains { namespace in
      namespace["name"] != nil
        && namespace["accounts"]?.list?.contains { $0["token"] != nil } ?? false
    } ?? false
  }

  static func isDump(_ document: ImportDocument) -> Bool {
    let mayBeOne = document.content.withBytes { text in
      text.contains("accounts:") && text.contains("token:")
    }
    guard document.kind == .text, mayBeOne, let text = document.text else { return false }
    let keys = lines(of: text).map(\.key)
    return keys.contains("accounts") && keys.contains("token") && keys.contains("name")
  }

  static func read(_ list: [JSONValue], into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for namespace in list {
      for account in namespace["accounts"]?.list ?? [] {
        add(
          { account[$0]?.scalarText }, namespace: namespace["name"]?.text ?? "", to: &result,
          into: arena)
      }
    }
    return result
  }

  /// Reads the lines one after the other. A dash begins an account where it stands deeper than
  /// that of its namespace, and ends the one before.
  static func read(_ text: String, into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    var (namespace, account, depth) = ("", [String: String](), 0)
    var isAccount = false
    let end = [(key: "", value: "", isFirst: true, depth: 0)]
    for line in lines(of: text) + end {
      if line.isFirst {
        if isAccount { add({ account[$0] }, namespace: namespace, to: &result, into: arena) }
        account = [:]
        isAccount = depth > 0 && line.depth > depth
        if !isAccount { (namespace, depth) = ("", 0) }
      }
      if line.key == "accounts", !isAccount { depth = line.depth }
      if isAccount {
        account[line.key] = line.value
      } else if line.key == "name" {
        namespace = line.value
      }
    }
    return result
  }

  private static func add(
    _ value: (String) -> String?, namespace: String, to result: inout ImportResult,
    into arena: SecretArena
  ) {
    var fields = AccountFields()
    let names = ["timePeriod", "time_period", "timeperiod", "period"]
    (fields.issuer, fields.name) = (namespace, value("name"))
    fields.secret = value("token").map { .base32($0) }
    fields.digits = LooseNumber(value("length").flatMap { $0 == "0" ? nil : $0 })
    fields.algorithm = value("algorithm")
    // It stands before each code there, and nowhere in the code itself.
    fields.note = value("prefix")?.nonEmpty.map { "typed before each code: " + $0 }
    fields.period = LooseNumber(names.lazy.compactMap(value).first { $0 != "0" })
    result.add(named: fields.displayName) { () throws(AccountError) in
      try fields.account(into: arena)
    }
  }

  /// The lines `key: value`: whether a dash stands before the key, and how far in the key stands.
  private static func lines(
    of text: String
  ) -> [(key: String, value: String, isFirst: Bool, depth: Int)] {
    text.split { $0.isNewline }.compactMap { line in
      let start = line.drop { $0 == " " }
      let isFirst = start.hasPrefix("- ")
      let pair = isFirst ? start.dropFirst(2).drop { $0 == " " } : start
      guard !pair.hasPrefix("#"), let colon = pair.firstIndex(of: ":") else { return nil }
      let value = String(pair[pair.index(after: colon)...]).trimmed
      return (
        String(pair[..<colon]), unquoted(value), isFirst, line.count - pair.count
      )
    }
  }

  private static func unquoted(_ value: String) -> String {
    if value.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") {
      return JSONValue(in: value)?.text ?? value
    }
    guard value.count > 1, value.hasPrefix("'"), value.hasSuffix("'") else { return value }
    return value.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false)
      .joined(separator: "'")
  }
}
