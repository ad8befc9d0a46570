private import Secrets

/// All that is known of an account in a vault, but for its secret and its PIN.
public struct PublicAccount: ListedAccount, Equatable {
  /// Names the entry inside the vault; never shown, since it would confirm a guess of the secret.
  public let entry: EntryID
  /// The random id that the user sees.
  public let id: String
  /// Who issued the secret; may be empty.
  public let issuer: String
  /// The account's name there; may be empty.
  public let name: String
  /// How codes are computed.
  public let type: CodeType
  /// The hash function.
  public let algorithm: HashAlgorithm
  /// Characters of a code, 1 to 10.
  public let digits: Int
  /// Seconds for which a code holds; 0 for HOTP.
  public let period: Int
  /// The counter of the next HOTP code; 0 for all other types.
  public let counter: UInt64
  /// The user's own words to find it by.
  public let tags: [String]
  /// A free text.
  public let note: String
  /// Whether it is shown before the others.
  public let isPinned: Bool
  /// When it was added, Unix time in seconds.
  public let created: UInt64
  /// When it was last changed, Unix time in seconds.
  public let modified: UInt64
  /// Whether it lies in the trash.
  public let isTrashed: Bool
  /// How long the secret is.
  public let secretBits: Int
  /// Whether the PIN is known, of a type that needs one.
  public let hasPIN: Bool

  /// What may be known of `stored`.
  public init(_ stored: StoredAccount) {
    let (account, credential) = (stored.account, stored.account.credential)
    (entry, id, issuer, name) = (stored.entry, stored.id, account.issuer, account.name)
    (type, algorithm) = (credential.type, credential.algorithm)
    (digits, period) = (credential.digits, credential.period)
    (counter, tags, note) = (account.counter, account.tags, account.note)
    (isPinned, isTrashed) = (account.isPinned, stored.isTrashed)
    (created, modified) = (stored.created, stored.modified)
    secretBits = credential.secret.count * (credential.type == .motp ? 4 : 8)
    hasPIN = account.pin != nil
  }
}

extension PublicAccount: Transferable {
  package var value: Value {
    .parts(
      entry, id, issuer, name, type.rawValue, algorithm.rawValue, digits, period, counter, tags,
      note, isPinned, created, modified, isTrashed, secretBits, hasPIN)
  }

  package init?(_ value: Value) {
    guard var parts = Parts(value, count: 17), let entry: EntryID = parts.next(),
      let id: String = parts.next(), let issuer: String = parts.next(),
      let name: String = parts.next(),
      let type = (parts.next() as String?).flatMap(CodeType.init(rawValue:)),
      let algorithm = (parts.next() as String?).flatMap(HashAlgorithm.init(rawValue:)),
      let digits: Int = parts.next(), let period: Int = parts.next(),
      let counter: UInt64 = parts.next(), let tags: [String] = parts.next(),
      let note: String = parts.next(), let isPinned: Bool = parts.next(),
      let created: UInt64 = parts.next(), let modified: UInt64 = parts.next(),
      let isTrashed: Bool = parts.next(), let secretBits: Int = parts.next(),
      let hasPIN: Bool = parts.next()
    else { return nil }
    (self.entry, self.id, self.issuer, self.name) = (entry, id, issuer, name)
    (self.type, self.algorithm, self.digits, self.period) = (type, algorithm, digits, period)
    (self.counter, self.tags, self.note, self.isPinned) = (counter, tags, note, isPinned)
    (self.created, self.modified, self.isTrashed) = (created, modified, isTrashed)
    (self.secretBits, self.hasPIN) = (secretBits, hasPIN)
  }
}
