internal import Authenticator

/// What computes codes in the fields of a KeePass entry, but for URIs.
struct KeePassCodes {
  private let entry: KeePassEntry

  init(_ entry: KeePassEntry) { self.entry = entry }

  /// Every way in which the entry tells of codes; usually none or one.
  var all: [AccountFields] {
    [keeOTP, trayTOTP, own("TimeOtp", .totp), own("HmacOtp", .hotp)].compactMap(\.self)
  }

  /// KeeOTP and KeeOTP2: `otp` as `key=...&step=30&size=6&otpHashMode=Sha1`, and with `type`,
  /// `counter` and `encoding`; or the bare secret.
  private var keeOTP: AccountFields? {
    guard let text = entry["otp"]?.trimmed, text.utf8.count <= OTPAuthURI.longest,
      !OTPAuthURI.isAccount(text.utf8.span)
    else {
      return nil
    }
    var fields = AccountFields()
    let values = Self.parameters(text)
    guard let key = values["key"] else {
      fields.secret = .base32(text)
      return fields
    }
    let isSteam = values["encoder"]?.lowercased() == "steam"
    fields.type = isSteam ? .steam : CodeType(named: values["type"] ?? "")
    fields.secret = Self.secret(key, encoding: values["encoding"])
    fields.algorithm = values["otphashmode"]
    fields.digits = LooseNumber(values["size"])
    fields.period = LooseNumber(values["step"])
    fields.counter = LooseNumber(values["counter"])
    return fields
  }

  private static func secret(_ text: String, encoding: String?) -> AccountFields.SecretText {
    switch encoding?.lowercased() {
    case "hex": .hexadecimal(text)
    case "base64": .base64(text)
    case "utf8": .text(text)
    default: .base32(text)
    }
  }

  /// The tray plug-in and old KeePassXC: `TOTP Seed`, and `TOTP Settings` as `30;6` or `30;S` for
  /// Steam; a third part is a hash function, or the address of a clock.
  private var trayTOTP: AccountFields? {
    guard let seed = entry["TOTP Seed"], !OTPAuthURI.isAccount(seed.trimmed.utf8.span) else {
      return nil
    }
    var fields = AccountFields()
    fields.secret = .base32(seed)
    let settings = (entry["TOTP Settings"] ?? "").split(
      separator: ";", maxSplits: 3, omittingEmptySubsequences: false
    ).map { String($0).trimmed }
    if settings.count > 0 { fields.period = LooseNumber(settings[0]) }
    if settings.count > 1 { fields.digits = LooseNumber(settings[1]) }
    if settings.count > 1, settings[1].uppercased() == "S" {
      (fields.type, fields.digits) = (.steam, .missing)
    }
    if settings.count > 2, HashAlgorithm(name: settings[2]) != nil {
      fields.algorithm = settings[2]
    }
    return fields
  }

  /// KeePass itself: `TimeOtp-Secret` as text, `-Secret-Hex`, `-Base32` or `-Base64`; `-Length`,
  /// `-Period` and `-Algorithm`; or `HmacOtp-` with `-Counter`.
  private func own(_ prefix: String, _ type: CodeType) -> AccountFields? {
    let secret = prefix + "-Secret"
    let secrets: [AccountFields.SecretText?] = [
      entry[secret].map { .text($0) }, entry[secret + "-Hex"].map { .hexadecimal($0) },
      entry[secret + "-Base32"].map { .base32($0) }, entry[secret + "-Base64"].map { .base64($0) },
    ]
    guard let secret = secrets.compactMap(\.self).first else { return nil }
    var fields = AccountFields()
    (fields.type, fields.secret) = (type, secret)
    fields.algorithm = entry[prefix + "-Algorithm"]
    fields.digits = LooseNumber(entry[prefix + "-Length"])
    fields.period = LooseNumber(entry[prefix + "-Period"])
    fields.counter = LooseNumber(entry[prefix + "-Counter"])
    return fields
  }

  /// The values of `name=value&name=value` by their names in lower case; the first of two stays.
  private static func parameters(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "&").compactMap { part -> (String, String)? in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { return nil }
      return (halves[0].lowercased(), decoded(String(halves[1])))
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Percent-encoding undone; what is badly encoded stays as it is.
  private static func decoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var (position, decoded): (Int, [UInt8]) = (0, [])
    while position < bytes.count {
      guard
        let byte = try? PercentCoding.next(
          in: bytes.span, at: &position, plus: UInt8(ascii: "+"))
      else { return text }
      decoded.append(byte)
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
