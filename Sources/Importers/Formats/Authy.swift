internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What was taken out of Authy, which has no export: Android preferences, what its servers answer
  /// to the phone (`authenticator_tokens`), that decrypted, or what scripts took from the desktop.
  static let authy = ImportFormat(
    name: "Authy", forms: "Android preferences; dumps of the iOS and desktop apps",
    recognises: { !AuthyTokens.list(of: $0).isEmpty },
    read: { (document, context) throws(ImportError) in
      var reader = AuthyReader(context)
      for token in AuthyTokens.list(of: document) { try reader.take(token) }
      return try reader.finished()
    })
}

private enum AuthyTokens {
  private static let lists = ["authenticator_tokens", "decrypted_authenticator_tokens", "apps"]
  private static let marks = [
    "decryptedSecret", "encryptedSecret", "secretSeed", "encrypted_seed", "decrypted_seed",
    "secret_seed",
  ]

  static func list(of document: ImportDocument) -> [JSONValue] {
    if let preferences = AndroidPreferences(document) {
      return preferences.values.filter { $0.value.trimmed.hasPrefix("[") }
        .compactMap { JSONValue(in: $0.value)?.list }.flatMap(\.self).filter(isToken)
    }
    guard let json = document.json else { return [] }
    let named = lists.compactMap { json[$0]?.list }.flatMap(\.self)
    let list = json.list ?? named
    // A token of a list that has a name is one, whatever is missing in it.
    guard list.contains(where: isToken) else { return [] }
    return list
  }

  private static func isToken(_ token: JSONValue) -> Bool {
    marks.contains { token[$0] != nil }
      || token["name"] != nil && token["secret"]?.text != nil && token["uri"]?.text != nil
  }
}

/// Reads one token after the other.
private struct AuthyReader {
  private let context: ImportContext
  private var result = ImportResult()
  private var (number, opened, refused) = (0, 0, 0)

  init(_ context: ImportContext) { self.context = context }

  func finished() throws(ImportError) -> ImportResult {
    guard opened > 0 || refused == 0 else { throw .wrongPassword }
    return result
  }

  mutating func take(_ token: JSONValue) throws(ImportError) {
    number += 1
    var fields = AuthyNames.fields(of: token)
    do throws(ImportError) {
      fields.secret = try secret(of: token)
    } catch .needsPassword {
      throw .needsPassword
    } catch {
      if error == .wrongPassword { refused += 1 }
      let reason = error == .wrongPassword ? ImportError.damaged(.cipher) : error
      result.skipped.append(
        SkippedEntry(entry: number, name: fields.displayName, reason: .file(reason)))
      return
    }
    if let seed = (token["secretSeed"] ?? token["secret_seed"])?.text {
      // Authy's own tokens.
      fields.secret = .hexadecimal(seed)
      fields.digits = token["digits"] == nil ? 7 : fields.digits
      fields.period = 10
    }
    result.add(named: fields.displayName, entry: number) { [context] () throws(AccountError) in
      try fields.account(into: context.arena)
    }
  }

  private mutating func secret(
    of token: JSONValue
  ) throws(ImportError) -> AccountFields.SecretText? {
    let plain = (token["decryptedSecret"] ?? token["decrypted_seed"] ?? token["secret"])?.text
    if let plain = plain?.nonEmpty { return .base32(plain) }
    guard let sealed = (token["encryptedSecret"] ?? token["encrypted_seed"])?.text?.nonEmpty
    else { return nil }
    guard let sealed = Base64.decode(sealed), let salt = token["salt"]?.text else {
      throw .damaged(.cipher)
    }
    let rounds = token["key_derivation_iterations"]?.integer ?? 1000
    let iv = token["unique_iv"]?.text.flatMap(Self.iv) ?? [UInt8](repeating: 0, count: 16)
    let key = try context.key(.pbkdf2(.sha1, rounds: rounds), salt: Array(salt.utf8))
    let text = try ForeignCipher.decrypt(sealed, key: key, iv: iv)
    let secret = String(decoding: text.foreignBytes, as: UTF8.self)
    // What a wrong key leaves is no base32.
    guard (try? AccountFields.SecretText.base32(secret).bytes()) != nil else {
      throw .wrongPassword
    }
    opened += 1
    return .base32(secret)
  }

  /// Hexadecimal digits or base64.
  private static func iv(_ text: String) -> [UInt8]? {
    guard !text.isEmpty else { return nil }
    return [Hexadecimal.decode(text), Base64.decode(text)].compactMap(\.self)
      .first { $0.count == 16 }
  }
}

/// How Authy names a token: `Issuer:name`, `Issuer: name` or `Issuer - name` in a name or in the
/// original one, and sometimes the issuer beside.
private enum AuthyNames {
  static func fields(of token: JSONValue) -> AccountFields {
    var fields = AccountFields()
    let name = token["name"]?.text ?? ""
    let original = (token["originalName"] ?? token["original_name"])?.text ?? ""
    let label = name.nonEmpty ?? original
    let issuers = ["originalIssuer", "original_issuer", "issuer"].lazy
    let issuer =
      issuers.compactMap { token[$0]?.text?.nonEmpty }.first ?? prefix(of: original, ":")
      ?? prefix(of: label, " - ") ?? prefix(of: label, ":") ?? kind(of: token)
    fields.issuer = issuer
    fields.name = issuer.map { rest(of: label, behind: $0) } ?? label
    fields.digits = LooseNumber(token["digits"])
    fields.icon = token["logo"]?.text
    return fields
  }

  /// The service that Authy knew, where it is one.
  private static func kind(of token: JSONValue) -> String? {
    guard let kind = (token["accountType"] ?? token["account_type"])?.text?.nonEmpty,
      !kind.hasPrefix("authenticator"), let first = kind.first
    else { return nil }
    return first.uppercased() + kind.dropFirst()
  }

  private static func prefix(of label: String, _ separator: String) -> String? {
    label.firstRange(of: separator).flatMap { String(label[..<$0.lowerBound]).trimmed.nonEmpty }
  }

  private static func rest(of label: String, behind issuer: String) -> String {
    for separator in [":", " - "]
    where label.lowercased().hasPrefix((issuer + separator).lowercased()) {
      return String(label.dropFirst(issuer.count + separator.count)).trimmed
    }
    return label == issuer ? "" : label
  }
}
