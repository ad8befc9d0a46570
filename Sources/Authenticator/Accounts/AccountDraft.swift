public import Secrets

/// What a URI, a file or a form says about an account, before it is checked.
///
/// All that comes from outside becomes an `Account` here and nowhere else, so that every format is
/// held to the same rules.
public struct AccountDraft: Sendable {
  /// The most bytes that a secret may have.
  public static let longestSecret = 1024

  /// How codes are computed.
  public var type: CodeType
  /// The secret, as `Credential.secret` has it.
  public var secret: Secret
  /// Who issued the secret.
  public var issuer = ""
  /// The account's name there.
  public var name = ""
  /// The label's own prefix, where it differs from `issuer`.
  public var labelPrefix: String?
  /// The hash function; `nil` for the type's own.
  public var algorithm: HashAlgorithm?
  /// Characters of a code; `nil` for the type's own.
  public var digits: Int?
  /// Seconds for which a code holds; `nil` for the type's own.
  public var period: Int?
  /// The counter of the next HOTP code; `nil` where it is not known.
  public var counter: Int?
  /// The PIN; `nil` where it is not known.
  public var pin: Secret?
  /// A free text.
  public var note = ""
  /// The user's own words to find it by; empty ones and repetitions are left out.
  public var tags: [String] = []
  /// Whether it is shown before the others.
  public var isPinned = false
  /// Whether it lay in the trash of the other app.
  public var isTrashed = false
  /// What the account keeps beside; see `Account.parameters`.
  public var parameters: [String: String] = [:]
  /// What is known to be unusual about it.
  public var warnings: [AccountWarning] = []

  /// A draft with all that an account cannot do without.
  ///
  /// - Parameters:
  ///   - type: how codes are computed.
  ///   - secret: as `Credential.secret` has it.
  public init(type: CodeType, secret: Secret) {
    self.type = type
    self.secret = secret
  }

  /// Checks the draft.
  ///
  /// The hash function and the digits of Steam, Yandex and mOTP are the type's own, whatever the
  /// draft says; a counter counts only for HOTP, a period only for the others; an empty PIN is none.
  ///
  /// - Returns: the account, with what is unusual about it.
  /// - Throws: `AccountError`.
  public func account() throws(AccountError) -> ReadAccount {
    guard ![issuer, name, labelPrefix ?? ""].contains(where: { $0.utf8.contains(0) }) else {
      throw .zeroByte
    }
    guard ![issuer, name, labelPrefix ?? ""].contains(where: \.showsSecret) else {
      throw .secretInName
    }
    let credential = Credential(
      type: type, secret: try checkedSecret(), algorithm: try checkedAlgorithm(),
      digits: try checkedDigits(), period: try checkedPeriod())
    let account = Account(
      issuer: issuer, name: name, credential: credential,
      pin: pin.flatMap { $0.count > 0 ? $0 : nil },
      counter: try checkedCounter(), labelPrefix: labelPrefix, note: note, tags: distinctTags,
      isPinned: isPinned, parameters: parameters)
    return ReadAccount(
      account: account, warnings: warnings + account.oddities(draft: self), isTrashed: isTrashed)
  }

  private var distinctTags: [String] {
    var seen: Set<String> = [""]
    return tags.filter { seen.insert($0).inserted }
  }

  private func checkedSecret() throws(AccountError) -> Secret {
    guard secret.count > 0 else { throw .missingSecret }
    guard secret.count <= Self.longestSecret else { throw .secretTooLong }
    guard type != .yandex || secret.withBytes(YandexSecret.isValid) else { throw .badYandexSecret }
    return secret
  }

  private func checkedAlgorithm() throws(AccountError) -> HashAlgorithm {
    guard !type.isFixed, let algorithm else { return type.defaultAlgorithm }
    guard algorithm != .md5 else { throw .md5 }
    return algorithm
  }

  private func checkedDigits() throws(AccountError) -> Int {
    guard !type.isFixed, let digits else { return type.defaultDigits }
    guard (1...10).contains(digits) else { throw .badDigits }
    return digits
  }

  private func checkedPeriod() throws(AccountError) -> Int {
    guard type != .hotp, let period else { return type.defaultPeriod }
    guard period >= 1 else { throw .badPeriod }
    return period
  }

  private func checkedCounter() throws(AccountError) -> UInt64 {
    guard type == .hotp, let counter else { return 0 }
    guard counter >= 0 else { throw .badCounter }
    return UInt64(counter)
  }
}

extension Account {
  /// What is unusual, apart from what the draft knows of itself.
  fileprivate func oddities(draft: AccountDraft) -> [AccountWarning] {
    var oddities: [AccountWarning] = []
    if issuer.isEmpty && name.isEmpty { oddities.append(.noLabel) }
    let bytes = credential.secret.count
    if bytes < 10 && credential.type != .motp { oddities.append(.shortSecret(bytes: bytes)) }
    if !(5...10).contains(credential.digits) { oddities.append(.unusualDigits(credential.digits)) }
    if credential.period > 86_400 { oddities.append(.longPeriod(credential.period)) }
    if credential.type == .hotp && draft.counter == nil { oddities.append(.missingCounter) }
    if credential.type.needsPIN && pin == nil { oddities.append(.missingPIN) }
    return oddities
  }
}

extension String {
  /// Whether a name has in it what belongs to a URI, as damaged lists give it. Names are shown.
  package var showsSecret: Bool {
    guard utf8.contains(UInt8(ascii: "=")) || utf8.contains(UInt8(ascii: ":")) else { return false }
    let text = Array(utf8)
    return ["secret=", "otpauth://", "otpauth-migration://"].contains { text.span.contains($0) }
  }
}
