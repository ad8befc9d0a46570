internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Stratum, which was Authenticator Pro, makes: `{Authenticators, Categories, ...}`, the same
  /// behind one of two headers, a page of URIs, or its own database.
  static let stratum = ImportFormat(
    name: "Stratum",
    forms: "backup (as Authenticator Pro, too), plain or with a password; HTML; database",
    recognises: { StratumBackup.isOne($0) },
    read: { (document, context) throws(ImportError) in
      try StratumBackup.read(document, context)
    })
}

private enum StratumBackup {
  private static let titles = ["stratum", "authenticator pro"]
  private static let strongMark = Array("AUTHENTICATORPRO".utf8)
  private static let legacyMark = Array("AuthenticatorPro".utf8)

  static func isOne(_ document: ImportDocument) -> Bool {
    isSealed(document) || document.json?["Authenticators"]?.list != nil || isPage(document)
      || document.table("authenticator").map { $0.columns.contains("secret") } ?? false
  }

  static func read(
    _ document: ImportDocument, _ context: ImportContext
  ) throws(ImportError) -> ImportResult {
    if isSealed(document) {
      return StratumList(try opened(document.bytes, context)).read(into: context.arena)
    }
    if let json = document.json { return StratumList(json).read(into: context.arena) }
    guard let text = document.text else {
      return StratumList(document).read(into: context.arena)
    }
    return page(text, context)
  }

  private static func isSealed(_ document: ImportDocument) -> Bool {
    document.content.withBytes { $0.begins(with: strongMark) || $0.begins(with: legacyMark) }
  }

  private static func isPage(_ document: ImportDocument) -> Bool {
    guard document.kind == .text else { return false }
    return document.content.withBytes { text in
      text.extracting(droppingFirst: text.trimmed(text.indices).lowerBound).holds("<")
        && titles.contains { text.contains("<title>" + $0) } && text.contains("otpauth://")
    }
  }

  private static func page(_ text: String, _ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    let uris = HTMLText.pieces(of: text).map { Array($0.utf8) }
      .filter { OTPAuthURI.isAccount($0.span) }
    for (number, uri) in zip(1..., uris) {
      result.add(named: OTPAuthURI.label(of: uri.span), entry: number) { () throws(AccountError) in
        do throws(AccountError) {
          return try OTPAuthURI.read(uri.span, into: context.arena)
        } catch .badYandexSecret {
          return try OTPAuthURI.read(shortened(uri).span, into: context.arena)
        }
      }
    }
    return result
  }

  /// Stratum takes any length of a Yandex secret, and computes with its first 16 bytes.
  private static func shortened(_ uri: [UInt8]) -> [UInt8] {
    let name = Array("secret=".utf8)
    guard let start = uri.firstRange(of: name)?.upperBound else { return uri }
    let secret = uri[start...].prefix { $0 != UInt8(ascii: "&") }
    return Array(uri[..<start]) + secret.prefix(StratumList.yandexCharacters)
      + uri[secret.endIndex...]
  }

  /// Opens magic 16, salt, IV, ciphertext: Argon2id and AES-GCM in the newer form, PBKDF2 and
  /// AES-CBC in the older one.
  private static func opened(
    _ bytes: [UInt8], _ context: ImportContext
  ) throws(ImportError) -> JSONValue {
    let isStrong = bytes.starts(with: strongMark)
    let (saltEnd, start) = isStrong ? (32, 44) : (36, 52)
    guard bytes.count >= start + 16 else { throw .damaged(.cipher) }
    let (salt, iv) = (Array(bytes[16..<saltEnd]), Array(bytes[saltEnd..<start]))
    let sealed = Array(bytes[start...])
    guard isStrong else {
      let key = try context.key(.pbkdf2(.sha1, rounds: 64_000), salt: salt)
      let plain = try ForeignCipher.decrypt(sealed, key: key, iv: iv)
      // A wrong key leaves a padding that looks right one time in 256.
      guard let json = plain.withBytes({ try? JSONValue(parsing: $0) }) else {
        throw .wrongPassword
      }
      return json
    }
    let key = try context.key(
      .argon2(.id, passes: 3, memoryKiB: 65_536, lanes: 4), salt: salt)
    return try JSONValue(opened: try ForeignCipher.openGCM(sealed, key: key, nonce: iv))
  }
}

