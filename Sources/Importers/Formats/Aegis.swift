internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Aegis exports as JSON: `{version, header: {slots, params}, db}`, or as a page to print. Its
  /// lists of URIs are read as such.
  static let aegis = ImportFormat(
    name: "Aegis", forms: "JSON, plain or with a password; HTML",
    recognises: { document in
      document.json.map { $0["header"] != nil && $0["db"] != nil }
        ?? (AegisPage(document.text) != nil)
    },
    read: { (document, context) throws(ImportError) in
      if let page = AegisPage(document.text) { return page.read(context) }
      return try AegisBackup(document.json).read(context)
    })
}

/// A backup of Aegis, as its own documentation describes it (`docs/vault.md`).
private struct AegisBackup {
  private static let passwordSlot = 1
  private static let newestVersion = 3
  private let header: JSONValue
  private let database: JSONValue

  init(_ json: JSONValue?) throws(ImportError) {
    guard let header = json?["header"], let database = json?["db"] else {
      throw .damaged(.structure)
    }
    (self.header, self.database) = (header, database)
  }

  func read(_ context: ImportContext) throws(ImportError) -> ImportResult {
    let database = try database.text.map { (sealed) throws(ImportError) in
      try opened(sealed, context)
    }
    return try AegisDatabase(database ?? self.database).read(into: context.arena)
  }

  /// Opens the database with the master key, which one of the slots has.
  private func opened(
    _ sealed: String, _ context: ImportContext
  ) throws(ImportError) -> JSONValue {
    guard let sealed = Base64.decode(sealed), let seal = Seal(header["params"]) else {
      throw .damaged(.cipher)
    }
    let plaintext = try seal.open(
      sealed, key: try masterKey(context), mismatch: .damaged(.cipher))
    let json = plaintext.withBytes { try? JSONValue(parsing: $0) }
    guard let json else { throw .damaged(.structure) }
    return json
  }

  /// Tries every slot that has a password: there may be several, and others among them.
  private func masterKey(_ context: ImportContext) throws(ImportError) -> Secret {
    let slots = (header["slots"]?.list ?? []).filter {
      $0["type"]?.integer == Self.passwordSlot
    }
    guard !slots.isEmpty else { throw .refused(.noPassword) }
    var failures: [ImportError] = []
    for slot in slots {
      do {
        return try Slot(slot).masterKey(context)
      } catch {
        failures.append(error)
      }
    }
    throw failures.first { $0 == .wrongPassword || $0 == .needsPassword } ?? failures[0]
  }
}

extension Explanation {
  fileprivate static let noPassword = Explanation(
    "this backup of Aegis can only be opened by the phone that made it",
    hint: "set a password in Aegis (Settings, Security), and export again")
}

/// The nonce and the tag of what is sealed with AES-256-GCM.
private struct Seal {
  let nonce: [UInt8]
  let tag: [UInt8]

  init?(_ parameters: JSONValue?) {
    guard let nonce = parameters?["nonce"]?.text.flatMap(Hexadecimal.decode),
      let tag = parameters?["tag"]?.text.flatMap(Hexadecimal.decode)
    else { return nil }
    (self.nonce, self.tag) = (nonce, tag)
  }

  func open(
    _ sealed: [UInt8], key: Secret, mismatch: ImportError
  ) throws(ImportError) -> Secret {
    try ForeignCipher.openGCM(sealed, tag: tag, key: key, nonce: nonce, mismatch: mismatch)
  }
}

/// A slot: the master key, sealed with a key that scrypt derives from the password.
private struct Slot {
  /// Bytes of a password from which on old versions derived another key.
  private static let oldBuffer = 64
  private let sealedKey: [UInt8]
  private let seal: Seal
  private let salt: [UInt8]
  private let derivation: ForeignDerivation
  private let isRepaired: Bool

  init(_ slot: JSONValue) throws(ImportError) {
    guard let sealedKey = slot["key"]?.text.flatMap(Hexadecimal.decode),
      let seal = Seal(slot["key_params"]), let n = slot["n"]?.integer, let r = slot["r"]?.integer,
      let p = slot["p"]?.integer, let salt = slot["salt"]?.text.flatMap(Hexadecimal.decode)
    else { throw .damaged(.structure) }
    (self.sealedKey, self.seal, self.salt) = (sealedKey, seal, salt)
    derivation = .scrypt(n: n, r: r, p: p)
    isRepaired = slot["repaired"]?.flag ?? false
  }

  func masterKey(_ context: ImportContext) throws(ImportError) -> Secret {
    do {
      let key = try context.key(derivation, salt: salt)
      return try seal.open(sealedKey, key: key, mismatch: .wrongPassword)
    } catch .wrongPassword {
      return try oldMasterKey(context)
    }
  }

  /// As old versions did, to which a password over 64 bytes was the whole buffer that Java encoded
  /// it into: 2 bytes for each UTF-16 unit on a phone, 1.1 elsewhere, and zeros where it is shorter.
  /// (Up to 64 bytes HMAC fills up with zeros anyway.)
  private func oldMasterKey(_ context: ImportContext) throws(ImportError) -> Secret {
    let password = try context.requirePassword()
    guard !isRepaired, password.count > Self.oldBuffer else { throw .wrongPassword }
    let units = password.withBytes { String(decoding: $0.copied, as: UTF8.self).utf16.count }
    for room in [units * 2, units + units / 10] where room > password.count {
      let zeros = Secret(copying: [UInt8](repeating: 0, count: room - password.count))
      let padded = Secret(joining: [password, zeros])
      let key = try context.key(derivation, from: padded, salt: salt)
      if let master = try? seal.open(sealedKey, key: key, mismatch: .wrongPassword) {
        return master
      }
    }
    throw .wrongPassword
  }
}

/// What a backup holds: `{version, entries, groups}`.
private struct AegisDatabase {
  private let entries: [JSONValue]
  private let groups: [String: String]

  init(_ database: JSONValue) throws(ImportError) {
    guard let entries = database["entries"]?.list else { throw .damaged(.structure) }
    self.entries = entries
    let pairs = (database["groups"]?.list ?? []).compactMap { group in
      group["uuid"]?.text.flatMap { id in group["name"]?.text.map { (id, $0) } }
    }
    groups = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  func read(into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, entry) in zip(1..., entries) {
      let fields = fields(of: entry)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: arena)
      }
    }
    return result
  }

  private func fields(of entry: JSONValue) -> AccountFields {
    let info = entry["info"]
    var fields = AccountFields()
    fields.type = CodeType(named: entry["type"])
    fields.secret = info?["secret"]?.scalarText.map { .base32($0) }
    (fields.issuer, fields.name) = (entry["issuer"]?.scalarText, entry["name"]?.text)
    fields.algorithm = info?["algo"]?.scalarText
    fields.digits = LooseNumber(info?["digits"])
    fields.period = LooseNumber(info?["period"])
    fields.counter = LooseNumber(info?["counter"])
    fields.pin = info?["pin"]?.scalarText
    fields.note = entry["note"]?.text
    fields.tags = tags(of: entry)
    fields.isPinned = entry["favorite"]?.flag ?? false
    return fields
  }

  /// The groups: a name up to version 2, identifiers from then on. What is put away has a mark.
  private func tags(of entry: JSONValue) -> [String] {
    let named = (entry["groups"]?.list ?? []).compactMap(\.text).compactMap { groups[$0] }
    let isArchived = entry["archived"]?.flag ?? false
    return named + [entry["group"]?.text, isArchived ? "Archived" : nil].compactMap(\.self)
  }
}
