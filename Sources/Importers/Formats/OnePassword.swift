internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What 1Password exports: a zip archive (`.1pux`) with `export.data`, that file alone, or a
  /// table: `Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes`.
  static let onePassword = ImportFormat(
    name: "1Password", forms: "1pux, CSV",
    recognises: { document in
      if let table = document.csv, table.has("title") {
        return (table.has("otpauth") || table.has("one-time password"))
          && (table.has("archived") || table.has("tags") || table.has("favorite"))
      }
      return document.member(OnePasswordExport.file) != nil
        || document.json?["accounts"]?.list?.contains { $0["vaults"]?.list != nil } ?? false
    },
    read: { (document, context) throws(ImportError) in
      guard document.csv == nil else { return OnePasswordExport.table.read(document, context) }
      guard let accounts = document.json(of: OnePasswordExport.file)?["accounts"]?.list else {
        throw .damaged(.structure)
      }
      return OnePasswordExport(accounts).read(into: context.arena)
    })
}

/// The items of all vaults. Any field of an item may be a code.
private struct OnePasswordExport {
  static let file = "export.data"
  static let table = LoginTable(
    title: ["title"], username: ["username"], code: ["otpauth", "one-time password"],
    note: ["notes"], tags: ["tags"], tagSeparators: ";,", pinned: ["favorite"])
  private let vaults: [JSONValue]

  init(_ accounts: [JSONValue]) { vaults = accounts.flatMap { $0["vaults"]?.list ?? [] } }

  func read(into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    var number = 0
    for vault in vaults {
      for item in vault["items"]?.list ?? [] {
        number += 1
        // The first version of the format has each item in an object of its own.
        let item = item["item"] ?? item
        let codes = codes(of: item)
        if codes.isEmpty { result.otherEntries += 1 }
        for code in codes {
          var entry = entry(item, vault)
          entry.code = code
          result.add(entry, entry: number, into: arena)
        }
      }
    }
    return result
  }

  private func entry(_ item: JSONValue, _ vault: JSONValue) -> CodeEntry {
    let (overview, details) = (item["overview"], item["details"])
    var entry = CodeEntry(title: overview?["title"]?.scalarText)
    entry.username =
      (details?["loginFields"]?.list ?? [])
      .first { $0["designation"]?.text == "username" }?["value"]?.scalarText
    entry.note = details?["notesPlain"]?.text
    entry.tags = (overview?["tags"]?.list ?? []).compactMap(\.text)
    // With a single vault its name would tell nothing.
    if vaults.count > 1, let name = vault["attrs"]?["name"]?.text { entry.tags.append(name) }
    entry.isPinned = (item["favIndex"]?.integer ?? 0) > 0
    entry.isTrashed = item["trashed"]?.flag ?? (item["state"]?.text == "deleted")
    return entry
  }

  private func codes(of item: JSONValue) -> [String] {
    (item["details"]?["sections"]?.list ?? []).flatMap { $0["fields"]?.list ?? [] }
      .compactMap { $0["value"]?["totp"]?.scalarText?.nonEmpty }
  }
}
