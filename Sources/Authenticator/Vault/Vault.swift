internal import Secrets

/// An opened vault: a value; nothing is saved by changing it.
public struct Vault: Sendable, Equatable {
  var shared: SharedState
  var local: LocalPart

  /// An empty vault of a new device.
  public init() {
    shared = SharedState()
    local = LocalPart(device: .random())
  }

  init(shared: SharedState, local: LocalPart) {
    self.shared = shared
    self.local = local
    self.local.clock.saw(shared.latestStamp)
  }

  /// The live accounts: pinned ones first, then by issuer and name.
  public var accounts: [StoredAccount] { stored(trashed: false).inOrder() }
  /// The live accounts in no order, for who looks for one of many.
  public var unorderedAccounts: [StoredAccount] { stored(trashed: false) }
  /// The accounts in the trash, in the order of `accounts`.
  public var trash: [StoredAccount] { stored(trashed: true).inOrder() }
  /// What this version does not understand, and keeps.
  public var opaqueRecords: [OpaqueRecord] { shared.opaque }

  /// One account, live or in the trash.
  ///
  /// - Parameter id: `StoredAccount.entry`.
  public subscript(id: EntryID) -> StoredAccount? { shared[id].flatMap(StoredAccount.init) }

  /// Takes over all that another vault knows; this one's device and journal stay.
  ///
  /// - Parameter other: any vault, this one's ancestor or descendant, or a stranger.
  public mutating func merge(_ other: Vault) {
    shared = shared.joined(with: other.shared)
    local.clock.saw(shared.latestStamp)
    forgetPurged()
  }

  /// Whether both hold the same accounts, down to every stamp.
  ///
  /// - Parameter other: another vault.
  /// - Returns: true where merging either into the other would change nothing.
  public func hasSameState(as other: Vault) -> Bool { shared == other.shared }

  /// Whether the file of an older state of this vault is out of date.
  ///
  /// - Parameter older: the state before an edit.
  /// - Returns: true where an account, a setting or what is known of other devices differs.
  public func needsSaving(after older: Vault) -> Bool {
    !hasSameState(as: older) || settings != older.settings || local.sync != older.local.sync
  }

  private func stored(trashed: Bool) -> [StoredAccount] {
    shared.entries.values.compactMap { entry in
      entry.isTrashed == trashed ? StoredAccount(entry) : nil
    }
  }
}
