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
  /// The user's own text about it.
  public let note: String
  /// Time-based, or counted.
  public let kind: Kind
  /// Whether it is shown before the others.
  public let isPinned: Bool
  /// Whether it lies in the trash.
  public let isTrashed: Bool
  /// When its code was last used here, in Unix seconds; 0 for never.
  public let lastUse: UInt64

  /// A row of the list; what is not given is empty.
  public init(
    id: RowID, issuer: String, account: String, tags: [String] = [], note: String = "",
    kind: Kind, isPinned: Bool = false, isTrashed: Bool = false, lastUse: UInt64 = 0
  ) {
    self.id = id
    self.issuer = issuer
    self.account = account
    self.tags = tags
    self.note = note
    self.kind = kind
    self.isPinned = isPinned
    self.isTrashed = isTrashed
    self.lastUse = lastUse
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
  /// The tags in one text.
  var tagText: String { tags.map { "#" + $0 }.joined(separator: " ") }
}

/// What to change of an account; `nil` leaves it as it is.
public struct RowEdit: Sendable, Equatable {
  /// The new issuer.
  public var issuer: String?
  /// The new account name.
  public var account: String?
  /// The new tags, in place of all others.
  public var tags: [String]?
  /// The new note; empty takes it away.
  public var note: String?
  /// Whether it is shown before the others.
  public var isPinned: Bool?

  /// Changes nothing.
  public init() {}
}
