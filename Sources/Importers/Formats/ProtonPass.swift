internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Proton Pass exports: a zip archive with `Proton Pass/data.json`, `{vaults: {id: {items}}}`,
  /// that file alone, or a table.
  static let protonPass = ImportFormat(
    name: "Proton Pass", forms: "zip, its JSON, CSV",
    recognises: { document in
      if document.csv?.has("type", "name", "username", "totp", "createtime") ?? false {
        return true
      }
      if document.member(ProtonPassExport.file) != nil
        || document.member(ProtonPassExport.sealedFile) != nil
      {
        return true
      }
      return document.json?["vaults"]?.object != nil || ProtonPassExport.isPGP(document)
    },
    read: { (document, context) throws(ImportError) in
      guard document.csv == nil else { return ProtonPassExport.table.read(document, context) }
      guard let vaults = document.json(of: ProtonPassExport.file)?["vaults"]?.object else {
        throw document.member(ProtonPassExport.file) == nil ? .refused(.pgp) : .damaged(.structure)
      }
      return ProtonPassExport(vaults).read(into: context.arena)
    })
}

extension Explanation {
  fileprivate static let pgp = Explanation(
    "this is encrypted with PGP, as Proton Pass does",
    hint: "open it with gpg --decrypt and import the result, or export as ZIP")
}

/// The items of all vaults. A login has one code of its own, and any item may have more in its
/// fields.
private struct ProtonPassExport {
  static let file = "Proton Pass/data.json"
  static let sealedFile = "Proton Pass/data.pgp"
  private static let trashed = 2
  static let table = LoginTable(
    title: ["name"], username: ["username", "email"], code: ["totp"], note: ["note"],
    tags: ["vault"])
  private let vaults: JSONObject

  init(_ vaults: JSONObject) { self.vaults = vaults }

  static func isPGP(_ document: ImportDocument) -> Bool {
    document.content.withBytes {
      $0.holds("-----begin pgp message", at: $0.trimmed(0..<$0.count).lowerBound)
    }
  }

  func read(into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    var number = 0
    for (_, vault) in vaults.members {
      for item in vault["items"]?.list ?? [] {
        number += 1
        let codes = codes(of: item["data"])
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
    let (metadata, content) = (item["data"]?["metadata"], item["data"]?["content"])
    var entry = CodeEntry(title: metadata?["name"]?.scalarText, note: metadata?["note"]?.text)
    entry.username =
      ["itemUsername", "username", "itemEmail"].lazy
      .compactMap { content?[$0]?.text?.nonEmpty }.first
    // With a single vault its name would tell nothing.
    if vaults.members.count > 1 { entry.tags = [vault["name"]?.text].compactMap(\.self) }
    entry.isPinned = item["pinned"]?.flag ?? false
    entry.isTrashed = item["state"]?.integer == Self.trashed
    return entry
  }

  private func codes(of data: JSONValue?) -> [String] {
    let content = data?["content"]
    let sections = (content?["sections"]?.list ?? []) + (content?["extraSections"]?.list ?? [])
    let fields =
      (data?["extraFields"]?.list ?? []) + sections.flatMap { $0["sectionFields"]?.list ?? [] }
    let values =
      [content?["totpUri"]]
      + fields.filter { $0["type"]?.text == "totp" }.map { $0["data"]?["totpUri"] }
    return values.compactMap { $0?.scalarText?.nonEmpty }
  }
}
