internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What OTPClient exports as plain JSON: a list with `algo` and `label`; and its database in
  /// versions 2 and 3.
  static let otpClient = ImportFormat(
    name: "OTPClient", forms: "plain JSON; encrypted database",
    recognises: { OTPClientList.isOne($0.json) || OTPClientDatabase.isMarked($0) },
    read: { (document, context) throws(ImportError) in
      guard let list = document.json else {
        let database = try OTPClientDatabase(document.bytes)
        return try OTPClientList.read(database.opened(context), context)
      }
      return try OTPClientList.read(list, context)
    })

  /// Its database in version 1, which nothing marks.
  static let oldOTPClient = ImportFormat(
    name: "OTPClient 1", forms: "encrypted database", isGuess: true,
    recognises: { $0.mayBeSealed && $0.content.count > 64 },
    read: { (document, context) throws(ImportError) in
      let database = OTPClientDatabase(version1: document.bytes)
      return try OTPClientList.read(database.opened(context), context)
    })
}

private enum OTPClientList {
  static func isOne(_ json: JSONValue?) -> Bool {
    json?.list?.contains {
      $0["secret"]?.text != nil && $0["label"] != nil && $0["algo"] != nil
    } ?? false
  }

  static func read(
    _ json: JSONValue, _ context: ImportContext
  ) throws(ImportError) -> ImportResult {
    guard let list = json.list else { throw .damaged(.structure) }
    var result = ImportResult()
    for (number, entry) in zip(1..., list) {
      let fields = fields(of: entry)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: context.arena)
      }
    }
    return result
  }

  private static func fields(of entry: JSONValue) -> AccountFields {
    var fields = AccountFields()
    let issuer = entry["issuer"]?.scalarText ?? ""
    let type = CodeType(named: entry["type"])
    // OTPClient shows Steam's codes for this issuer.
    fields.type = type == .totp && issuer.trimmed.lowercased() == "steam" ? .steam : type
    fields.secret = entry["secret"]?.scalarText.map { .base32($0) }
    (fields.issuer, fields.name) = (issuer, entry["label"]?.scalarText)
    fields.algorithm = entry["algo"]?.scalarText
    fields.digits = LooseNumber(entry["digits"])
    fields.period = LooseNumber(entry["period"])
    fields.counter = LooseNumber(entry["counter"])
    fields.note = (entry["notes"] ?? entry["note"])?.text
    fields.tags = [entry["group"]?.text].compactMap(\.self)
    return fields
  }
}

/// A header, which is authenticated, and AES-GCM with a nonce of 16 bytes.
private struct OTPClientDatabase {
  private static let mark = Array("OTPClient".utf8)
  /// Version 2 is a structure of C with its padding, and began without the cost in it.
  private static let (length1, length2, oldLength2, length3) = (48, 76, 64, 73)
  private static let oldCost = ForeignDerivation.argon2(
    .id, passes: 4, memoryKiB: 131_072, lanes: 4)

  private let bytes: [UInt8]
  /// Where the IV begins, the salt behind it.
  private let start: Int
  /// How long the header may be, with the cost for each length.
  private let headers: [(length: Int, cost: ForeignDerivation)]

  static func isMarked(_ document: ImportDocument) -> Bool {
    document.content.withBytes { $0.begins(with: mark) }
  }

  init(_ bytes: [UInt8]) throws(ImportError) {
    self.bytes = bytes
    guard bytes.count >= Self.length2 + 16 else { throw .damaged(.cipher) }
    if bytes[9..<13].elementsEqual([0, 0, 0, 3]) {
      start = 13
      let cost = Self.cost(bytes[61..<73]) { UInt32(bigEndian: $0) }
      headers = [(Self.length3, cost)]
    } else {
      start = 16
      let cost = Self.cost(bytes[64..<76]) { UInt32(littleEndian: $0) }
      let hasCost = (try? cost.check()) != nil
      headers = (hasCost ? [(Self.length2, cost)] : []) + [(Self.oldLength2, Self.oldCost)]
    }
  }

  init(version1 bytes: [UInt8]) {
    (self.bytes, start) = (bytes, 0)
    headers = [(Self.length1, .pbkdf2(.sha512, rounds: 100_000))]
  }

  func opened(_ context: ImportContext) throws(ImportError) -> JSONValue {
    for header in headers {
      for password in try passwords(context) {
        do {
          return try opened(header.length, header.cost, password, context)
        } catch .wrongPassword {
          continue
        }
      }
    }
    throw .wrongPassword
  }

  /// Versions up to 2 took as many bytes of a password as it has characters.
  private func passwords(_ context: ImportContext) throws(ImportError) -> [Secret] {
    let password = try context.requirePassword()
    let count = password.withBytes { $0.copied.count { $0 & 0xC0 != 0x80 } }
    guard start != 13, count < password.count, let short = password.slice(0..<count) else {
      return [password]
    }
    return [password, short]
  }

  private func opened(
    _ length: Int, _ cost: ForeignDerivation, _ password: Secret, _ context: ImportContext
  ) throws(ImportError) -> JSONValue {
    guard bytes.count >= length + 16 else { throw .damaged(.cipher) }
    let salt = Array(bytes[start + 16..<start + 48])
    let key = try context.key(cost, from: password, salt: salt)
    let plain = try ForeignCipher.openGCM(
      Array(bytes[length...]), key: key, nonce: Array(bytes[start..<start + 16]),
      associated: Array(bytes[..<length]))
    // The plaintext of some versions ends with the zero byte of C.
    let text = plain.withBytes { bytes in
      plain.slice(0..<bytes.count - (bytes.count > 0 && bytes[bytes.count - 1] == 0 ? 1 : 0))
    }
    return try JSONValue(opened: text ?? plain)
  }

  private static func cost(
    _ bytes: ArraySlice<UInt8>, _ order: (UInt32) -> UInt32
  ) -> ForeignDerivation {
    let numbers = (0..<3).map { index in
      let start = bytes.startIndex + index * 4
      let native = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
      return Int(order(native))
    }
    return .argon2(.id, passes: numbers[0], memoryKiB: numbers[1], lanes: numbers[2])
  }
}
