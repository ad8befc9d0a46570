internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// One URI a line: of accounts, or Google's migration codes. A QR code's text is a list of one.
  static let uriList = ImportFormat(
    name: "otpauth URIs and Google Authenticator",
    forms: "QR codes or text: one URI a line, export codes in any number of batches",
    recognises: { document in document.content.withBytes { URIList.isList($0) } },
    read: { (document, context) throws(ImportError) in
      try document.content.withBytes { (bytes) throws(ImportError) in
        try URIList.read(bytes, into: context.arena)
      }
    })
}

/// Reads lists of URIs. Blank lines and lines that start with `#` are left out.
enum URIList {
  /// Whether any line begins with a scheme that is read here.
  static func isList(_ input: Span<UInt8>) -> Bool {
    guard Content(signature: input) == nil else { return false }
    var rest = start(of: input)..<input.count
    while let line = line(from: &rest, in: input) {
      let uri = input.extracting(line)
      if OTPAuthURI.isAccount(uri) || GoogleMigration.isMigration(uri) { return true }
    }
    return false
  }

  /// The most lines that may be unreadable before this is rather some other text.
  private static let mostUnreadable = 10_000

  /// Reads every line.
  static func read(
    _ input: Span<UInt8>, into arena: SecretArena
  ) throws(ImportError) -> ImportResult {
    var result = ImportResult()
    var rest = start(of: input)..<input.count
    var number = 0
    while let line = line(from: &rest, in: input) {
      number += 1
      if line.isEmpty || input[line.lowerBound] == UInt8(ascii: "#") { continue }
      read(input.extracting(line), number: number, into: &result, arena: arena)
      guard result.skipped.count <= mostUnreadable else { throw .unrecognised(.text) }
    }
    return result
  }

  private static func read(
    _ uri: Span<UInt8>, number: Int, into result: inout ImportResult, arena: SecretArena
  ) {
    if GoogleMigration.isMigration(uri) {
      return GoogleMigration.read(uri, line: number, into: &result, arena: arena)
    }
    guard OTPAuthURI.isAccount(uri) else {
      result.skipped.append(
        SkippedEntry(line: number, reason: .content(Content(line: uri))))
      return
    }
    do {
      result.add(try OTPAuthURI.read(uri, into: arena))
    } catch {
      let name = OTPAuthURI.label(of: uri)
      result.skipped.append(SkippedEntry(line: number, name: name, reason: .account(error)))
    }
  }

  /// Behind what some editors put before UTF-8.
  private static func start(of input: Span<UInt8>) -> Int {
    input.begins(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Takes the next line, without white space around it and without what zbarimg prints first.
  private static func line(from rest: inout Range<Int>, in input: Span<UInt8>) -> Range<Int>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.first { [10, 13].contains(input[$0]) } ?? rest.upperBound
    let line = input.trimmed(rest.lowerBound..<end)
    let isPair = end + 1 < rest.upperBound && input[end] == 13 && input[end + 1] == 10
    rest = min(end + (isPair ? 2 : 1), rest.upperBound)..<rest.upperBound
    let mark = "qr-code:"
    guard input.extracting(line).holds(mark) else { return line }
    return input.trimmed(line.lowerBound + mark.utf8.count..<line.upperBound)
  }
}