/// The authenticators of a backup or of the database, with their categories.
private struct StratumList {
  /// The characters of base32 in which the 16 bytes of a Yandex key stand.
  static let yandexCharacters = 26
  private static let yandexLengths = [16, 26]

  private typealias Entry = (_ name: String) -> JSONValue?
  private static let types: [Int: CodeType] = [
    1: .hotp, 2: .totp, 3: .motp, 4: .steam, 5: .yandex,
  ]
  private static let algorithms = ["SHA1", "SHA256", "SHA512"]
  private var entries: [Entry] = []
  /// The names of categories, by the secret that is in them.
  private var categories: [String: [String]] = [:]

  init(_ json: JSONValue) {
    self.init(
      Self.entries(json["Authenticators"]), categories: Self.entries(json["Categories"]),
      bindings: Self.entries(json["AuthenticatorCategories"]))
  }

  init(_ database: ImportDocument) {
    self.init(
      Self.rows(database.table("authenticator")), categories: Self.rows(database.table("category")),
      bindings: Self.rows(database.table("authenticatorcategory")))
  }

  private init(_ entries: [Entry], categories: [Entry], bindings: [Entry]) {
    self.entries = entries
    let pairs = categories.compactMap { category in
      category("Id")?.scalarText.flatMap { id in category("Name")?.text.map { (id, $0) } }
    }
    let names = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    for binding in bindings {
      guard let secret = binding("AuthenticatorSecret")?.text,
        let name = binding("CategoryId")?.scalarText.flatMap({ names[$0] })
      else { continue }
      self.categories[secret, default: []].append(name)
    }
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

  private func fields(of entry: Entry) -> AccountFields {
    var fields = AccountFields()
    let secret = entry("Secret")?.scalarText
    fields.type = entry("Type")?.integer.flatMap { Self.types[$0] }
    fields.secret = secret.map { fields.type == .motp ? .text($0) : .base32($0) }
    if fields.type == .yandex, let bytes = try? fields.secret?.bytes(), bytes.count > 16,
      !Self.yandexLengths.contains(bytes.count)
    {
      fields.secret = .bytes(Array(bytes.prefix(16)))
    }
    (fields.issuer, fields.name) = (
      entry("Issuer")?.scalarText, entry("Username")?.scalarText
    )
    let algorithm = entry("Algorithm")
    fields.algorithm =
      algorithm?.integer.map { number in
        Self.algorithms.indices ~= number ? Self.algorithms[number] : String(number)
      } ?? algorithm?.text
    fields.digits = LooseNumber(entry("Digits"))
    // The others have one period, whatever stands there.
    if fields.type == .totp { fields.period = LooseNumber(entry("Period")) }
    fields.counter = LooseNumber(entry("Counter"))
    fields.pin = entry("Pin")?.scalarText
    fields.tags = secret.flatMap { categories[$0] } ?? []
    // One that starts with @ is a picture of the backup's own.
    fields.icon = entry("Icon")?.text.flatMap { $0.hasPrefix("@") ? nil : $0 }
    return fields
  }

  private static func entries(_ list: JSONValue?) -> [Entry] {
    (list?.list ?? []).map { entry in { entry[$0] } }
  }

  private static func rows(_ table: ImportTable?) -> [Entry] {
    guard let table else { return [] }
    return table.rows.map { row in { table[$0, row].flatMap(\.json) } }
  }
}

extension ImportTable.Cell {
  /// The value as JSON has it.
  fileprivate var json: JSONValue? {
    if case .integer(let number) = self { .integer(number) } else { text.map { .text($0) } }
  }
}
