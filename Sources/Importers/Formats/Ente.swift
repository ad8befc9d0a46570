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
      return EnteText.isOne(document) || EntePage(document.text) != nil
    },
    read: { (document, context) throws(ImportError) in
      if let page = EntePage(document.text) { return page.read(context) }
      guard let json = document.json else {
        return try read(document.content, context)
      }
      if let items = json["items"]?.list { return EnteText.read(items, into: context.arena) }
      return try read(try EnteSeal.open(json, context), context)
    })

  private static func read(
    _ list: Secret, _ context: ImportContext
  ) throws(ImportError) -> ImportResult {
    try list.withBytes { (bytes) throws(ImportError) in
      try URIList(into: context.arena).read(bytes)
    }
  }
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

/// The URIs of an export, which old versions separate with commas and put between quotation marks.
private enum EnteText {
  /// Whether a list of URIs has what only this app writes.
  static func isOne(_ document: ImportDocument) -> Bool {
    guard [.text, .binary].contains(document.kind) else { return false }
    return document.content.withBytes { text in
      guard text.contains("otpauth://") else { return false }
      let marks = ["&codedisplay=", "?codedisplay=", ",otpauth://", ", otpauth://"]
      return marks.contains { text.contains($0) } && isList(text)
    }
  }

  /// Whether any line begins with a URI; old versions put quotation marks around them all.
  private static func isList(_ text: Span<UInt8>) -> Bool {
    text.extracting(droppingFirst: text.trimmed(text.indices).lowerBound).holds("\"otpauth://")
      || URIList.isList(text)
  }

  static func read(_ items: [JSONValue], into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for (number, item) in zip(1..., items) {
      let uri = Array((item["rawData"]?.text ?? "").trimmed.utf8)
      result.add(named: OTPAuthURI.label(of: uri.span), entry: number) { () throws(AccountError) in
        var read = try OTPAuthURI.read(uri.span, into: arena)
        EnteDisplay.take(from: &read, or: item["display"])
        return read
      }
    }
    return result
  }
}

/// What Ente keeps of a code beside its URI, and in it as `codeDisplay`.
enum EnteDisplay {
  private static let parameter = "codeDisplay"

  /// Gives an account what its own URI says of it, or else what stands beside the URI.
  static func take(from read: inout ReadAccount, or other: JSONValue? = nil) {
    let own = read.account.parameters[parameter]
    guard let display = own.flatMap({ JSONValue(in: $0) }) ?? other else { return }
    read.account.parameters[parameter] = nil
    fields(of: display).complete(&read)
  }

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
