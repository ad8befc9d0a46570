internal import Authenticator
internal import Secrets

/// The page that Ente Auth exports: a part of class `otp-entry` for each code, with its names, its
/// values, and a QR code. The period and the counter stand only in that.
struct EntePage {
  private static let mark = "class=\"otp-entry\""
  private static let dataURI = "data:image/png;base64,"
  /// Pictures that are read; the rest have the usual period.
  private static let mostPictures = 2000

  private let parts: [Substring]

  /// `nil` where a text is no such page.
  init?(_ text: String?) {
    guard let text, text.utf8.first.map({ $0.isASCIISpace || $0 == UInt8(ascii: "<") }) ?? false,
      text.contains(Self.mark)
    else { return nil }
    parts = text.split(separator: Self.mark, omittingEmptySubsequences: false).dropFirst()
      .map { $0[...] }
  }

  func read(_ context: ImportContext) -> ImportResult {
    var result = ImportResult()
    for (number, part) in zip(1..., parts) {
      var fields = Self.fields(of: part)
      let scanned = number <= Self.mostPictures ? Self.scanned(part, fields.secret, context) : nil
      if scanned == nil, fields.type != .hotp {
        fields.warnings = [.assumedPeriod(fields.type?.defaultPeriod ?? 30)]
      }
      result.add(named: fields.displayName, entry: number) { () throws(AccountError) in
        guard var scanned else { return try fields.account(into: context.arena) }
        EnteDisplay.take(from: &scanned)
        return scanned
      }
    }
    return result
  }

  /// The paragraphs of an entry: the issuer, the name, and then each value behind its own word.
  private static func fields(of part: Substring) -> AccountFields {
    let texts = part[..<(part.firstRange(of: "<img")?.lowerBound ?? part.endIndex)]
    let paragraphs = texts.split(separator: "<p").dropFirst().map {
      HTMLText.pieces(of: "<p" + String($0))
    }
    var fields = AccountFields()
    (fields.issuer, fields.name) = (paragraphs.first?.first, paragraphs.dropFirst().first?.first)
    for paragraph in paragraphs.dropFirst(2) where paragraph.count == 2 {
      let value = paragraph[1]
      switch paragraph[0] {
      case "Type:": fields.type = CodeType(named: value)
      case "Algorithm:": fields.algorithm = value
      case "Digits:": fields.digits = LooseNumber(value)
      case "Secret:", "Recovery Code:": fields.secret = .base32(value)
      case "Note:": fields.note = value
      default: break
      }
    }
    return fields
  }

  /// What the QR code says, where it is that of the same secret.
  private static func scanned(
    _ part: Substring, _ secret: AccountFields.SecretText?, _ context: ImportContext
  ) -> ReadAccount? {
    guard let start = part.firstRange(of: dataURI)?.upperBound,
      let picture = Base64.decode(String(part[start...].prefix { $0 != "\"" })),
      let payload = context.scan(Secret(copying: picture)),
      let read = payload.withBytes({ try? OTPAuthURI.read($0, into: context.arena) }),
      let bytes = try? secret?.bytes(), read.account.credential.secret == Secret(copying: bytes)
    else { return nil }
    return read
  }
}
