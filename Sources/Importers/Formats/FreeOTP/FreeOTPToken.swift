internal import Authenticator

/// A token as FreeOTP and FreeOTP+ write it: `{algo, counter, digits, issuerExt, issuerInt, label,
/// period, secret as a list of signed bytes, type}`.
enum FreeOTPToken {
  /// The fields of a token.
  ///
  /// - Parameter token: one of a backup.
  /// - Returns: what it tells; names that the user gave go before those of its URI.
  static func fields(of token: JSONValue) -> AccountFields {
    var fields = AccountFields()
    let issuers = ["issuerAlt", "issuerExt", "issuerInt"].compactMap {
      token[$0]?.scalarText?.nonEmpty
    }
    fields.issuer = issuers.first
    fields.name = token["labelAlt"]?.text?.nonEmpty ?? token["label"]?.scalarText
    fields.type = type(of: token, issuers: issuers)
    // A list as a rule; whoever writes such a file by hand knows base32.
    fields.secret =
      token["secret"]?.bytes.map { .bytes($0) } ?? token["secret"]?.text.map { .base32($0) }
    fields.algorithm = token["algo"]?.scalarText
    fields.digits = LooseNumber(token["digits"])
    fields.period = LooseNumber(token["period"])
    fields.counter = LooseNumber(token["counter"])
    fields.icon = (token["imageAlt"] ?? token["image"])?.text
    return fields
  }

  /// FreeOTP+ shows Steam's codes for this issuer.
  private static func type(of token: JSONValue, issuers: [String]) -> CodeType? {
    let type = CodeType(named: token["type"])
    return type == .totp && issuers.contains("Steam") ? .steam : type
  }
}
