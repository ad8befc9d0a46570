/// An account as a query sees it, with its secret or without.
public protocol NamedAccount: Sendable {
  /// Who issued the secret; may be empty.
  var issuer: String { get }
  /// The account's name there; may be empty.
  var name: String { get }
  /// The user's own words to find it by.
  var tags: [String] { get }
}

extension Account: NamedAccount {}

/// An account as lists show it.
public protocol ListedAccount: NamedAccount {
  /// The random id that the user sees.
  var id: String { get }
  /// Whether it is shown before the others.
  var isPinned: Bool { get }
}

extension StoredAccount: ListedAccount {
  /// Who issued the secret; may be empty.
  public var issuer: String { account.issuer }
  /// The account's name there; may be empty.
  public var name: String { account.name }
  /// The user's own words to find it by.
  public var tags: [String] { account.tags }
  /// Whether it is shown before the others.
  public var isPinned: Bool { account.isPinned }
}

extension Array where Element: ListedAccount {
  /// As lists show them: pinned ones first, then by issuer and name in either case, numbers by value.
  ///
  /// - Returns: the same accounts in that order.
  public func inOrder() -> [Element] {
    // Made once for each account, not once for each comparison.
    map { ($0, issuer: $0.issuer.sortKey, name: $0.name.sortKey) }
      .sorted { left, right in
        guard left.0.isPinned == right.0.isPinned else { return left.0.isPinned }
        return (left.issuer, left.name, left.0.id) < (right.issuer, right.name, right.0.id)
      }
      .map(\.0)
  }
}
