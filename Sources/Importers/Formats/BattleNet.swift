internal import Authenticator

extension ImportFormat {
  /// The Android preferences of Battle.net's app, in which the secret is masked.
  static let battleNet = ImportFormat(
    name: "Battle.net", forms: "Android preferences of its app",
    recognises: { AndroidPreferences($0)?[BattleNetPreferences.secretKey] != nil },
    read: { (document, context) throws(ImportError) in
      guard let preferences = AndroidPreferences(document) else { throw .damaged(.structure) }
      var result = ImportResult()
      let fields = BattleNetPreferences.fields(of: preferences)
      result.add(named: fields.displayName) { () throws(AccountError) in
        try fields.account(into: context.arena)
      }
      return result
    })

  /// The serial number, of which people think that it is enough.
  static let battleNetSerial = ImportFormat(
    name: "Battle.net serial", forms: "explained: it has no secret",
    recognises: { document in
      guard document.kind == .text, let text = document.text?.trimmed else { return false }
      return BattleNetPreferences.isSerial(text)
    },
    read: { (_, _) throws(ImportError) in throw .refused(.serialAlone) })
}

private enum BattleNetPreferences {
  static let secretKey = "com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET"
  private static let serialKey = "com.blizzard.messenger.AUTHENTICATOR_SERIAL"
  /// What the app combines its texts with.
  private static let mask =
    Hexadecimal.decode(
      "398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773fa59ba47c17"
        + "ca6c6479015c1d5b8b8f6b9a") ?? []

  static func fields(of preferences: AndroidPreferences) -> AccountFields {
    var fields = AccountFields()
    fields.issuer = "Battle.net"
    fields.name = preferences[serialKey].flatMap(unmasked)
    fields.secret = preferences[secretKey].flatMap(unmasked).map { .hexadecimal($0) }
    fields.digits = 8
    return fields
  }

  private static func unmasked(_ text: String) -> String? {
    guard let bytes = Hexadecimal.decode(text), bytes.count <= mask.count else { return nil }
    return String(decoding: zip(bytes, mask).map { $0 ^ $1 }, as: UTF8.self)
  }

  /// Two letters and three groups of four digits.
  static func isSerial(_ text: String) -> Bool {
    guard text.utf8.count == 17 else { return false }
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.count == 4 && ["US", "EU", "KR", "CN"].contains(groups[0])
      && groups.dropFirst().allSatisfy { $0.utf8.count == 4 && Int($0) != nil }
  }
}

extension Explanation {
  fileprivate static let serialAlone = Explanation(
    "this is the serial number of a Battle.net authenticator, which has no secret",
    hint: "attach an authenticator anew on Battle.net's security page, and add its secret here")
}
