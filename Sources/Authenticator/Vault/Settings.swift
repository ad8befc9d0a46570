/// What the user chose for one vault file, and what fob notes beside its accounts (VaultFormat,
/// *Settings*). It never merges.
///
/// What is missing or not understood reads as its default, and stays in the file until it is set.
public struct Settings: Sendable, Equatable {
  /// What decides the order of accounts in lists.
  public enum Order: String, Sendable, CaseIterable {
    /// Issuer and account name.
    case name
    /// What was used last comes first.
    case use
  }

  /// How long, in seconds, something may wait before it locks.
  public static let timeouts: ClosedRange<UInt64> = 1...86_400
  /// The entries whose last use is remembered.
  static let mostUses = 1000

  private(set) var table: KeyedTable<Value>

  /// Every setting at its default.
  public init() { table = KeyedTable() }

  init(_ table: KeyedTable<Value>) { self.table = table }

  /// Whether a command that asked for the password starts an agent; true unless set.
  public var startsAgent: Bool {
    get { table["agent"]?.flag ?? true }
    set { table["agent"] = .flag(newValue) }
  }

  /// Seconds without a question after which an agent locks, of `timeouts`; 300 unless set.
  public var agentTimeout: UInt64 {
    get { timeout("agent-timeout") }
    set { table["agent-timeout"] = .unsigned(newValue) }
  }

  /// Seconds without a key after which the live screen locks, of `timeouts`; 300 unless set.
  public var screenTimeout: UInt64 {
    get { timeout("screen-timeout") }
    set { table["screen-timeout"] = .unsigned(newValue) }
  }

  /// Whether the live screen hides codes until they are asked for; false unless set.
  public var hidesCodes: Bool {
    get { table["hide-codes"]?.flag ?? false }
    set { table["hide-codes"] = .flag(newValue) }
  }

  /// The order of accounts in lists; by name unless set.
  public var sort: Order {
    get { table["sort"]?.text.flatMap(Order.init) ?? .name }
    set { table["sort"] = .text(newValue.rawValue) }
  }

  /// When a password opened the vault last, in Unix seconds.
  public var passwordTyped: UInt64? {
    get { table["password-typed"]?.unsigned }
    set { table["password-typed"] = newValue.map(Value.unsigned) }
  }

  /// When a backup was proven to restore last, in Unix seconds.
  public var backupProven: UInt64? {
    get { table["backup-proven"]?.unsigned }
    set { table["backup-proven"] = newValue.map(Value.unsigned) }
  }

  /// When the backup that was proven last was made, in Unix seconds.
  public var backupCovers: UInt64? {
    get { table["backup-covers"]?.unsigned }
    set { table["backup-covers"] = newValue.map(Value.unsigned) }
  }

  /// When entries were used last, in Unix seconds; the latest 1000 are remembered.
  public var lastUse: [EntryID: UInt64] { uses.times }

  /// Remembers that an entry was used.
  ///
  /// - Parameters:
  ///   - entry: whose code was taken.
  ///   - time: Unix time in seconds.
  public mutating func noteUse(of entry: EntryID, at time: UInt64) {
    let others = uses.filter { $0.id != entry }
    write((others + [TimedID(entry, at: time)]).suffix(Settings.mostUses))
  }

  /// Forgets when entries were used.
  mutating func forgetUses(where isForgotten: (EntryID) -> Bool) {
    let kept = uses.filter { !isForgotten($0.id) }
    if kept.count != uses.count { write(kept[...]) }
  }

  /// What the user set, without what fob noted.
  var chosen: Settings {
    var chosen = KeyedTable<Value>()
    for key in ["agent", "agent-timeout", "screen-timeout", "hide-codes", "sort"] {
      chosen[key] = table[key]
    }
    return Settings(chosen)
  }

  /// None where the list breaks a rule.
  private var uses: [TimedID] { TimedID.list(table["uses"], most: Settings.mostUses) }

  private mutating func write(_ uses: ArraySlice<TimedID>) {
    table["uses"] = .list(uses.map(\.value))
  }

  private func timeout(_ name: String) -> UInt64 {
    table[name]?.unsigned.flatMap { Settings.timeouts.contains($0) ? $0 : nil } ?? 300
  }
}

extension Vault {
  /// What the user chose for this vault file. A change of it is no change of an account: it has no
  /// line in the journal, and cannot be undone.
  public var settings: Settings {
    get { local.settings }
    set { local.settings = newValue }
  }
}
