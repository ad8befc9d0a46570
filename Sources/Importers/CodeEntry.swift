internal import Authenticator
internal import Secrets

/// An entry of an app that keeps what computes its codes as one text, beside its own names: a login
/// of a password manager, or a URI with notes.
struct CodeEntry {
  /// Who issued the secret, where the code does not tell: a login's title.
  var title: String?
  /// The account's name there, where the code does not tell.
  var username: String?
  /// A URI, or a secret alone in base32; empty or `nil` where the entry has no code at all.
  var code: String?
  /// A free text.
  var note: String?
  /// Tags, folders and collections.
  var tags: [String] = []
  /// Whether it is a favourite.
  var isPinned = false
  /// Whether it lies in the trash.
  var isTrashed = false

  /// The name by which an entry that cannot be read is told.
  var displayName: String {
    let names = [title, username].compactMap { $0?.trimmed.nonEmpty }
    return names.isEmpty
      ? OTPAuthURI.label(of: Array((code ?? "").utf8).span) : names.joined(separator: ":")
  }

  /// Reads the code.
  ///
  /// - Parameter arena: takes the secret.
  /// - Returns: the account, with what is unusual about it.
  /// - Throws: `AccountError`.
  func account(into arena: SecretArena) throws(AccountError) -> ReadAccount {
    var fields = AccountFields()
    (fields.issuer, fields.name, fields.note) = (title, username, note)
    (fields.tags, fields.isPinned, fields.isTrashed) = (tags, isPinned, isTrashed)
    let text = (code ?? "").trimmed
    guard text.hasScheme else {
      fields.secret = .base32(text)
      return try fields.account(into: arena)
    }
    let uri = Array(text.utf8)
    var read = try OTPAuthURI.read(uri.span, into: arena)
    // This scheme has no names; what is read of it is always called Steam.
    if uri.span.holds("steam://"), title?.nonEmpty != nil { read.account.issuer = "" }
    fields.complete(&read)
    return read
  }
}

extension AccountFields {
  /// Gives an account that came as a URI what stands beside the URI: notes and marks, and the names
  /// that it has none of itself.
  ///
  /// - Parameter read: an account.
  func complete(_ read: inout ReadAccount) {
    if read.account.issuer.isEmpty { read.account.issuer = clean(issuer) }
    if read.account.name.isEmpty { read.account.name = clean(name) }
    if !read.account.issuer.isEmpty || !read.account.name.isEmpty {
      read.warnings.removeAll { $0 == .noLabel }
    }
    read.account.note = clean(note)
    var seen: Set<String> = [""]
    read.account.tags = tags.map { clean($0) }.filter { seen.insert($0).inserted }
    (read.account.isPinned, read.isTrashed) = (isPinned, isTrashed)
    if let icon = icon?.nonEmpty { read.account.parameters["icon"] = clean(icon) }
  }

  private func clean(_ text: String?) -> String {
    AccountFields.withoutZeros((text ?? "").trimmed)
  }
}

extension ImportResult {
  /// Adds what an entry's code says; an entry without one is counted.
  ///
  /// - Parameters:
  ///   - code: the entry.
  ///   - number: its number in the file, from 1.
  ///   - arena: takes the secret.
  mutating func add(_ code: CodeEntry, entry number: Int, into arena: SecretArena) {
    guard code.code?.nonEmpty != nil else {
      otherEntries += 1
      return
    }
    add(named: code.displayName, entry: number) { () throws(AccountError) in
      try code.account(into: arena)
    }
  }
}

extension String {
  /// Whether this begins like a URI.
  fileprivate var hasScheme: Bool {
    let scheme = utf8.prefix { $0 != UInt8(ascii: ":") }
    return utf8.dropFirst(scheme.count).starts(with: "://".utf8)
  }
}
