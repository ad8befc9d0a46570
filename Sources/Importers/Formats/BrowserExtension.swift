internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What the browser extension Authenticator (authenticator.cc) exports: an object with an entry
  /// for each account, and with the keys under which they are sealed.
  static let browserExtension = ImportFormat(
    name: "Authenticator browser extension", forms: "JSON of versions 1 to 3, plain or sealed",
    recognises: { $0.json?.object.map(ExtensionBackup.isOne) ?? false },
    read: { (document, context) throws(ImportError) in
      guard let object = document.json?.object else { throw .damaged(.structure) }
      return try ExtensionBackup(object).read(context)
    })
}

extension Explanation {
  fileprivate static let anotherPassword = Explanation(
    "this entry is sealed with another password",
    hint: "open the extension with that password once, and export again")
}

/// A backup of any version. In the first the entries are sealed with the password, in the second
/// with a key that the password opens, in the third with a hash of the password.
private struct ExtensionBackup {
  /// The key of an entry that names none.
  private static let onlyKey = ""
  private let entries: [(id: String, value: JSONValue)]
  private let oldKey: JSONValue?
  private let keys: [JSONValue]

  static func isOne(_ object: JSONObject) -> Bool {
    object.members.contains { id, value in
      let type = value["dataType"]?.text
      guard value["secret"]?.text != nil else { return type == "EncOTPStorage" || type == "Key" }
      return type == "OTPStorage" || value["hash"]?.text != nil || value["encrypted"]?.flag != nil
        || id.utf8.count >= 32 && Hexadecimal.decode(id) != nil
    }
  }

  init(_ object: JSONObject) {
    entries = object.members.map { ($0.key, $0.value) }.filter { id, value in
      id != "key" && (value["secret"] != nil || value["dataType"]?.text == "EncOTPStorage")
    }
    keys = object.members.map(\.value).filter { $0["dataType"]?.text == "Key" }
    let key = object["key"] ?? .object(object)
    oldKey = key["enc"]?.text == nil ? nil : key
  }

  func read(_ context: ImportContext) throws(ImportError) -> ImportResult {
    let sealed = entries.count { isSealed($0.value) }
    let passphrases = sealed == 0 ? [:] : try opened(context)
    var result = ImportResult()
    for (number, entry) in zip(1..., entries) {
      do {
        let fields = ExtensionEntry(try plain(entry.value, passphrases)).fields
        result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
          try fields.account(into: context.arena)
        }
      } catch {
        let name = ExtensionEntry(entry.value).fields.displayName
        result.skipped.append(SkippedEntry(entry: number, name: name, reason: reason(error)))
      }
    }
    // The first version has no other proof of the password than that an entry opens.
    let damaged = result.skipped.count { $0.reason == .account(.damaged) }
    guard sealed == 0 || damaged < sealed else { throw .wrongPassword }
    return result
  }

  /// Why an entry stays closed, where others do not.
  private func reason(_ error: ImportError) -> SkipReason {
    guard case .refused(let explanation) = error else { return .account(.damaged) }
    return .refused(explanation)
  }

  private func isSealed(_ entry: JSONValue) -> Bool {
    entry["dataType"]?.text == "EncOTPStorage" || entry["encrypted"]?.flag ?? false
  }

  private func displayName(_ entry: JSONValue) -> String {
    ExtensionEntry(entry).fields.displayName
  }

  /// An entry whose secret can be read.
  private func plain(
    _ entry: JSONValue, _ passphrases: [String: Secret]
  ) throws(ImportError) -> JSONValue {
    guard isSealed(entry) else { return entry }
    let only = passphrases.count == 1 ? passphrases.values.first : nil
    let named = entry["keyId"]?.text.map { passphrases[$0] ?? passphrases[Self.onlyKey] }
    guard let passphrase = named ?? only else { throw .refused(.anotherPassword) }
    guard let sealed = (entry["data"] ?? entry["secret"])?.text else { throw .damaged(.structure) }
    let text = try SaltedCipher.open(sealed, passphrase: passphrase)
    if entry["dataType"]?.text == "EncOTPStorage" {
      guard let opened = text.withBytes({ try? JSONValue(parsing: $0) }) else {
        throw .damaged(.cipher)
      }
      return opened
    }
    guard var object = entry.object, let secret = text.withBytes({ String(text: $0) }),
      ExtensionEntry.isSecret(secret)
    else { throw .wrongPassword }
    object.set("secret", to: .text(secret))
    return .object(object)
  }

  /// What the password opens: passphrases by the keys' identifiers.
  private func opened(_ context: ImportContext) throws(ImportError) -> [String: Secret] {
    if let oldKey { return [Self.onlyKey: try passphrase(oldKey, context)] }
    guard !keys.isEmpty else { return [Self.onlyKey: try context.requirePassword()] }
    var passphrases: [String: Secret] = [:]
    for key in keys {
      guard let hash = key["hash"]?.text.flatMap(EncodedHash.init), let salt = key["salt"]?.text,
        let id = key["id"]?.text
      else { throw .damaged(.structure) }
      // Its entries are sealed with the hash as it is written: base64 without padding.
      let derived = try context.key(
        hash.derivation, salt: Array(salt.utf8), length: hash.digest.count)
      let text = derived.withBytes { Base64.encode($0) }.prefix { $0 != "=" }
      let passphrase = Secret(utf8: String(text))
      if try hash.isHash(of: passphrase, context) { passphrases[id] = passphrase }
    }
    guard !passphrases.isEmpty else { throw .wrongPassword }
    return passphrases
  }

  /// The key of the second version: its entries are sealed with its hexadecimal digits.
  private func passphrase(
    _ key: JSONValue, _ context: ImportContext
  ) throws(ImportError) -> Secret {
    let bytes = try SaltedCipher.open(
      key["enc"]?.text ?? "", passphrase: try context.requirePassword())
    let passphrase = Secret(utf8: Hexadecimal.encode(bytes.foreignBytes))
    guard let hash = key["hash"]?.text.flatMap(EncodedHash.init) else { return passphrase }
    guard try hash.isHash(of: passphrase, context) else { throw .wrongPassword }
    return passphrase
  }
}

