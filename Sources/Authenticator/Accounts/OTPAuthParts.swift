/// Where the parts of an account's URI stand in its bytes. Nothing is decoded yet.
struct OTPAuthParts {
  /// A parameter of the query.
  struct Parameter {
    /// The decoded name.
    let name: String
    /// Where the encoded value stands; empty where there is no `=`.
    let value: Range<Int>
  }

  /// How codes are computed, as far as scheme and host tell.
  let type: CodeType
  /// The encoded label; for `steam://` the secret.
  let label: Range<Int>
  /// Whether the label is the secret.
  let isBareSecret: Bool
  /// The parameters, in their order.
  let parameters: [Parameter]

  /// What follows the `&` in text that was taken from a page.
  private static let entity = "amp;"
  /// The schemes that carry an account, in lower case.
  private static let schemes = ["otpauth://", "apple-otpauth://", "steam://", "motp://"]
  /// The hosts that name a type of code, in lower case.
  private static let hosts: [(String, CodeType)] = [
    ("totp", .totp), ("hotp", .hotp), ("steam", .steam), ("yaotp", .yandex), ("motp", .motp),
  ]

  /// The scheme that text begins with.
  static func scheme(of text: Span<UInt8>) -> String? { schemes.first { text.holds($0) } }

  /// Finds the parts. A `#` never ends anything, as services leave it unencoded.
  init(_ uri: Span<UInt8>) throws(AccountError) {
    guard let scheme = Self.scheme(of: uri) else { throw .notAnAccount }
    let start = scheme.utf8.count
    let query = uri.firstIndex(of: UInt8(ascii: "?"), in: start..<uri.count)
    let path = start..<(query ?? uri.count)
    isBareSecret = scheme == "steam://"
    switch scheme {
    case "steam://": (type, label) = (.steam, path)
    case "motp://": (type, label) = (.motp, path)
    default: (type, label) = try Self.hostAndLabel(path, in: uri)
    }
    parameters = try Self.parameters(query.map { $0 + 1..<uri.count } ?? 0..<0, in: uri)
  }

  /// The first value of a parameter, whose name is in lower case.
  func value(_ name: String) -> Range<Int>? {
    parameters.first { $0.name.lowercased() == name }?.value
  }

  private static func hostAndLabel(
    _ path: Range<Int>, in uri: Span<UInt8>
  ) throws(AccountError) -> (CodeType, Range<Int>) {
    let slash = uri.firstIndex(of: UInt8(ascii: "/"), in: path) ?? path.upperBound
    let host = path.lowerBound..<slash
    guard
      let (_, type) = hosts.first(where: { name, _ in
        name.utf8.count == host.count && uri.holds(name, at: host.lowerBound)
      })
    else { throw .unknownType }
    return (type, min(slash + 1, path.upperBound)..<path.upperBound)
  }

  private static func parameters(
    _ query: Range<Int>, in uri: Span<UInt8>
  ) throws(AccountError) -> [Parameter] {
    var parameters: [Parameter] = []
    var start = query.lowerBound
    while start < query.upperBound {
      let end = uri.firstIndex(of: UInt8(ascii: "&"), in: start..<query.upperBound)
      let text = start + (uri.holds(entity, at: start) ? entity.utf8.count : 0)
      let piece = min(text, end ?? query.upperBound)..<(end ?? query.upperBound)
      if !piece.isEmpty { parameters.append(try parameter(piece, in: uri)) }
      start = piece.upperBound + 1
    }
    return parameters
  }

  private static func parameter(
    _ piece: Range<Int>, in uri: Span<UInt8>
  ) throws(AccountError) -> Parameter {
    let equals = uri.firstIndex(of: UInt8(ascii: "="), in: piece) ?? piece.upperBound
    let name = try PercentCoding.decode(
      uri.extracting(piece.lowerBound..<equals), plus: UInt8(ascii: " "))
    return Parameter(
      name: String(decoding: name, as: UTF8.self),
      value: min(equals + 1, piece.upperBound)..<piece.upperBound)
  }
}
