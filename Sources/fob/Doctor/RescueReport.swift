internal import Authenticator
internal import SystemPackage
internal import TerminalUI

/// Tells what a rescue read.
enum RescueReport {
  /// The accounts on standard output, all else beside it.
  ///
  /// - Throws: `Failure` where nobody reads it.
  static func print(_ rescue: borrowing Rescue, of vault: FilePath) throws(Failure) {
    for (path, reason) in rescue.failures { Standard.note("not read: \(path): \(reason)") }
    guard let best = rescue.versions.first else { return }
    Standard.note("read: \(best.path)" + (best.path == vault ? "" : ", the newest that opens"))
    Standard.note(
      "  saved \(best.header.generation) times; "
        + "\(counted(best.vault.accounts.count, "account")), \(best.vault.trash.count) in the trash"
    )
    if best.path != vault { Standard.note("  what was changed after it is in backups only") }
    let rows = best.vault.accounts.map { stored in
      [stored.id] + [stored.issuer, stored.name].map { DisplayText.escaped($0) }
    }
    if !rows.isEmpty { try Standard.print(TextTable(rows: rows).text) }
    noteMissing(rescue, from: best)
  }

  /// Accounts that other versions have and the best one has not.
  private static func noteMissing(_ rescue: borrowing Rescue, from best: Rescue.Version) {
    var told: Set<EntryID> = []
    for version in rescue.versions.dropFirst() {
      for stored in best.vault.accountsMissing(from: version.vault)
      where told.insert(stored.entry).inserted {
        Standard.note("missing there, but in \(version.path): \(stored.label)")
      }
    }
  }
}
