internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// One URI a line: of accounts, or Google's migration codes. A QR code's text is a list of one.
  static let uriList = ImportFormat(
    name: "otpauth URIs and Google Authenticator",
    forms:
      "QR codes or text: URIs, whatever stands around them; export codes in any number of batches",
    recognises: { document in document.content.withBytes { URIList.isList($0) } },
    read: { (document, context) throws(ImportError) in
      try document.content.withBytes { (bytes) throws(ImportError) in
        try URIList(into: context.arena, isCode: document.isCode).read(bytes)
      }
    })
}

/// Reads lists of URIs. Blank lines, and those that start with `#` or `//`, are left out.
struct URIList {
  /// The most lines that may be unreadable before this is rather some other text.
  private static let mostUnreadable = 10_000

  private let arena: SecretArena
  private let isCode: Bool
  /// What was read so far.
  private(set) var result = ImportResult()

  /// A list.
  ///
  /// - Parameters:
  ///   - arena: takes the secrets.
  ///   - isCode: whether it is what a QR code says.
  init(into arena: SecretArena, isCode: Bool = false) {
    (self.arena, self.isCode) = (arena, isCode)
  }

  /// Whether any line begins with a scheme that is read here.
  static func isList(_ input: Span<UInt8>) -> Bool {
    guard Content(signature: input) == nil else { return false }
    var lines = TextLines(input)
    while let line = lines.next() {
      let uri = input.extracting(line)
      if OTPAuthURI.isAccount(uri) || GoogleMigration.isMigration(uri) { return true }
    }
    return false
  }

  /// Reads every line, and names those that have no URI.
  consuming func read(_ input: Span<UInt8>) throws(ImportError) -> ImportResult {
    var lines = TextLines(input)
    while let line = lines.next() {
      if isComment(input.extracting(line)) { continue }
      if !add(line, of: input, number: lines.number) {
        let content = Content(line: input.extracting(line))
        result.skipped.append(SkippedEntry(line: lines.number, reason: .content(content)))
      }
      guard result.skipped.count <= Self.mostUnreadable else { throw .unrecognised(.text) }
    }
    return result
  }

  /// Whether a line says nothing: it is blank, a comment, or has no letter and no digit.
  private func isComment(_ line: Span<UInt8>) -> Bool {
    line.holds("#") || line.holds("//")
      || line.indices.allSatisfy { !line[$0].isASCIILetterOrDigit && line[$0] < 0x80 }
  }

  /// Reads the URIs of a line.
  ///
  /// - Parameters:
  ///   - line: without white space around it.
  ///   - text: what it stands in.
  ///   - number: of the line, from 1; `nil` where the text is a part of something else.
  /// - Returns: whether there is any.
  mutating func add(
    _ line: Range<Int>, of text: Span<UInt8>, number: Int? = nil
  ) -> Bool {
    let pieces = URIPiece.all(in: line, of: text, isCode: isCode)
    for piece in pieces { add(piece, of: text, number: number) }
    return !pieces.isEmpty
  }

  private mutating func add(_ piece: URIPiece, of text: Span<UInt8>, number: Int?) {
    let uri = text.extracting(piece.range)
    if GoogleMigration.isMigration(uri) {
      return GoogleMigration.read(uri, line: number, into: &result, arena: arena)
    }
    do throws(AccountError) {
      guard !piece.isUnclear else { throw .unclearSecret }
      var read = try OTPAuthURI.read(uri, into: arena)
      EnteDisplay.take(from: &read)
      if piece.isFollowed { read.warnings.append(.textBehind) }
      result.add(read)
    } catch {
      let name = OTPAuthURI.label(of: uri)
      result.skipped.append(SkippedEntry(line: number, name: name, reason: .account(error)))
    }
  }
}
