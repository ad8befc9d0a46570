internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Steam's own app and Steam Desktop Authenticator keep: a file with `shared_secret` for each
  /// account, several of them in `{accounts}`, or a folder with a manifest.
  static let steam = ImportFormat(
    name: "Steam",
    forms: "maFile; folder of Steam Desktop Authenticator or steamguard-cli, encrypted too",
    recognises: { document in
      document.json.map { SteamFile.isOne($0) || SteamManifest.isOne($0) } ?? false
        || document.members.contains { SteamManifest.isAccount($0.name) }
    },
    read: { (document, context) throws(ImportError) in
      if document.members.isEmpty, let json = document.json {
        guard SteamFile.isOne(json) else { throw .refused(.manifestAlone) }
        var result = ImportResult()
        SteamFile.add(json, to: &result, into: context.arena)
        return result
      }
      var folder = SteamFolder(document, context)
      return try folder.read()
    })
}

extension Explanation {
  fileprivate static let manifestAlone = Explanation(
    "this is only the list of the files of Steam Desktop Authenticator",
    hint: "import the whole folder maFiles, in which it lies")
}

/// What one file holds: an account, or several in `accounts`.
private enum SteamFile {
  static func isOne(_ json: JSONValue) -> Bool { !accounts(of: json).isEmpty }

  static func add(_ json: JSONValue, to result: inout ImportResult, into arena: SecretArena) {
    for (identifier, account) in accounts(of: json) {
      let name = account["account_name"]?.text?.nonEmpty ?? label(account) ?? identifier
      var fields = AccountFields()
      fields.type = .steam
      (fields.issuer, fields.name) = ("Steam", name)
      fields.secret = account["shared_secret"]?.text.flatMap(\.nonEmpty).map { .base64($0) }
      result.add(named: fields.displayName) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
  }

  private static func accounts(of json: JSONValue) -> [(String, JSONValue)] {
    if json["shared_secret"] != nil { return [(identifier(of: json), json)] }
    let members = json["accounts"]?.object?.members ?? []
    return members.filter { $0.value["shared_secret"] != nil }.map { ($0.key, $0.value) }
  }

  private static func identifier(of account: JSONValue) -> String {
    let session = account["Session"]?["SteamID"]
    return (account["steam_id"] ?? account["steamid"] ?? session)?.scalarText ?? ""
  }

  /// The name in `otpauth://totp/Steam:name`.
  private static func label(_ account: JSONValue) -> String? {
    guard let uri = account["uri"]?.text else { return nil }
    var fields = AccountFields()
    fields.setLabel(OTPAuthURI.label(of: Array(uri.utf8).span))
    return fields.name?.nonEmpty
  }
}

/// The list of a folder's files: `{encrypted, entries: [{filename, ...}]}`.
private enum SteamManifest {
  static func isOne(_ json: JSONValue) -> Bool {
    json["entries"]?.list?.contains { $0["filename"]?.text.map(isAccount) ?? false } ?? false
  }

  static func isAccount(_ name: String) -> Bool { name.lowercased().hasSuffix(".mafile") }

  /// What the manifest says of a file; `nil` where the file is not encrypted.
  static func seal(of entry: JSONValue) throws(ImportError) -> SteamSeal? {
    if let inner = entry["encryption"] {
      let isLegacy = inner["scheme"]?.text != "Argon2idAes256"
      return try SteamSeal(isLegacy: isLegacy, salt: inner["salt"], iv: inner["iv"])
    }
    guard entry["encryption_iv"]?.text?.nonEmpty != nil else { return nil }
    return try SteamSeal(
      isLegacy: true, salt: entry["encryption_salt"], iv: entry["encryption_iv"])
  }
}

/// AES-CBC under a key from the password: PBKDF2 in Steam Desktop Authenticator, Argon2id in newer
/// versions of steamguard-cli.
private struct SteamSeal {
  private let derivation: ForeignDerivation
  private let salt: [UInt8]
  private let iv: [UInt8]

  init(isLegacy: Bool, salt: JSONValue?, iv: JSONValue?) throws(ImportError) {
    guard let salt = salt?.text.flatMap(Base64.decode), let iv = iv?.text.flatMap(Base64.decode)
    else { throw .damaged(.cipher) }
    (self.salt, self.iv) = (salt, iv)
    derivation =
      isLegacy
      ? .pbkdf2(.sha1, rounds: 50_000) : .argon2(.id, passes: 3, memoryKiB: 12 * 1024, lanes: 12)
  }

  func open(_ file: ImportDocument, _ context: ImportContext) throws(ImportError) -> JSONValue {
    let key = try context.key(derivation, salt: salt)
    let sealed = file.text.flatMap(Base64.decode) ?? file.bytes
    let plain = try ForeignCipher.decrypt(sealed, key: key, iv: iv)
    guard let json = plain.withBytes({ try? JSONValue(parsing: $0) }) else {
      throw .wrongPassword
    }
    return json
  }
}

/// A folder: the manifest and its files.
private struct SteamFolder {
  private let document: ImportDocument
  private let context: ImportContext
  private var result = ImportResult()
  private var (opened, refused) = (0, 0)

  init(_ document: ImportDocument, _ context: ImportContext) {
    (self.document, self.context) = (document, context)
  }

  mutating func read() throws(ImportError) -> ImportResult {
    let list =
      document.member("manifest.json").flatMap {
        ImportDocument($0.content).json?["entries"]?.list
      } ?? []
    let named = list.compactMap { entry in entry["filename"]?.text.map { ($0, entry) } }
    let entries = Dictionary(named, uniquingKeysWith: { first, _ in first })
    for member in document.members where SteamManifest.isAccount(member.name) {
      let name = String(member.name.split(separator: "/").last ?? "")
      let entry = entries[name]
      try read(member, entry, name: entry?["account_name"]?.text ?? name)
    }
    let names = Set(document.members.map { String($0.name.split(separator: "/").last ?? "") })
    for (file, _) in named where !names.contains(file) {
      result.skipped.append(SkippedEntry(name: file, reason: .account(.missingSecret)))
    }
    guard opened > 0 || refused == 0 else { throw .wrongPassword }
    return result
  }

  private mutating func read(
    _ member: ImportMember, _ entry: JSONValue?, name: String
  ) throws(ImportError) {
    let file = ImportDocument(member.content)
    do throws(ImportError) {
      let json: JSONValue
      if let entry, let seal = try SteamManifest.seal(of: entry) {
        json = try seal.open(file, context)
        opened += 1
      } else if let plain = file.json {
        json = plain
      } else {
        throw entry == nil ? ImportError.refused(.sealedAlone) : ImportError.damaged(.structure)
      }
      guard SteamFile.isOne(json) else { throw .damaged(.structure) }
      SteamFile.add(json, to: &result, into: context.arena)
    } catch .needsPassword {
      throw .needsPassword
    } catch {
      if error == .wrongPassword { refused += 1 }
      let reason = error == .wrongPassword ? ImportError.damaged(.cipher) : error
      result.skipped.append(SkippedEntry(name: name, reason: .file(reason)))
    }
  }
}

extension Explanation {
  fileprivate static let sealedAlone = Explanation(
    "it is encrypted, and manifest.json is missing, which has the salt",
    hint: "import the whole folder maFiles, with manifest.json")
}
