public import Secrets

/// The URIs that carry accounts: `otpauth://totp|hotp|steam|yaotp|motp/Issuer:name?secret=...`,
/// `apple-otpauth://` with the same, `motp://Issuer:name?secret=...` and `steam://SECRET`.
public enum OTPAuthURI {
  /// The most bytes of a URI.
  public static let longest = 262_144

  /// Whether text begins with one of the schemes that carry an account.
  ///
  /// - Parameter text: no white space around it.
  /// - Returns: whether `read` would try to read it.
  public static func isAccount(_ text: Span<UInt8>) -> Bool {
    OTPAuthParts.scheme(of: text) != nil
  }

  /// Reads a URI, as services, apps and people write it; see the project's table of inputs.
  ///
  /// - Parameters:
  ///   - uri: the bytes of the URI, no white space around it.
  ///   - arena: takes the secret and the PIN, which never pass through a String.
  /// - Returns: the account, with what is unusual about it.
  /// - Throws: `AccountError`.
  public static func read(
    _ uri: Span<UInt8>, into arena: SecretArena
  ) throws(AccountError) -> ReadAccount {
    guard uri.count <= longest else { throw .tooLong }
    return try OTPAuthParts(uri).account(in: uri, arena: arena)
  }

  /// The label of a URI that cannot be read, to tell which one it was.
  ///
  /// - Parameter uri: any bytes.
  /// - Returns: the decoded label; empty where there is none, or where it might hold a secret.
  public static func label(of uri: Span<UInt8>) -> String {
    guard let scheme = OTPAuthParts.scheme(of: uri), scheme != "steam://",
      let end = uri.firstIndex(of: UInt8(ascii: "?"), in: scheme.utf8.count..<uri.count)
    else { return "" }
    let path = scheme.utf8.count..<end
    let slash = uri.firstIndex(of: UInt8(ascii: "/"), in: path)
    let label = uri.extracting((slash.map { $0 + 1 } ?? path.lowerBound)..<path.upperBound)
    guard let decoded = try? PercentCoding.decode(label, plus: UInt8(ascii: "+")),
      !decoded.span.contains("secret")
    else { return "" }
    return AccountLabel.text(decoded[...])
  }

  /// The names that parameters of an account cannot have, since the URI uses them itself.
  static let ownParameters: Set<String> = [
    "secret", "issuer", "algorithm", "digits", "period", "counter", "pin", "encoder", "steam",
  ]
}
