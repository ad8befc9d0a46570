internal import Authenticator
internal import Secrets

/// An account as another app tells of it: texts and numbers in whatever spelling. What is not set is
/// the type's own.
struct AccountFields {
  /// A secret in the coding of its file.
  enum SecretText {
    /// Base32 in either case, with spaces, dashes and padding anywhere, of any length.
    case base32(String)
    /// Hexadecimal digits in either case.
    case hexadecimal(String)
    /// Base64 with either alphabet.
    case base64(String)
    /// The bytes themselves.
    case bytes([UInt8])
    /// The text itself is what codes are computed from: mOTP's hexadecimal digits.
    case text(String)
  }

  /// How codes are computed; `nil` where the file names a type that does not exist here.
  var type: CodeType? = .totp
  /// The secret; `nil` where there is none.
  var secret: SecretText?
  /// Who issued the secret.
  var issuer: String?
  /// The account's name there.
  var name: String?
  /// The label's own prefix, where it differs from `issuer`.
  var labelPrefix: String?
  /// The hash function, by any of its names; of Steam, Yandex and mOTP it does not matter.
  var algorithm: String?
  /// Characters of a code.
  var digits = LooseNumber.missing
  /// Seconds for which a code holds.
  var period = LooseNumber.missing
  /// The counter of the next code.
  var counter = LooseNumber.missing
  /// The PIN of a Yandex or mOTP account, as it is typed.
  var pin: String?
  /// A free text.
  var note: String?
  /// Tags, groups and categories.
  var tags: [String] = []
  /// Whether it is a favourite.
  var isPinned = false
  /// Whether it lies in the trash.
  var isTrashed = false
  /// The name of its icon.
  var icon: String?
  /// What its format knows to be unusual about it.
  var warnings: [AccountWarning] = []

  /// The name by which an entry that cannot be read is told.
  var displayName: String {
    [issuer, name].compactMap { $0?.trimmed.nonEmpty }.joined(separator: ":")
  }

  /// Checks the fields.
  ///
  /// - Parameter arena: takes the secret and the PIN.
  /// - Returns: the account, with what is unusual about it.
  /// - Throws: `AccountError`.
  func account(into arena: SecretArena) throws(AccountError) -> ReadAccount {
    guard let type else { throw .unknownType }
    var warnings = warnings
    var draft = AccountDraft(
      type: type, secret: try secret(of: type, into: arena, warnings: &warnings))
    (draft.issuer, draft.name) = ((issuer ?? "").trimmed, (name ?? "").trimmed)
    draft.labelPrefix = labelPrefix
    if !type.isFixed {
      draft.algorithm = try hashAlgorithm()
      draft.digits = try number(digits, else: .badDigits)
    }
    if type != .hotp { draft.period = try number(period, else: .badPeriod) }
    if type == .hotp { draft.counter = try number(counter, else: .badCounter) }
    draft.pin = pin?.nonEmpty.map { Array($0.utf8) }.map { arena.secret(copying: $0.span) }
    draft.note = AccountFields.withoutZeros((note ?? "").trimmed)
    draft.tags = tags.map { AccountFields.withoutZeros($0.trimmed) }
    (draft.isPinned, draft.isTrashed) = (isPinned, isTrashed)
    if let icon = icon?.nonEmpty { draft.parameters["icon"] = icon }
    draft.warnings = warnings
    return try draft.account()
  }

  /// A text without the zero bytes that no text of a vault may have.
  static func withoutZeros(_ text: String) -> String {
    text.utf8.contains(0) ? text.filter { $0 != "\0" } : text
  }

  private func hashAlgorithm() throws(AccountError) -> HashAlgorithm? {
    guard let name = algorithm?.trimmed.nonEmpty, name.lowercased() != "null" else { return nil }
    guard let algorithm = HashAlgorithm(name: name) else { throw .unknownAlgorithm }
    return algorithm
  }

  private func number(
    _ number: LooseNumber, else error: AccountError
  ) throws(AccountError) -> Int? {
    guard number != .unreadable else { throw error }
    return number.value
  }
}

extension AccountFields {
  /// Sets the names from one label.
  ///
  /// - Parameters:
  ///   - label: `Issuer:name` or `name`.
  ///   - issuer: who issued the secret, where that is told beside it.
  mutating func setLabel(_ label: String?, issuer: String? = nil) {
    let parts = AccountLabel(Array((label ?? "").utf8), issuer: (issuer ?? "").trimmed)
    (self.issuer, name, labelPrefix) = (parts.issuer, parts.name, parts.prefix)
  }

  /// The secret as `Credential.secret` has it.
  private func secret(
    of type: CodeType, into arena: SecretArena, warnings: inout [AccountWarning]
  ) throws(AccountError) -> Secret {
    guard let secret else { throw .missingSecret }
    let bytes = try secret.bytes()
    guard type == .motp else { return arena.secret(copying: bytes.span) }
    guard case .text(let text) = secret else {
      return arena.secret(copying: Array(Hexadecimal.encode(bytes).utf8).span)
    }
    let isHexadecimal = Hexadecimal.isOne(text)
    if !isHexadecimal { warnings.append(.notHexadecimal) }
    return arena.secret(copying: Array((isHexadecimal ? text.lowercased() : text).utf8).span)
  }
}

extension AccountFields.SecretText {
  /// The bytes that the text stands for.
  ///
  /// - Throws: `AccountError.missingSecret`, `.badSecret`, `.unreadableSecret`.
  func bytes() throws(AccountError) -> [UInt8] {
    let bytes: [UInt8]?
    switch self {
    case .base32(let text):
      let text = Array(text.utf8)
      var isBase32 = true
      bytes = [UInt8](capacity: Base32.decodedCapacity(text.count)) { output in
        do throws(Base32.InvalidCharacter) {
          try Base32.decode(text.span, into: &output)
        } catch {
          isBase32 = false
        }
      }
      guard isBase32 else { throw .badSecret }
    case .hexadecimal(let text): bytes = Hexadecimal.decode(text)
    case .base64(let text): bytes = Base64.decode(text)
    case .bytes(let raw): bytes = raw
    case .text(let text): bytes = Array(text.utf8)
    }
    guard let bytes else { throw .unreadableSecret }
    return bytes
  }
}
