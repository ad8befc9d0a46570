public import Authenticator

/// What was read from one or several inputs.
public struct ImportResult: Sendable {
  /// The accounts, each once.
  public private(set) var accounts: [ReadAccount] = []
  /// What should have been an account and is none.
  public var skipped: [SkippedEntry] = []
  /// How many entries are none of an authenticator at all: logins without one, notes, cards.
  public var otherEntries = 0
  /// The pictures of Google Authenticator that were seen.
  public var batches: Set<MigrationBatch> = []

  /// Where the accounts of one issuer and name stand, so that a thousand are quickly compared.
  private var positions: [[String]: [Int]] = [:]

  /// Nothing yet.
  public init() {}

  /// Adds an account, unless the same is there already.
  ///
  /// - Parameter read: the account and its warnings.
  public mutating func add(_ read: ReadAccount) {
    let names = [read.account.issuer, read.account.name]
    // A file may give one name to a million secrets: comparing each with all would never end.
    let same = positions[names, default: []].suffix(100)
    guard !same.contains(where: { accounts[$0].account == read.account }) else { return }
    positions[names, default: []].append(accounts.count)
    accounts.append(read)
  }

  /// Adds what another input gave.
  ///
  /// - Parameter other: for example the next picture of the same series.
  public mutating func add(_ other: ImportResult) {
    for read in other.accounts { add(read) }
    skipped += other.skipped
    otherEntries += other.otherEntries
    batches.formUnion(other.batches)
  }

  /// Adds an entry, or names it where it is no account.
  ///
  /// - Parameters:
  ///   - name: what the user calls it; never a secret.
  ///   - entry: its number in the file, from 1; `nil` where it has none.
  ///   - read: makes the account.
  mutating func add(
    named name: String, entry: Int? = nil, _ read: () throws(AccountError) -> ReadAccount
  ) {
    do {
      add(try read())
    } catch {
      skipped.append(SkippedEntry(entry: entry, name: name, reason: .account(error)))
    }
  }

  /// The pictures that are missing from the series that were begun, in their order.
  public var missingBatches: [MigrationBatch] {
    Set(batches.map(\.series)).flatMap { series in
      (0..<series.size).map { MigrationBatch(series: series, index: $0) }
    }
    .filter { !batches.contains($0) }
    .sorted { ($0.series.id, $0.index) < ($1.series.id, $1.index) }
  }
}

/// One picture of a series that Google Authenticator shows for an export.
public struct MigrationBatch: Sendable, Hashable {
  /// What the pictures of one export have in common.
  public struct Series: Sendable, Hashable {
    /// The number of the export.
    public let id: Int32
    /// How many pictures it has, 1 to 100.
    public let size: Int
  }

  /// The export that it belongs to.
  public let series: Series
  /// Its place in the series, from 0.
  public let index: Int

  /// Tells people which one it is.
  public var label: String { "batch \(index + 1) of \(series.size)" }
}
