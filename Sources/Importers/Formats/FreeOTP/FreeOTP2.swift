internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What FreeOTP 2 exports: a map that Java wrote, with `masterKey`, and for each token a key
  /// under its identifier and the rest under `<identifier>-token`.
  static let freeOTP2 = ImportFormat(
    name: "FreeOTP 2", forms: "backup with its password",
    recognises: { $0.content.withBytes { JavaStringMap.isOne($0) } },
    read: { (document, context) throws(ImportError) in
      guard let map = JavaStringMap(document.bytes) else { throw .damaged(.structure) }
      return try FreeOTPBackup(map).read(context)
    })
}

private struct FreeOTPBackup {
  private static let suffix = "-token"
  /// The most bytes of what stands under one name.
  private static let longest = 1 << 18
  private let map: JavaStringMap

  init(_ map: JavaStringMap) { self.map = map }

  func read(_ context: ImportContext) throws(ImportError) -> ImportResult {
    guard let sealed = map["masterKey"].flatMap({ JSONValue(in: $0) }) else {
      throw .damaged(.structure)
    }
    let master = try masterKey(sealed, context)
    var result = ImportResult()
    for (key, value) in map.entries where key.hasSuffix(Self.suffix) {
      let secret = map[String(key.dropLast(Self.suffix.utf8.count))]
      // Java may refer to one long text from a million places.
      let isToken = value.utf8.count <= Self.longest && (secret?.utf8.count ?? 0) <= Self.longest
      guard isToken else {
        result.skipped.append(SkippedEntry(name: key, reason: .account(.damaged)))
        continue
      }
      add(JSONValue(in: value), named: key, secret: secret, master, context.arena, to: &result)
    }
    // Keys whose token was cut off.
    for (key, _) in map.entries
    where key != "masterKey" && !key.hasSuffix(Self.suffix) && map[key + Self.suffix] == nil {
      result.skipped.append(SkippedEntry(name: key, reason: .account(.damaged)))
    }
    if !map.isWhole { result.skipped.append(SkippedEntry(reason: .account(.damaged))) }
    return result
  }

  private func add(
    _ token: JSONValue?, named key: String, secret: String?, _ master: Secret,
    _ arena: SecretArena, to result: inout ImportResult
  ) {
    var fields = token.map(FreeOTPToken.fields) ?? AccountFields()
    let name = fields.displayName.nonEmpty ?? key
    do {
      if let secret { fields.secret = .bytes(try opened(secret, master)) }
    } catch {
      result.skipped.append(SkippedEntry(name: name, reason: .file(error)))
      return
    }
    result.add(named: name) { () throws(AccountError) in
      guard token != nil else { throw .damaged }
      return try fields.account(into: arena)
    }
  }

  /// The key of a token: `{"key": "<JSON of what is sealed>"}`.
  private func opened(_ text: String, _ master: Secret) throws(ImportError) -> [UInt8] {
    guard let key = JSONValue(in: text)?["key"],
      let sealed = key.text.flatMap({ JSONValue(in: $0) }) ?? key.object.map({ .object($0) })
    else { throw .damaged(.structure) }
    return try SealedKey(sealed).open(master, mismatch: .damaged(.cipher)).foreignBytes
  }

  private func masterKey(
    _ json: JSONValue, _ context: ImportContext
  ) throws(ImportError) -> Secret {
    guard let algorithm = json["mAlgorithm"]?.text?.lowercased(), let salt = json["mSalt"]?.bytes,
      let rounds = json["mIterations"]?.integer, let sealed = json["mEncryptedKey"]
    else { throw .damaged(.structure) }
    let hashes: [(String, HashAlgorithm)] = [
      ("sha512", .sha512), ("sha256", .sha256), ("sha1", .sha1),
    ]
    guard let hash = hashes.first(where: { algorithm.hasSuffix($0.0) })?.1 else {
      throw .damaged(.cipher)
    }
    let key = try SealedKey(sealed)
    let derived = try context.key(.pbkdf2(hash, rounds: rounds), salt: salt)
    return try key.open(derived, mismatch: .wrongPassword)
  }
}

/// A key under another: `{mCipherText, mParameters, mToken}`, AES-GCM.
private struct SealedKey {
  private let sealed: [UInt8]
  private let nonce: [UInt8]
  private let associated: [UInt8]

  init(_ json: JSONValue) throws(ImportError) {
    guard let sealed = json["mCipherText"]?.bytes, let parameters = json["mParameters"]?.bytes,
      let nonce = Self.nonce(parameters)
    else { throw .damaged(.structure) }
    (self.sealed, self.nonce) = (sealed, nonce)
    associated = Array((json["mToken"]?.text ?? "").utf8)
  }

  func open(_ key: Secret, mismatch: ImportError) throws(ImportError) -> Secret {
    try ForeignCipher.openGCM(
      sealed, key: key, nonce: nonce, associated: associated, mismatch: mismatch)
  }

  /// DER: `SEQUENCE { OCTET STRING nonce, INTEGER tag length }` (RFC 5084), or the string alone.
  private static func nonce(_ parameters: [UInt8]) -> [UInt8]? {
    let string = parameters.first == 0x30 ? parameters.dropFirst(2) : parameters[...]
    guard string.count > 2, string.first == 0x04, let length = string.dropFirst().first,
      string.count - 2 >= Int(length)
    else { return nil }
    return Array(string.dropFirst(2).prefix(Int(length)))
  }
}
