internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// A list of `{secret, issuer, label, digits, type, algorithm, period or counter, tags}`: what
  /// andOTP, GNOME Authenticator and others export. Old versions have no issuer.
  static let andOTP = ImportFormat(
    name: "andOTP and GNOME Authenticator", forms: "JSON",
    recognises: { AndOTPBackup.isOne($0.json) },
    read: { (document, context) throws(ImportError) in
      guard let json = document.json else { throw .damaged(.structure) }
      return AndOTPBackup.read(json, context)
    })

  /// The same with a password. Nothing marks it.
  static let sealedAndOTP = ImportFormat(
    name: "andOTP", forms: "encrypted JSON, old and new", isGuess: true,
    recognises: { $0.mayBeSealed && $0.content.count > SealedAndOTP.shortest },
    read: { (document, context) throws(ImportError) in
      try AndOTPBackup.read(SealedAndOTP(document.bytes).opened(context), context)
    })
}

private enum AndOTPBackup {
  static func isOne(_ json: JSONValue?) -> Bool {
    // Others have `algo`; the first versions had neither a type nor an algorithm.
    json?.list?.contains { entry in
      entry["secret"]?.text != nil && entry["label"] != nil && entry["algo"] == nil
        && ["type", "algorithm", "period", "digits"].contains { entry[$0] != nil }
    } ?? false
  }

  static func read(_ json: JSONValue, _ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    for (number, entry) in zip(1..., json.list ?? []) {
      let fields = fields(of: entry)
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        try fields.account(into: context.arena)
      }
    }
    return result
  }

  private static func fields(of entry: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.type = CodeType(named: entry["type"])
    fields.secret = entry["secret"]?.scalarText.map { secret(of: fields.type, $0) }
    fields.tags = (entry["tags"]?.list ?? []).compactMap(\.text)
    setNames(&fields, of: entry)
    fields.algorithm = entry["algorithm"]?.scalarText
    fields.digits = LooseNumber(entry["digits"])
    fields.period = LooseNumber(entry["period"])
    fields.counter = LooseNumber(entry["counter"])
    fields.pin = entry["pin"]?.scalarText
    fields.isPinned = entry["favorite"]?.flag ?? false
    fields.icon = entry["thumbnail"]?.text.flatMap { $0 == "Default" ? nil : $0 }
    return fields
  }

  /// Without an issuer, old versions of andOTP have it in the label, and old ones of GNOME
  /// Authenticator as the only tag.
  private static func setNames(_ fields: inout AccountFields, of entry: JSONValue) {
    let label = entry["label"]?.scalarText
    if let issuer = entry["issuer"]?.scalarText {
      (fields.issuer, fields.name) = (issuer, label)
    } else if let label, let dash = label.firstRange(of: " - ") {
      (fields.issuer, fields.name) = (
        String(label[..<dash.lowerBound]), String(label[dash.upperBound...])
      )
    } else if entry["used_frequency"] == nil, fields.tags.count == 1 {
      (fields.issuer, fields.name, fields.tags) = (fields.tags[0], label, [])
    } else {
      fields.setLabel(label)
    }
  }

  /// mOTP's hexadecimal digits are base32 once more; others have its bytes.
  private static func secret(of type: CodeType?, _ text: String) -> AccountFields.SecretText {
    guard type == .motp, let bytes = try? AccountFields.SecretText.base32(text).bytes() else {
      return .base32(text)
    }
    let digits = String(decoding: bytes, as: UTF8.self)
    return Hexadecimal.isOne(digits) ? .text(digits) : .bytes(bytes)
  }
}

/// Rounds (4 bytes, big-endian), salt 12, nonce 12, ciphertext and tag; before version 0.6.3 only
/// the nonce and what follows it, under a hash of the password.
private struct SealedAndOTP {
  private static let (nonceLength, saltLength, tagLength) = (12, 12, 16)
  static let shortest = nonceLength + tagLength
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Tries the old form first, as it costs nothing.
  func opened(_ context: ImportContext) throws(ImportError) -> JSONValue {
    let password = try context.requirePassword()
    let oldKey = try ForeignHash.digest(.sha256, of: password)
    if let plain = try? open(from: 0, key: oldKey) { return try list(plain) }
    let start = 4 + Self.saltLength
    guard bytes.count > start + Self.shortest else { throw .wrongPassword }
    let rounds = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let key: Secret
    do {
      key = try context.key(.pbkdf2(.sha1, rounds: rounds), salt: Array(bytes[4..<start]))
    } catch .tooCostly {
      // What stands there is no number of rounds, but the nonce of an old file.
      throw .wrongPassword
    } catch .damaged {
      throw .wrongPassword
    }
    return try list(try open(from: start, key: key))
  }

  private func open(from start: Int, key: Secret) throws(ImportError) -> Secret {
    let end = start + Self.nonceLength
    return try ForeignCipher.openGCM(
      Array(bytes[end...]), key: key, nonce: Array(bytes[start..<end]))
  }

  private func list(_ plain: Secret) throws(ImportError) -> JSONValue {
    let json = try JSONValue(opened: plain)
    guard json.list != nil else { throw .damaged(.structure) }
    return json
  }
}
