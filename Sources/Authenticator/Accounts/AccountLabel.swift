/// The label of an account, `Issuer:name`, taken apart.
public struct AccountLabel: Equatable, Sendable {
  /// Who issued the secret; empty where nothing tells.
  public let issuer: String
  /// The label's own prefix, where it differs from `issuer`.
  public let prefix: String?
  /// The account's name.
  public let name: String

  /// Takes a label apart at a colon.
  ///
  /// Where the issuer is known, the colon behind that issuer separates; else the first one. A
  /// label that starts with a colon has no issuer of its own. White space around the parts goes.
  ///
  /// - Parameters:
  ///   - label: the decoded label.
  ///   - separator: the position of the first colon that was not percent-encoded, which counts
  ///     more than any other.
  ///   - issuer: the issuer that came beside the label; empty where none did.
  public init(_ label: [UInt8], separator: Int? = nil, issuer: String = "") {
    let split = Self.split(label, separator: separator, issuer: issuer)
    let prefix = split.map { Self.text(label[..<$0]) } ?? ""
    name = Self.text(split.map { label[($0 + 1)...] } ?? label[...])
    self.issuer = issuer.isEmpty ? prefix : issuer
    self.prefix = issuer.isEmpty || prefix.isEmpty || prefix == issuer ? nil : prefix
  }

  private static func split(_ label: [UInt8], separator: Int?, issuer: String) -> Int? {
    let first = label.firstIndex(of: UInt8(ascii: ":"))
    guard !issuer.isEmpty else { return first }
    if let separator, text(label[..<separator]) == issuer { return separator }
    let known = issuer.utf8.count
    if label.starts(with: issuer.utf8), known < label.count, label[known] == UInt8(ascii: ":") {
      return known
    }
    return separator ?? first
  }

  /// Text without white space around it; what is not UTF-8 is replaced.
  ///
  /// - Parameter bytes: any bytes.
  /// - Returns: the text.
  public static func text(_ bytes: ArraySlice<UInt8>) -> String {
    guard let first = bytes.firstIndex(where: { !$0.isASCIISpace }),
      let last = bytes.lastIndex(where: { !$0.isASCIISpace })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
