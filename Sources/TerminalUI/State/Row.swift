/// What names an account for as long as the screen is open; the vault's own bytes.
public struct RowID: Sendable, Hashable {
  /// The bytes of the name.
  public let bytes: [UInt8]

  /// A name made of the vault's bytes.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// One account as the screen knows it: names, never a secret. All text is raw; it is escaped where
/// it is drawn.
public struct Row: Sendable, Equatable {
  /// What moves an account on to its next code.
  public enum Kind: Sendable, Equatable {
    /// Time does: a new code every so many seconds, counted from the Unix epoch. 0 counts as 1.
    case period(seconds: UInt32)
    /// The user does, by a key (HOTP); the value is that of the next code.
    case counter(UInt64)
  }

  /// The vault's name for the account.
  public let id: RowID
  /// Who issued the account; may be empty.
  public let issuer: String
  /// The account's name at the issuer; may be empty.
  public let account: String
  /// The user's words to find it by.
  public let tags: [String]
  /// Time-based, or counted.
  public let kind: Kind

  /// A row of the list.
  public init(id: RowID, issuer: String, account: String, tags: [String] = [], kind: Kind) {
    self.id = id
    self.issuer = issuer
    self.account = account
    self.tags = tags
    self.kind = kind
  }

  /// Milliseconds of a period; nil where codes are counted.
  var period: Int64? {
    guard case .period(let seconds) = kind else { return nil }
    return Int64(max(1, seconds)) * 1000
  }

  /// What the row is called first: the issuer, or the account's name where there is none.
  var title: String { issuer.isEmpty ? account : issuer }
  /// What tells it from others of the same title.
  var detail: String { issuer.isEmpty ? "" : account }
}
