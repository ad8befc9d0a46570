public import Authenticator

/// Something that should have been an account and is none. It never tells a secret.
public struct SkippedEntry: Sendable, Equatable {
  /// The line of a text, from 1; `nil` where the format has no lines.
  public let line: Int?
  /// The entry within the line or file, from 1; `nil` where there is only one.
  public let entry: Int?
  /// The name that it came with; empty where there is none, or where it might be a secret.
  public let name: String
  /// Why it is no account.
  public let reason: SkipReason

  /// An entry that is no account.
  ///
  /// - Parameters:
  ///   - line: the line of a text, from 1.
  ///   - entry: the entry within it, from 1.
  ///   - name: the name that it came with.
  ///   - reason: why it is no account.
  public init(line: Int? = nil, entry: Int? = nil, name: String = "", reason: SkipReason) {
    self.line = line
    self.entry = entry
    self.name = name.showsSecret ? "" : name
    self.reason = reason
  }
}

/// Why an entry is no account.
public enum SkipReason: Sendable, Equatable {
  /// It breaks a rule for accounts.
  case account(AccountError)
  /// It is something else altogether.
  case content(Content)
  /// It can never be read; with what can be done in its place.
  case refused(Explanation)
  /// It is a file of its own, of which nothing can be read.
  case file(ImportError)
  /// A file of an archive, or a table of a database, is damaged.
  case damagedPart
  /// A migration code has no data.
  case noMigrationData
  /// A migration code ends too early or is damaged; what came before the damage was read.
  case damagedMigration

  /// What happened.
  public var message: String {
    switch self {
    case .account(let error): error.message
    case .content(let content): "this is \(content.label), not an account"
    case .refused(let explanation): explanation.message
    case .file(let error): error.message
    case .damagedPart: "it is damaged in its archive"
    case .noMigrationData: "this migration code has no data"
    case .damagedMigration: "this migration code is damaged"
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .account(let error): error.hint
    case .content(let content): content.hint
    case .refused(let explanation): explanation.hint
    case .file(let error): error.hint
    case .damagedPart: "export again, and copy the whole file"
    case .noMigrationData, .damagedMigration: "export again and take the whole code"
    }
  }
}
