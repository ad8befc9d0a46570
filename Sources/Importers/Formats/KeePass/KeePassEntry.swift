internal import Authenticator
internal import Secrets

/// An entry of a KeePass database, with every form in which programs keep TOTP in its fields.
struct KeePassEntry {
  private static let mostCompared = 16
  private let fields: [(name: String, value: String)]
  /// The fields by their names in lower case; the first of two stays.
  private let values: [String: String]
  private let names: AccountFields
  /// The codes that were read.
  private var seen: [Credential] = []

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
    values = Dictionary(
      fields.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    var names = AccountFields()
    (names.issuer, names.name, names.note) = (values["title"], values["username"], values["notes"])
    let group = entry.path.filter { !$0.isEmpty }.joined(separator: "/")
    names.tags = [group] + entry.tags.split { $0 == ";" || $0 == "," }.map(String.init)
    names.isTrashed = entry.isDeleted
    self.names = names
  }

  /// A field, by its name in any case.
  subscript(_ name: String) -> String? { values[name.lowercased()]?.nonEmpty }

  /// Reads the accounts of the entry; one without any is counted.
  mutating func read(_ number: Int, into arena: SecretArena, _ result: inout ImportResult) {
    var (names, uris, codes) = (names, uris, KeePassCodes(self).all)
    if uris.isEmpty, codes.isEmpty, let uri = noted {
      uris = [uri]
      // It is a secret, and has its place now.
      names.note = names.note?.split(separator: uri, maxSplits: 1).joined()
    }
    if uris.isEmpty && codes.isEmpty { result.otherEntries += 1 }
    for uri in uris {
      add(number, &result) { () throws(AccountError) in
        var read = try OTPAuthURI.read(Array(uri.utf8).span, into: arena)
        names.complete(&read)
        return read
      }
    }
    for index in codes.indices {
      (codes[index].issuer, codes[index].name) = (names.issuer, names.name)
      (codes[index].note, codes[index].tags) = (names.note, names.tags)
      codes[index].isTrashed = names.isTrashed
      add(number, &result) { () throws(AccountError) in try codes[index].account(into: arena) }
    }
  }

  /// Adds a code, unless another of the entry is the same: programs keep one in several forms, so
  /// that others find it.
  private mutating func add(
    _ number: Int, _ result: inout ImportResult,
    _ read: () throws(AccountError) -> ReadAccount
  ) {
    do throws(AccountError) {
      let account = try read()
      guard !seen.contains(account.account.credential) else { return }
      if seen.count < Self.mostCompared { seen.append(account.account.credential) }
      result.add(account)
    } catch {
      result.skipped.append(
        SkippedEntry(entry: number, name: names.displayName, reason: .account(error)))
    }
  }

  /// URIs, whatever field they stand in.
  private var uris: [String] {
    fields.filter { $0.name != "Notes" }.map { $0.value.trimmed }
      .filter { OTPAuthURI.isAccount($0.utf8.span) }
  }

  /// The URI that Strongbox writes into the notes of an entry where it has no better place.
  private var noted: String? {
    guard let note = self["Notes"], let start = note.firstRange(of: "otpauth://")?.lowerBound else {
      return nil
    }
    return String(note[start...].prefix { !$0.isWhitespace && $0 != "]" })
  }
}
