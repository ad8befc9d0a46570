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
    "this is encrypted with OpenPGP, as Proton Pass and andOTP do",
    hint: "open it with gpg --decrypt and import the result, or export without PGP")
}

/// The items of all vaults. A login has one code of its own, and any item may have more in its
/// fields.
private struct ProtonPassExport {
  static let file = "Proton Pass/data.json"
  static let sealedFile = "Proton Pass/data.pgp"
  private static let trashed = 2
  /// RSA, ElGamal, ECDH, X25519.
  private static let publicKeyAlgorithms: Set<UInt8> = [1, 2, 16, 18, 25]
  static let table = LoginTable(
    title: ["name"], username: ["username", "email"], code: ["totp"], note: ["note"],
    tags: ["vault"])
  private let vaults: JSONObject

  init(_ vaults: JSONObject) { self.vaults = vaults }

  /// A message in text, or in bytes: a packet with a session key (RFC 9580, section 5.1) of version 3
  /// under a public key, or of version 4 under a password.
  static func isPGP(_ document: ImportDocument) -> Bool {
    document.content.withBytes { bytes in
      guard document.kind == .binary, bytes.count > 16 else {
        return bytes.holds("-----begin pgp message", at: bytes.trimmed(0..<bytes.count).lowerBound)
      }
      switch bytes[0] {
      case 0x84, 0xC1: return bytes[2] == 3 && publicKeyAlgorithms.contains(bytes[11])
      case 0x85: return bytes[3] == 3 && publicKeyAlgorithms.contains(bytes[12])
      case 0x8C, 0xC3: return bytes[2] == 4 && (7...10).contains(bytes[3]) && bytes[4] == 3
      default: return false
      }
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
