internal import Authenticator
internal import Importers
public import Secrets

extension ExportFormat {
  /// The QR codes that Google Authenticator shows for an export.
  static let google = ExportFormat(
    name: "google", abstract: "QR codes, for Google Authenticator and most other apps",
    isCodes: true, refusal: MigrationCodes.refusal,
    content: { (accounts, _) in .codes(MigrationCodes(accounts: accounts)) })
}

/// What Google Authenticator's codes of an export say.
public struct MigrationCodes: Sendable {
  /// The most accounts of a code: more do not fit into a picture that a phone reads.
  public static let mostAccounts = 10

  let accounts: [Account]

  fileprivate static func refusal(_ account: Account) -> String? {
    if let reason = account.reasonUnless([.totp, .hotp]) { return reason }
    if account.credential.digits != 8, let reason = account.reasonUnless(6...6) { return reason }
    return account.credential.type == .totp ? account.reasonUnless(period: { $0 == 30 }) : nil
  }

  /// What each code says.
  ///
  /// - Parameter most: accounts in one code.
  /// - Returns: `otpauth-migration` URIs of one series, in their order.
  public func payloads(ofAtMost most: Int = mostAccounts) -> [Secret] {
    let batch = UInt64(RandomBytes.make(count: 3).reduce(0) { $0 << 8 | Int($1) })
    let starts = Array(stride(from: 0, to: accounts.count, by: most))
    return zip(UInt64(0)..., starts).map { index, start in
      var payload = ExportText()
      for account in accounts[start..<min(start + most, accounts.count)] {
        payload.append(field: 1, Self.entry(account))
      }
      payload.append(field: 2, 1)
      payload.append(field: 3, UInt64(starts.count))
      payload.append(field: 4, index)
      payload.append(field: 5, batch)
      var uri = ExportText()
      uri += "otpauth-migration://offline?data="
      uri += payload.secret.base64.replacing(Self.percentEncoded)
      return uri.secret
    }
  }

  private static func entry(_ account: Account) -> Secret {
    let credential = account.credential
    var entry = ExportText()
    entry.append(field: 1, credential.secret)
    entry.append(field: 2, Secret(utf8: label(of: account)))
    entry.append(field: 3, Secret(utf8: account.issuer))
    entry.append(field: 4, [.sha256: 2, .sha512: 3][credential.algorithm] ?? 1)
    entry.append(field: 5, credential.digits == 8 ? 2 : 1)
    entry.append(field: 6, credential.type == .hotp ? 1 : 2)
    if credential.type == .hotp { entry.append(field: 7, account.counter) }
    return entry.secret
  }

  /// `Issuer:name`; a colon goes before a name that has one itself and no issuer.
  private static func label(of account: Account) -> String {
    account.issuer.isEmpty && !account.name.contains(":")
      ? account.name : account.issuer + ":" + account.name
  }

  private static func percentEncoded(_ character: UInt8) -> String? {
    switch character {
    case UInt8(ascii: "+"): "%2B"
    case UInt8(ascii: "/"): "%2F"
    case UInt8(ascii: "="): "%3D"
    default: nil
    }
  }
}

extension ExportText {
  /// Appends a number of Protocol Buffers.
  fileprivate mutating func append(field: UInt8, _ number: UInt64) {
    self += Secret(copying: [field << 3] + ExportText.variable(number))
  }

  /// Appends bytes, text or a message of Protocol Buffers.
  fileprivate mutating func append(field: UInt8, _ bytes: Secret) {
    self += Secret(copying: [field << 3 | 2] + ExportText.variable(UInt64(bytes.count)))
    self += bytes
  }

  private static func variable(_ number: UInt64) -> [UInt8] {
    var (bytes, rest): ([UInt8], UInt64) = ([], number)
    while rest > 127 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
