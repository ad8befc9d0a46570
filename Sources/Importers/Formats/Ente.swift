internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// What Ente Auth exports: a URI a line, each with a `codeDisplay`, plain or sealed with a
  /// password; or a page. Old versions put commas between the URIs, or `{items: [{rawData, display}]}`.
  static let ente = ImportFormat(
    name: "Ente Auth", forms: "text or JSON, plain or with a password, old forms too; HTML",
    recognises: { document in
      if let json = document.json {
        return json["kdfParams"] != nil && json["encryptedData"] != nil
          || json["items"]?.list?.contains { $0["rawData"]?.text != nil } ?? false
      }
      return document.content.withBytes { EnteText.isOne($0) } || EntePage(document.text) != nil
    },
    read: { (document, context) throws(ImportError) in
      if let page = EntePage(document.text) { return page.read(context) }
      guard let json = document.json else {
        return EnteText.read(document.text ?? "", into: context.arena)
      }
      if let items = json["items"]?.list { return EnteText.read(items, into: context.arena) }
      let plaintext = try EnteSeal.open(json, context)
      return EnteText.read(
        plaintext.withBytes { String(decoding: $0.copied, as: UTF8.self) }, into: context.arena)
    })
}

/// A backup with a password: Argon2id, and a `secretstream` of one message.
private enum EnteSeal {
  static func open(_ json: JSONValue, _ context: ImportContext) throws(ImportError) -> Secret {
    let parameters = json["kdfParams"]
    guard let salt = parameters?["salt"]?.text.flatMap(Base64.decode),
      let memory = parameters?["memLimit"]?.integer,
      let passes = parameters?["opsLimit"]?.integer,
      let sealed = json["encryptedData"]?.text.flatMap(Base64.decode),
      let header = json["encryptionNonce"]?.text.flatMap(Base64.decode)
    else { throw .damaged(.structure) }
    guard header.count == SecretStream.headerLength, sealed.count >= SecretStream.overhead else {
      throw .damaged(.cipher)
    }
    let key = try context.key(
      .argon2(.id, passes: passes, memoryKiB: memory / 1024, lanes: 1), salt: salt)
    do {
      return try SecretStream.open(sealed.span, key: key, header: header)
    } catch {
      throw .wrongPassword
    }
  }
}

/// The URIs of an export.
private enum EnteText {
  private static let separator = Array(",otpauth://".utf8)

  /// Whether a list of URIs has what only this app writes.
  static func isOne(_ bytes: Span<UInt8>) -> Bool {
    let start = bytes.trimmed(0..<bytes.count).lowerBound
    guard start < bytes.count else { return false }
    let text = bytes.extracting(droppingFirst: start)
    guard text.holds("otpauth://") || text.holds("\"otpauth://") else { return false }
    return text.contains("codedisplay=") || text.contains(",otpauth://")
      || text.contains(", otpauth://")
  }

  static func read(_ text: String, into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, line) in zip(1..., text.split(whereSeparator: \.isNewline)) {
      for uri in uris(in: String(line)) { add(uri, nil, line: number, &result, arena) }
    }
    return result
  }

  static func read(_ items: [JSONValue], into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, item) in zip(1..., items) {
      add(item["rawData"]?.text ?? "", item["display"], entry: number, &result, arena)
    }
    return result
  }

  /// The URIs of a line, which old versions separate with commas; a label may have commas too.
  /// What quotes the line is left out.
  private static func uris(in line: String) -> [String] {
    let quote = UInt8(ascii: "\"")
    let bytes = Array(Array(line.trimmed.utf8).drop { $0 == quote })
    var uris: [String] = []
    var start = 0
    for comma in bytes.indices where bytes[comma] == UInt8(ascii: ",") {
      let rest = bytes[comma...].dropFirst().drop { $0.isASCIISpace }
      guard rest.starts(with: separator.dropFirst()) else { continue }
      uris.append(String(decoding: bytes[start..<comma], as: UTF8.self))
      start = rest.startIndex
    }
    let last = bytes[start...].last == quote ? bytes[start...].dropLast() : bytes[start...]
    return (uris + [String(decoding: last, as: UTF8.self)]).compactMap(\.nonEmpty)
  }

  private static func add(
    _ uri: String, _ display: JSONValue?, line: Int? = nil, entry: Int? = nil,
    _ result: inout ImportResult, _ arena: SecretArena
  ) {
    let bytes = Array(withoutEnumeration(uri).trimmed.utf8)
    do {
      var read = try OTPAuthURI.read(bytes.span, into: arena)
      let own = read.account.parameters.removeValue(forKey: "codeDisplay")
      if let display = own.flatMap({ try? JSONValue(parsing: Array($0.utf8).span) }) ?? display {
        EnteDisplay.fields(of: display).complete(&read)
      }
      result.add(read)
    } catch {
      let name = OTPAuthURI.label(of: bytes.span)
      result.skipped.append(
        SkippedEntry(line: line, entry: entry, name: name, reason: .account(error)))
    }
  }

  /// Some versions wrote the name of their enumeration: `algorithm=Algorithm.sha256`.
  private static func withoutEnumeration(_ uri: String) -> String {
    let parts = uri.split(separator: "algorithm=Algorithm.", omittingEmptySubsequences: false)
    return parts.joined(separator: "algorithm=")
  }

}

/// What Ente keeps of a code beside its URI, and in it as `codeDisplay`.
enum EnteDisplay {
  /// The marks, the tags and the note.
  static func fields(of display: JSONValue) -> AccountFields {
    var fields = AccountFields()
    fields.note = display["note"]?.text
    fields.tags = (display["tags"]?.list ?? []).compactMap(\.text)
    fields.isPinned = display["pinned"]?.flag ?? false
    fields.isTrashed = display["trashed"]?.flag ?? false
    fields.icon = display["iconID"]?.text
    return fields
  }
}
