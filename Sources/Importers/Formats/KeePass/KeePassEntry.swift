internal import Authenticator
internal import Secrets

/// An entry of a KeePass database, with every form in which programs keep TOTP in its fields.
struct KeePassEntry {
  private static let fixedFields = ["Title", "UserName", "Password", "URL", "Notes"]
  private let fields: [(name: String, value: String)]
  private let path: [String]
  private let ownTags: [String]

  /// - Parameters:
  ///   - entry: as it stands in the document.
  ///   - protected: all protected values, decrypted.
  init(_ entry: KeePassFields, protected: [UInt8]) {
    fields = entry.values.map { field in
      switch field.value {
      case .plain(let text): (field.name, text)
      case .protected(let part): (field.name, String(decoding: protected[part], as: UTF8.self))
      }
    }
    path = entry.path
    ownTags = entry.tags.split { $0 == ";" || $0 == "," }.map(String.init)
  }

  /// A field, by its name.
  subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value.nonEmpty }

  /// Reads the accounts of the entry; one without any is counted.
  func read(_ number: Int, into arena: SecretArena, _ result: inout ImportResult) {
    let (uris, codes) = (uris, KeePassCodes(self).all)
    if uris.isEmpty && codes.isEmpty { result.otherEntries += 1 }
    for uri in uris {
      result.add(named: displayName, entry: number) { () throws(AccountError) in
        completed(try OTPAuthURI.read(Array(uri.utf8).span, into: arena))
      }
    }
    for code in codes {
      result.add(named: displayName, entry: number) { () throws(AccountError) in
        try completed(code).account(into: arena)
      }
    }
  }

  /// URIs, whatever field they stand in.
  private var uris: [String] {
    fields.filter { $0.name != "Notes" }.map { $0.value.trimmed }
      .filter { OTPAuthURI.isAccount($0.utf8.span) }
  }

  private var displayName: String {
    [title, userName].filter { !$0.isEmpty }.joined(separator: ":")
  }

  private var title: String { (self["Title"] ?? "").trimmed }
  private var userName: String { (self["UserName"] ?? "").trimmed }
  private var note: String { (self["Notes"] ?? "").trimmed }

  /// The groups as one path, and the tags.
  private var tags: [String] {
    let group = path.filter { !$0.isEmpty }.joined(separator: "/")
    return ([group] + ownTags.map(\.trimmed)).filter { !$0.isEmpty }
  }

  private func completed(_ fields: AccountFields) -> AccountFields {
    var fields = fields
    (fields.issuer, fields.name) = (title, userName)
    (fields.note, fields.tags) = (note, tags)
    return fields
  }

  /// What a URI says goes before what the entry says.
  private func completed(_ read: ReadAccount) -> ReadAccount {
    var read = read
    if read.account.issuer.isEmpty { read.account.issuer = title }
    if read.account.name.isEmpty { read.account.name = userName }
    if !read.account.issuer.isEmpty || !read.account.name.isEmpty {
      read.warnings.removeAll { $0 == .noLabel }
    }
    if read.account.note.isEmpty { read.account.note = note }
    for tag in tags where !read.account.tags.contains(tag) { read.account.tags.append(tag) }
    return read
  }
}