/// An account of the extension.
private struct ExtensionEntry {
  /// The names of its types and of its algorithms, which some versions write as numbers.
  private static let types = ["totp", "hotp", "battle", "steam", "hex", "hhex"]
  private static let algorithms = ["SHA1", "SHA256", "SHA512"]

  let fields: AccountFields

  init(_ entry: JSONValue) {
    var fields = AccountFields()
    (fields.issuer, fields.name) = (entry["issuer"]?.scalarText, entry["account"]?.scalarText)
    let type = Self.name(entry["type"], of: Self.types) ?? "totp"
    fields.set(entry["secret"]?.scalarText, type: type.lowercased())
    fields.algorithm = Self.name(entry["algorithm"], of: Self.algorithms)
    // It takes its own default for what it cannot use.
    let digits = LooseNumber(entry["digits"])
    if fields.digits == .missing, (1...10).contains(digits.value ?? 0) { fields.digits = digits }
    let period = LooseNumber(entry["period"])
    if (period.value ?? 0) > 0 { fields.period = period }
    fields.counter = LooseNumber(entry["counter"])
    fields.isPinned = entry["pinned"]?.flag ?? false
    self.fields = fields
  }

  /// Whether a text can be a secret, and not what comes out of a wrong password.
  static func isSecret(_ text: String) -> Bool {
    text.utf8.count >= 4
      && text.utf8.allSatisfy { $0 > 32 && $0 < 127 || $0 == UInt8(ascii: " ") }
  }

  /// A name, where a number stands for it the one of that number.
  private static func name(_ value: JSONValue?, of names: [String]) -> String? {
    guard let number = value?.integer else { return value?.scalarText }
    return (1...names.count).contains(number) ? names[number - 1] : String(number)
  }
}

extension AccountFields {
  /// Sets type and secret; a prefix of the secret tells more than the type, and so does a secret that
  /// is no base32.
  fileprivate mutating func set(_ secret: String?, type: String) {
    let secret = secret ?? ""
    let prefix = ["blz-", "bliz-", "stm-"].first { secret.hasPrefix($0) } ?? ""
    let text = String(secret.dropFirst(prefix.count))
    let kind = prefix.isEmpty ? type : prefix == "stm-" ? "steam" : "battle"
    switch kind {
    case "totp", "hex", "battle": self.type = .totp
    case "hotp", "hhex": self.type = .hotp
    case "steam": self.type = .steam
    default: self.type = nil
    }
    if kind == "battle" { digits = 8 }
    let isHexadecimal = kind == "hex" || kind == "hhex" || !text.isBase32 && Hexadecimal.isOne(text)
    self.secret = isHexadecimal ? .hexadecimal(text) : .base32(text)
  }
}

extension String {
  fileprivate var isBase32: Bool {
    utf8.allSatisfy { character in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character.lowercased)
        || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains(character)
        || character == UInt8(ascii: "=") || character.isASCIISpace
    }
  }
}
