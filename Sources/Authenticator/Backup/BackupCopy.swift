package import Secrets

// What goes into a backup, and what comes back out of it.

extension Vault {
  /// What a backup holds: all accounts with their stamps, what was deleted, and what the user chose.
  ///
  /// What makes a vault file one device's own stays at home: device and clock, the journal with its
  /// old values, when accounts were used, and whatever a later version keeps there.
  ///
  /// - Parameter seconds: Unix time, which the backup tells.
  /// - Returns: the content of the backup.
  public func backup(at seconds: UInt64) -> Vault {
    var travelling = LocalPart(device: .random())
    travelling.slotTimes = local.slotTimes
    travelling.settings = local.settings.chosen
    travelling.backupMade = seconds
    return Vault(shared: shared, local: travelling)
  }

  /// When this was made as a backup, in Unix seconds; `nil` where it is none.
  public var backupMade: UInt64? { local.backupMade }

  /// How many accounts came after the backup was made that was proven last; 0 where none was.
  public var accountsAfterBackup: Int {
    guard let covered = settings.backupCovers else { return 0 }
    return unorderedAccounts.count { $0.created > covered }
  }

  /// Goes on as a vault of its own, with a new device id.
  public mutating func becomeRestored() {
    becomeNewDevice()
    local.backupMade = nil
  }

  /// All of it as bytes, for the process that holds another vault.
  package var payload: Secret { Secret(Payload.encode(self)) }

  /// Reads what `payload` gives; `nil` for anything else.
  package init?(payload: Secret) {
    guard let vault = try? Payload.decode(payload) else { return nil }
    self = vault
  }
}
