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
      parameters: fields[Field.parameters].flatMap { [String: String]($0.value) } ?? [:])
    id = fields[Field.id]?.value.text ?? ""
    created = fields[Field.created]?.value.unsigned ?? 0
    modified = fields[Field.modified]?.value.unsigned ?? 0
    isTrashed = entry.isTrashed
    self.entry = entry.id
  }
}
