/// An account as it stands in a vault.
public struct StoredAccount: Sendable, Equatable {
  /// The random id that the user sees.
  public let id: String
  /// What is known of it.
  public let account: Account
  /// When it was added, Unix time in seconds.
  public let created: UInt64
  /// When it was last changed, Unix time in seconds.
  public let modified: UInt64
  /// Whether it lies in the trash.
  public let isTrashed: Bool
  /// Names the entry inside the vault; never shown.
  public let entry: EntryID

  /// `nil` for what is left of a purged entry.
  init?(_ entry: Entry) {
    guard let core = entry.core else { return nil }
    let fields = entry.fields
    account = Account(
      issuer: fields[Field.issuer]?.value.text ?? "", name: fields[Field.name]?.value.text ?? "",
      credential: core.credential, pin: fields[Field.pin]?.value.secret,
      counter: entry.counter.next, labelPrefix: fields[Field.prefix]?.value.text,
      note: fields[Field.note]?.value.text ?? "",
      tags: fields[Field.tags]?.value.list?.compactMap(\.text) ?? [],
      isPinned: fields[Field.pinned]?.value.flag ?? false,
      parameters: fields[Field.parameters]?.value.texts ?? [:])
    id = fields[Field.id]?.value.text ?? ""
    created = fields[Field.created]?.value.unsigned ?? 0
    modified = fields[Field.modified]?.value.unsigned ?? 0
    isTrashed = entry.isTrashed
    self.entry = entry.id
  }
}

extension [StoredAccount] {
  /// As lists show them: pinned ones first, then by issuer and name in either case.
  ///
  /// - Returns: the same accounts in that order.
  public func inOrder() -> [StoredAccount] {
    // Folded once for each account, not once for each comparison.
    map { ($0, issuer: $0.account.issuer.lowercased(), name: $0.account.name.lowercased()) }
      .sorted { left, right in
        guard left.0.account.isPinned == right.0.account.isPinned else {
          return left.0.account.isPinned
        }
        return (left.issuer, left.name, left.0.id) < (right.issuer, right.name, right.0.id)
      }
      .map(\.0)
  }
}

extension Value {
  /// The pairs of a map that are text.
  fileprivate var texts: [String: String] {
    guard let map else { return [:] }
    return Dictionary(
      map.pairs.compactMap { key, value in value.text.map { (key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
