internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// Any other text in which URIs stand somewhere: notes, tables, scripts, pages, JSON. It is read
  /// where the catalogue has nothing else, and so is no line of it.
  static let scatteredURIs = ImportFormat(
    name: uriList.name, forms: "anywhere in a text",
    recognises: { ScatteredURIs.areIn($0) },
    read: { (document, context) throws(ImportError) in
      try ScatteredURIs.read(document, into: context.arena)
    })
}

/// Reads the URIs of a text, and passes over all that stands around them.
private enum ScatteredURIs {
  /// The most URIs that may be unreadable before this is rather some other text.
  private static let mostUnreadable = 10_000

  /// Whether there is any with a secret: a text about such URIs has none.
  static func areIn(_ document: ImportDocument) -> Bool {
    guard [.text, .webAddress, .json].contains(document.kind) else { return false }
    if let json = document.json {
      return document.content.withBytes { $0.contains("otp") }
        && texts(of: json).contains(where: areIn)
    }
    return document.content.withBytes { areIn($0) }
  }

  private static func areIn(_ text: String) -> Bool { areIn(Array(text.utf8).span) }

  private static func areIn(_ text: Span<UInt8>) -> Bool {
    var lines = TextLines(text)
    while let line = lines.next() {
      let hasAny = URIPiece.all(in: line, of: text).contains { piece in
        let uri = text.extracting(piece.range)
        return GoogleMigration.isMigration(uri) || uri.contains("secret=")
      }
      if hasAny { return true }
    }
    return false
  }

  static func read(
    _ document: ImportDocument, into arena: SecretArena
  ) throws(ImportError) -> ImportResult {
    if let json = document.json { return try read(texts(of: json), into: arena) }
    return try document.content.withBytes { (text) throws(ImportError) in
      var list = URIList(into: arena)
      var lines = TextLines(text)
      while let line = lines.next() {
        _ = list.add(line, of: text, number: lines.number)
        try check(list.result)
      }
      return list.result
    }
  }

  private static func read(
    _ texts: [String], into arena: SecretArena
  ) throws(ImportError) -> ImportResult {
    var result = ImportResult()
    for text in texts where text.utf8.contains(UInt8(ascii: ":")) {
      let bytes = Array(text.utf8)
      // One that is nothing but a URI ends where the text ends.
      var list = URIList(into: arena, isCode: OTPAuthURI.isAccount(bytes.span))
      var lines = TextLines(bytes.span)
      while let line = lines.next() { _ = list.add(line, of: bytes.span) }
      result.add(list.result)
      try check(result)
    }
    return result
  }

  private static func check(_ result: ImportResult) throws(ImportError) {
    guard result.skipped.count <= mostUnreadable else { throw .unrecognised(.text) }
  }

  /// All texts within a value, which is at most `JSONValue.deepest` deep.
  private static func texts(of json: JSONValue) -> [String] {
    switch json {
    case .text(let text): [text]
    case .list(let list): list.flatMap(texts)
    case .object(let object): object.members.flatMap { [$0.key] + texts(of: $0.value) }
    default: []
    }
  }
}
