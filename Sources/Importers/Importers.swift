public import Secrets

/// Reads what other apps, services and people give out. Bytes in, values out: nothing here asks,
/// draws or opens.
public enum Importers {
  /// Tells by its content alone what a document is.
  ///
  /// - Parameter document: what one source holds.
  /// - Returns: the format, to be read with as many passwords as it takes.
  /// - Throws: `ImportError` where it is no known format, or a damaged one.
  public static func recognise(_ document: ImportDocument) throws(ImportError) -> RecognisedImport {
    let formats = ImportFormat.catalogue.filter { $0.recognises(document) }
    if let format = formats.first(where: { !$0.isGuess }) {
      return RecognisedImport(document: document, candidates: [format])
    }
    if let fault = document.fault { throw fault }
    guard !formats.isEmpty else {
      if ImportFormat.scatteredURIs.recognises(document) {
        return RecognisedImport(document: document, candidates: [.scatteredURIs])
      }
      guard !document.members.isEmpty else { throw .unrecognised(document.kind) }
      return RecognisedImport(document: document, candidates: [.files])
    }
    return RecognisedImport(document: document, candidates: formats)
  }

  /// Reads accounts from what has no password of its own.
  ///
  /// - Parameters:
  ///   - input: a file, or what a QR code says; the caller bounds its size.
  ///   - isCode: whether it is what a QR code says.
  ///   - arena: takes the secrets.
  /// - Returns: what was read, and what could not be.
  /// - Throws: `ImportError`.
  public static func read(
    _ input: Span<UInt8>, isCode: Bool = false, into arena: SecretArena
  ) throws(ImportError) -> ImportResult {
    let document = ImportDocument(Secret(SecretBytes(copying: input)), isCode: isCode)
    return try recognise(document).read(into: arena)
  }
}

/// A document whose format is known.
public struct RecognisedImport {
  private let document: ImportDocument
  /// One format, or several where nothing in the content tells them apart.
  private let candidates: [ImportFormat]

  init(document: ImportDocument, candidates: [ImportFormat]) {
    (self.document, self.candidates) = (document, candidates)
  }

  /// What its users call it: "Aegis", or "andOTP or TOTP Authenticator".
  public var name: String { candidates.map(\.name).joined(separator: " or ") }

  /// Whether nothing in the content tells for sure that it is a backup at all.
  public var isGuess: Bool { candidates.contains(where: \.isGuess) }

  /// Whether it is a backup of another app, and not just text or files.
  public var isBackup: Bool {
    !candidates.map(\.name).contains {
      [ImportFormat.uriList.name, ImportFormat.files.name].contains($0)
    }
  }

  /// Reads it with nothing but a password.
  ///
  /// - Parameters:
  ///   - arena: takes the secrets.
  ///   - password: the password of the file, as typed; `nil` as long as nobody was asked.
  /// - Returns: what was read, and what could not be.
  /// - Throws: `ImportError`.
  public func read(
    into arena: SecretArena, password: Secret? = nil
  ) throws(ImportError) -> ImportResult {
    try read(ImportContext(arena: arena, password: password))
  }

  /// Reads it as the first format that does not fail; else the failure that tells most. What was
  /// read once is not read again for the next password.
  ///
  /// - Parameter context: the password, as typed, and what takes the secrets.
  /// - Returns: what was read, and what could not be.
  /// - Throws: `ImportError`, among others `needsPassword` and `wrongPassword`.
  public func read(_ context: ImportContext) throws(ImportError) -> ImportResult {
    var failures: [ImportError] = []
    for format in candidates {
      do {
        var result = try format.read(document, context)
        result.skipped += document.unreadable.map { SkippedEntry(name: $0, reason: .damagedPart) }
        return result
      } catch {
        failures.append(error)
      }
    }
    throw failures.max { $0.weight < $1.weight } ?? .unrecognised(document.kind)
  }
}

extension ImportError {
  /// Which of several failures tells most. One that was opened, and is damaged behind that, is what
  /// it is; a length that does not fit says only that it is something else.
  fileprivate var weight: Int {
    switch self {
    case .holdsFile: 4
    case .damaged(.cipher), .unrecognised, .tooCostly: 0
    case .wrongPassword: 1
    case .needsPassword: 2
    default: 3
    }
  }
}
