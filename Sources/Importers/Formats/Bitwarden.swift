internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Bitwarden exports, `{encrypted, folders, items}` or a table, and its authenticator app
  /// too. With a password of the file's own `data` takes the place of the items.
  static let bitwarden = ImportFormat(
    name: "Bitwarden",
    forms: "of the vault and of its Authenticator: JSON, also with a password of its own, and CSV",
    recognises: { document in
      if document.csv?.has("type", "name", "login_totp") ?? false { return true }
      guard let json = document.json else { return false }
      return json["encrypted"]?.flag != nil && (json["items"] ?? json["data"]) != nil
        || json["items"]?.list?.contains { $0["login"]?.object != nil } ?? false
    },
    read: { (document, context) throws(ImportError) in
      guard let json = document.json else { return BitwardenTable.read(document, context) }
      guard json["encrypted"]?.flag ?? false else { return BitwardenVault(json).read(context) }
      return try BitwardenVault(BitwardenSeal(json).open(context)).read(context)
    })
}

extension Explanation {
  fileprivate static let accountRestricted = Explanation(
    "this export of Bitwarden can only be opened by the account that made it",
    hint: "export again as .json, or as .json (encrypted) with a password of the file's own")
}

/// The logins as a table.
private enum BitwardenTable {
  static func read(_ document: ImportDocument, _ context: ImportContext) -> ImportResult {
    let columns = LoginTable(
      title: ["name"], username: ["login_username"], code: ["login_totp"], note: ["notes"],
      tags: ["folder", "collections"], pinned: ["favorite"])
    // The authenticator's rows do not always fit their header.
    return columns.read(document, context) { entry, row in
      guard entry.code == nil || row.isLonger else { return }
      entry.code = row.cells.first(where: isURI) ?? entry.code
    }
  }

  private static func isURI(_ cell: String) -> Bool {
    OTPAuthURI.isAccount(Array(cell.trimmed.utf8).span)
  }
}

/// The items of a vault: logins with a code, and everything else.
private struct BitwardenVault {
  private let items: [JSONValue]
  private let folders: [String: String]

  init(_ json: JSONValue) {
    items = json["items"]?.list ?? []
    let named = (json["folders"]?.list ?? []) + (json["collections"]?.list ?? [])
    let pairs = named.compactMap { folder in
      folder["id"]?.text.flatMap { id in folder["name"]?.text.map { (id, $0) } }
    }
    folders = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  func read(_ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    for (number, item) in zip(1..., items) {
      result.add(entry(item), entry: number, into: context.arena)
    }
    return result
  }

  private func entry(_ item: JSONValue) -> CodeEntry {
    let login = item["login"]
    var entry = CodeEntry(
      title: item["name"]?.scalarText, username: login?["username"]?.scalarText,
      code: login?["totp"]?.scalarText, note: item["notes"]?.text)
    let ids = [item["folderId"]].compactMap(\.self) + (item["collectionIds"]?.list ?? [])
    entry.tags = ids.compactMap(\.text).compactMap { folders[$0] }
    entry.isPinned = item["favorite"]?.flag ?? false
    entry.isTrashed = item["deletedDate"] != nil
    return entry
  }
}

/// A vault that is sealed with a password: AES-256-CBC, and HMAC-SHA-256 over it. A text of its own
/// tells whether the password is right.
private struct BitwardenSeal {
  private static let mostMemoryMiB = 1 << 20
  private let json: JSONValue

  init(_ json: JSONValue) throws(ImportError) {
    guard json["passwordProtected"]?.flag ?? false else { throw .refused(.accountRestricted) }
    self.json = json
  }

  func open(_ context: ImportContext) throws(ImportError) -> JSONValue {
    guard let data = json["data"]?.text.flatMap(SealedText.init) else { throw .damaged(.cipher) }
    let keys = try keys(context)
    var isProven = false
    if let proof = json["encKeyValidation_DO_NOT_EDIT"]?.text.flatMap(SealedText.init) {
      _ = try proof.open(keys, mismatch: .wrongPassword)
      isProven = true
    }
    let plaintext = try data.open(keys, mismatch: isProven ? .damaged(.cipher) : .wrongPassword)
    guard let vault = plaintext.withBytes({ try? JSONValue(parsing: $0) }) else {
      throw .damaged(.structure)
    }
    return vault
  }

  private func keys(_ context: ImportContext) throws(ImportError) -> SealedText.Keys {
    let master = try masterKey(context)
    return SealedText.Keys(
      encryption: try ForeignHash.expand(.sha256, key: master, info: Array("enc".utf8), length: 32),
      seal: try ForeignHash.expand(.sha256, key: master, info: Array("mac".utf8), length: 32))
  }

  private func masterKey(_ context: ImportContext) throws(ImportError) -> Secret {
    guard let salt = json["salt"]?.text, let rounds = json["kdfIterations"]?.integer else {
      throw .damaged(.structure)
    }
    switch json["kdfType"]?.integer ?? 0 {
    case 0: return try context.key(.pbkdf2(.sha256, rounds: rounds), salt: Array(salt.utf8))
    case 1:
      guard let memory = json["kdfMemory"]?.integer, let lanes = json["kdfParallelism"]?.integer
      else { throw .damaged(.structure) }
      guard memory <= Self.mostMemoryMiB else { throw .tooCostly }
      return try context.key(
        .argon2(.id, passes: rounds, memoryKiB: max(memory, 0) * 1024, lanes: lanes),
        salt: try ForeignHash.digest(.sha256, of: Secret(utf8: salt)).foreignBytes)
    default: throw .damaged(.cipher)
    }
  }
}

/// `2.IV|ciphertext|MAC`, each of them base64.
private struct SealedText {
  struct Keys {
    let encryption: Secret
    let seal: Secret
  }

  private let iv: [UInt8]
  private let ciphertext: [UInt8]
  private let mac: [UInt8]

  init?(_ text: String) {
    guard text.hasPrefix("2.") else { return nil }
    let parts = text.dropFirst(2).split(separator: "|", maxSplits: 3).map {
      Base64.decode(String($0))
    }
    guard parts.count == 3, let iv = parts[0], let ciphertext = parts[1], let mac = parts[2] else {
      return nil
    }
    (self.iv, self.ciphertext, self.mac) = (iv, ciphertext, mac)
  }

  func open(_ keys: Keys, mismatch: ImportError) throws(ImportError) -> Secret {
    let expected = try ForeignHash.hmac(
      .sha256, key: keys.seal, of: Secret(copying: iv), Secret(copying: ciphertext))
    guard expected == Secret(copying: mac) else { throw mismatch }
    return try ForeignCipher.decrypt(
      ciphertext, key: keys.encryption, iv: iv, mismatch: .damaged(.cipher))
  }
}
