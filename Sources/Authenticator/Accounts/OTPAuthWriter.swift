public import Secrets

// From an account to its URI, as strict readers want it: `Issuer:name` and `issuer=`, always the
// algorithm, the digits, and the period or the counter; base32 in upper case without padding.

extension OTPAuthURI {
  /// How long the URI of an account is.
  ///
  /// - Parameter account: any account.
  /// - Returns: bytes.
  public static func length(of account: Account) -> Int {
    parts(of: account).reduce(0) { $0 + $1.length }
  }

  /// Writes the URI of an account. Note, tags and pin mark have no place in it.
  ///
  /// Reading it again gives the same account, but for these:
  /// - white space around issuer, name and prefix goes, and zero bytes go everywhere;
  /// - a prefix without an issuer becomes the issuer;
  /// - a prefix and a name that together begin with the issuer and a colon are taken apart there;
  /// - parameters that are named like one of the URI's own are left out.
  ///
  /// - Parameters:
  ///   - account: any account.
  ///   - output: takes `length(of:)` bytes.
  public static func write(_ account: Account, into output: inout OutputSpan<UInt8>) {
    for part in parts(of: account) { part.write(into: &output) }
  }

  /// The URI of an account, in locked memory.
  ///
  /// - Parameter account: any account.
  /// - Returns: the bytes of the URI.
  public static func bytes(of account: Account) -> SecretBytes {
    SecretBytes(capacity: length(of: account)) { write(account, into: &$0) }
  }

  private static func parts(of account: Account) -> [URIPart] {
    let credential = account.credential
    let issuer = account.writtenIssuer
    var parts: [URIPart] = [.text(start(of: credential.type)), .text(account.writtenLabel)]
    parts += [
      .text("?secret="),
      credential.type == .motp ? .plain(credential.secret) : .base32(credential.secret),
    ]
    if !issuer.isEmpty { parts.append(.text("&issuer=" + value(issuer))) }
    parts.append(.text("&algorithm=\(credential.algorithm.rawValue)&digits=\(credential.digits)"))
    parts.append(
      credential.type == .hotp
        ? .text("&counter=\(account.counter)") : .text("&period=\(credential.period)"))
    if let pin = account.pin { parts += [.text("&pin="), .base32(pin)] }
    // Without it the issuer alone would make these the codes of Steam; see the reader.
    if credential.type == .totp && issuer.lowercased() == "steam" {
      parts.append(.text("&encoder=default"))
    }
    return parts + [.text(account.writtenParameters)]
  }

  /// An encoded value; the word null is encoded too, since readers take it for no value.
  private static func value(_ text: String) -> String {
    guard text.lowercased() == "null" else { return PercentCoding.encode(text) }
    return text.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
  }

  private static func start(of type: CodeType) -> String {
    switch type {
    case .totp, .hotp, .steam: "otpauth://\(type.rawValue)/"
    case .yandex: "otpauth://yaotp/"
    case .motp: "motp://"
    }
  }
}

extension Account {
  /// The issuer, or in its place the prefix.
  fileprivate var writtenIssuer: String {
    let issuer = Self.written(issuer)
    return issuer.isEmpty ? Self.written(labelPrefix ?? "") : issuer
  }

  /// The encoded label. Only the colon that separates is not encoded; it also stands before a name
  /// that has a colon itself and no issuer.
  fileprivate var writtenLabel: String {
    let prefix = Self.written(labelPrefix ?? "")
    let name = Self.written(name)
    let first = prefix.isEmpty ? writtenIssuer : prefix
    let separator = first.isEmpty && !name.utf8.contains(UInt8(ascii: ":")) ? "" : ":"
    return PercentCoding.encode(first) + separator + PercentCoding.encode(name)
  }

  /// The other parameters, in the order of their names.
  fileprivate var writtenParameters: String {
    parameters.sorted { $0.key < $1.key }
      .filter { !OTPAuthURI.ownParameters.contains($0.key.lowercased()) }
      .map { "&\(PercentCoding.encode($0.key))=\(PercentCoding.encode($0.value))" }
      .joined()
  }

  private static func written(_ text: String) -> String {
    AccountLabel.text(text.utf8.filter { $0 != 0 }[...])
  }
}

/// A part of a URI: public text, or a secret that goes straight into the output.
private enum URIPart {
  case text(String)
  case base32(Secret)
  case plain(Secret)

  var length: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .base32(let secret): Base32.encodedLength(secret.count)
    case .plain(let secret): secret.withBytes { PercentCoding.encodedLength($0) }
    }
  }

  func write(into output: inout OutputSpan<UInt8>) {
    switch self {
    case .text(let text): for byte in text.utf8 { output.append(byte) }
    case .base32(let secret): secret.withBytes { Base32.encode($0, into: &output) }
    case .plain(let secret): secret.withBytes { PercentCoding.encode($0, into: &output) }
    }
  }
}
