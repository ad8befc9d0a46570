internal import Authenticator
internal import Importers
internal import Secrets
internal import SystemPackage

/// What a source holds: a picture for the helper, or other bytes.
enum ImportMaterial {
  /// The most bytes of an input: 64 MiB.
  static let longest = 64 << 20

  /// The first bytes of a file, which tell whether it is a picture.
  private static let startLength = 1024

  /// A descriptor of our own at the picture's first byte, and who reads it.
  case picture(FileDescriptor, PictureHelper)
  case file(OtherAppsFile)
  /// Nothing that is read at all.
  case other(Failure)

  /// Takes over an open regular file; a picture is not read here.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - log: what a database has not yet written into it.
  /// - Throws: `Failure`, `Errno`.
  init(file: FileDescriptor, log: () -> Secret?) throws {
    do {
      if let helper = try ImportMaterial.helper(for: file) {
        self = .picture(file, helper)
        return
      }
      let bytes = Secret(try SecretInput.all(from: file, limit: ImportMaterial.longest))
      self = try ImportMaterial(bytes, log: log)
    } catch {
      try? file.close()
      throw error
    }
    try? file.close()
  }

  /// Looks at bytes that stand in memory: a picture goes to the helper in a file without a name.
  ///
  /// - Throws: `Failure`, `Errno`.
  init(_ bytes: Secret, log: () -> Secret? = { nil }) throws {
    let bytes = try DataURI.content(of: bytes) ?? bytes
    guard let helper = bytes.withBytes({ PictureHelper(for: $0) }) else {
      let isDatabase = bytes.withBytes { Content(of: $0) } == .sqlite
      self = .file(OtherAppsFile(bytes, log: isDatabase ? log() : nil))
      return
    }
    self = .picture(try bytes.anonymousFile(), helper)
  }

  private static func helper(for file: FileDescriptor) throws -> PictureHelper? {
    var start = SecretBytes(capacity: startLength) {
      $0.append(repeating: 0, count: startLength)
    }
    let count = try file.read(into: &start, from: 0)
    try file.seek(offset: 0, from: .start)
    return start.withBytes { PictureHelper(for: $0.extracting(0..<count)) }
  }
}

/// A `data:` URI (RFC 2397) in base64, as browsers copy the address of a picture.
enum DataURI {
  private static let scheme = "data:"
  /// The most bytes before the comma.
  private static let longestHead = 1024

  /// Whether text begins with the scheme.
  static func isOne(_ text: Span<UInt8>) -> Bool {
    text.extracting(text.trimmed(text.indices)).holds(scheme)
  }

  /// What a URI holds.
  ///
  /// - Returns: the bytes, or `nil` where `text` is no such URI.
  /// - Throws: `Failure` where it is one in another coding than base64, or damaged.
  static func content(of text: Secret) throws(Failure) -> Secret? {
    guard text.withBytes(isOne) else { return nil }
    let part = text.withBytes(encodedPart)
    guard let part, let encoded = text.slice(part),
      let content = Base64.decode(encoded, into: SecretArena())
    else {
      throw Failure(
        "this data: URI is not whole, or not in base64",
        hint: "save the picture as a file, and import that", status: .unreadableInput)
    }
    return content
  }

  /// What follows `;base64,`.
  private static func encodedPart(_ text: Span<UInt8>) -> Range<Int>? {
    let whole = text.trimmed(text.indices)
    let mark = ";base64,"
    let head = whole.prefix(longestHead)
    guard let comma = head.first(where: { text[$0] == UInt8(ascii: ",") }),
      comma - whole.lowerBound >= mark.utf8.count,
      text.holds(mark, at: comma + 1 - mark.utf8.count)
    else { return nil }
    return comma + 1..<whole.upperBound
  }
}
