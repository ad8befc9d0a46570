internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Enpass exports as JSON: `{folders, items: [{title, template_type, fields}]}`.
  static let enpass = ImportFormat(
    name: "Enpass", forms: "JSON",
    recognises: { document in
      document.json?["items"]?.list?.contains {
        $0["fields"]?.list != nil && ($0["template_type"] != nil || $0["category"] != nil)
      } ?? false
    },
    read: { (document, context) throws(ImportError) in
      guard let json = document.json else { throw .damaged(.structure) }
      return EnpassBackup(json).read(into: context.arena)
    })
}

/// The items of Enpass. A code is a field of type `totp`; empty ones are part of its templates.
private struct EnpassBackup {
  private let items: [JSONValue]
  private let folders: [String: String]

  init(_ json: JSONValue) {
    items = json["items"]?.list ?? []
    let pairs = (json["folders"]?.list ?? []).compactMap { folder in
      folder["uuid"]?.text.flatMap { id in folder["title"]?.text.map { (id, $0) } }
    }
    folders = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  func read(into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, item) in zip(1..., items) {
      let codes = values(of: "totp", in: item)
      if codes.isEmpty { result.otherEntries += 1 }
      for code in codes {
        var entry = entry(item)
        entry.code = code
        result.add(entry, entry: number, into: arena)
      }
    }
    return result
  }

  private func entry(_ item: JSONValue) -> CodeEntry {
    var entry = CodeEntry()
    entry.title = item["title"]?.scalarText
    entry.username =
      values(of: "username", in: item).first ?? values(of: "email", in: item).first
    entry.note = item["note"]?.text
    entry.tags = (item["folders"]?.list ?? []).compactMap(\.text).compactMap { folders[$0] }
    entry.isPinned = item["favorite"]?.flag ?? false
    entry.isTrashed = item["trashed"]?.flag ?? false
    return entry
  }

  private func values(of type: String, in item: JSONValue) -> [String] {
    (item["fields"]?.list ?? [])
      .filter { $0["type"]?.text?.lowercased() == type && $0["deleted"]?.flag != true }
      .compactMap { $0["value"]?.scalarText?.nonEmpty }
  }
}
