internal import Secrets

// From the parts of a URI to an account.

extension OTPAuthParts {
  /// Decodes and checks the parts.
  func account(in uri: Span<UInt8>, arena: SecretArena) throws(AccountError) -> ReadAccount {
    var warnings: [AccountWarning] = []
    let label = try accountLabel(in: uri, warnings: &warnings)
    let type = try actualType(issuer: label.issuer, in: uri)
    let secret = try secret(of: type, in: uri, arena: arena, warnings: &warnings)
    var draft = AccountDraft(type: type, secret: secret)
    (draft.issuer, draft.name, draft.labelPrefix) = (label.issuer, label.name, label.prefix)
    draft.algorithm = try algorithm(of: type, in: uri)
    draft.digits = type.isFixed ? nil : try number("digits", in: uri, else: .badDigits)
    draft.period = type == .hotp ? nil : try number("period", in: uri, else: .badPeriod)
    draft.counter = type == .hotp ? try number("counter", in: uri, else: .badCounter) : nil
    draft.pin = pin(in: uri, arena: arena, warnings: &warnings)
    draft.parameters = try otherParameters(in: uri)
    draft.warnings = warnings
    return try draft.account()
  }

  private func accountLabel(
    in uri: Span<UInt8>, warnings: inout [AccountWarning]
  ) throws(AccountError) -> AccountLabel {
    guard !isBareSecret else { return AccountLabel([], issuer: "Steam") }
    let encoded = uri.extracting(label)
    let decoded = try PercentCoding.decode(encoded, plus: UInt8(ascii: "+"))
    let colon = encoded.firstIndex(of: UInt8(ascii: ":"), in: 0..<encoded.count)
    let separator = try colon.map { (colon) throws(AccountError) in
      try PercentCoding.decode(encoded.extracting(first: colon), plus: UInt8(ascii: "+")).count
    }
    let issuer = try bytes("issuer", in: uri)
    if !isUTF8(decoded) || !isUTF8(issuer) { warnings.append(.repairedText) }
    return AccountLabel(decoded, separator: separator, issuer: try text("issuer", in: uri) ?? "")
  }

  private func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// The type, where a TOTP is really Steam's: some apps tell so only by the issuer or a flag.
  private func actualType(
    issuer: String, in uri: Span<UInt8>
  ) throws(AccountError) -> CodeType {
    guard type == .totp else { return type }
    if let encoder = try text("encoder", in: uri) {
      return encoder.lowercased() == "steam" ? .steam : .totp
    }
    return value("steam") != nil || issuer.lowercased() == "steam" ? .steam : .totp
  }

  /// A known parameter as text; `nil` where it is missing, empty or the unencoded word null.
  private func text(_ name: String, in uri: Span<UInt8>) throws(AccountError) -> String? {
    guard let value = value(name), !(value.count == 4 && uri.holds("null", at: value.lowerBound))
    else { return nil }
    let text = AccountLabel.text(try bytes(name, in: uri)[...])
    return text.isEmpty ? nil : text
  }

  private func bytes(_ name: String, in uri: Span<UInt8>) throws(AccountError) -> [UInt8] {
    guard let value = value(name) else { return [] }
    return try PercentCoding.decode(uri.extracting(value), plus: UInt8(ascii: " "))
  }

  private func number(
    _ name: String, in uri: Span<UInt8>, else error: AccountError
  ) throws(AccountError) -> Int? {
    guard let text = try text(name, in: uri) else { return nil }
    guard let number = Int(text) else { throw error }
    return number
  }

  private func algorithm(
    of type: CodeType, in uri: Span<UInt8>
  ) throws(AccountError) -> HashAlgorithm? {
    guard !type.isFixed, let name = try text("algorithm", in: uri) else { return nil }
    guard let algorithm = HashAlgorithm(name: name) else { throw .unknownAlgorithm }
    return algorithm
  }

  /// What no reader here knows, kept for the way back; of two with one name the first.
  private func otherParameters(in uri: Span<UInt8>) throws(AccountError) -> [String: String] {
    var others: [String: String] = [:]
    for parameter in parameters
    where !OTPAuthURI.ownParameters.contains(parameter.name.lowercased())
      && others[parameter.name] == nil
    {
      let value = try PercentCoding.decode(
        uri.extracting(parameter.value), plus: UInt8(ascii: " "))
      others[parameter.name] = String(decoding: value, as: UTF8.self)
    }
    return others
  }
}

extension HashAlgorithm {
  /// A hash function by any of its names: `SHA1`, `sha-256`, `HmacSHA512`, `HMAC-SHA-1`, and
  /// `Algorithm.sha256`, which some versions of Ente wrote.
  ///
  /// - Parameter name: the name as an app or a service writes it.
  public init?(name: String) {
    let letters = name.uppercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    let prefix = ["HMAC", "ALGORITHM."].first { letters.hasPrefix($0) } ?? ""
    self.init(rawValue: String(letters.dropFirst(prefix.count)))
  }
}
