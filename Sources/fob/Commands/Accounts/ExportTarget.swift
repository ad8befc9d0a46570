internal import Authenticator
internal import Exporters

/// Where an export goes: a format, and perhaps an app that takes less than the format has.
struct ExportTarget {
  let format: ExportFormat
  let app: ExportApp?

  /// The accounts that can go there, and those that cannot with the reason.
  func divided(
    _ accounts: [StoredAccount]
  ) -> (taken: [StoredAccount], refused: [(StoredAccount, reason: String)]) {
    var (taken, refused): ([StoredAccount], [(StoredAccount, reason: String)]) = ([], [])
    for stored in accounts {
      let reason =
        app.map { $0.reasonAgainst(stored.account) }
        ?? format.reasonAgainst(stored.account)
      if let reason { refused.append((stored, reason)) } else { taken.append(stored) }
    }
    return (taken, refused)
  }

  /// What the format has no place for, in words.
  func losses(in accounts: [StoredAccount], of vault: Vault) -> [String] {
    let most = accounts.map(\.account.tags.count).max() ?? 0
    let parts = [
      ("notes", !format.parts.contains(.notes) && accounts.contains { !$0.account.note.isEmpty }),
      ("tags", most > 0 && format.parts.isDisjoint(with: [.tags, .firstTag])),
      ("all tags but the first", most > 1 && format.parts.contains(.firstTag)),
      (
        "the PINs of codes",
        !format.parts.contains(.codePINs) && accounts.contains { $0.account.pin != nil }
      ),
      ("pins", !format.parts.contains(.pins) && accounts.contains { $0.account.isPinned }),
    ]
    let lost = parts.filter(\.1).map(\.0)
    let trash = vault.trash.count
    let withCodes = accounts.count { !vault.backupCodes(of: $0.entry).isEmpty }
    return
      (lost.isEmpty
      ? [] : ["left out, as the format has no place for them: " + lost.joined(separator: ", ")])
      + (withCodes == 0
        ? []
        : [
          "left out: the backup codes of \(counted(withCodes, "account")); "
            + "fob backup-codes shows them"
        ])
      + (trash == 0 ? [] : ["left out: \(counted(trash, "account")) in the trash"])
  }
}
