internal import Importers
internal import Secrets

/// A file that is no picture, to be read with as many passwords as it takes. What was read once is
/// not read again for the next password.
final class OtherAppsFile {
  /// Files within files.
  private static let deepest = 3

  private let content: Secret
  private let log: Secret?
  private let depth: Int
  private var recognised: RecognisedImport?
  /// The key file, for KeePass databases.
  var keyFile: Secret?

  /// A file.
  ///
  /// - Parameters:
  ///   - content: its bytes.
  ///   - log: what a database has not yet written into its file.
  convenience init(_ content: Secret, log: Secret? = nil) {
    self.init(content, log: log, depth: 0)
  }

  private init(_ content: Secret, log: Secret?, depth: Int) {
    (self.content, self.log, self.depth) = (content, log, depth)
  }

  /// A folder whose files belong together.
  init(_ recognised: RecognisedImport) {
    (content, log, depth) = (Secret(SecretBytes(capacity: 0) { _ in }), nil, 0)
    self.recognised = recognised
  }

  /// What its users call it, once that is known: "Aegis", "archive".
  var kind: String {
    guard let recognised, recognised.isBackup else {
      return Unpacking.isNeeded(for: content) ? "archive" : "file"
    }
    return recognised.name
  }

  /// Whether nothing tells for sure that it is one.
  var isGuess: Bool { recognised?.isGuess ?? false }

  /// Reads it.
  ///
  /// - Parameters:
  ///   - arena: takes the secrets.
  ///   - password: its password; `nil` as long as nobody was asked.
  ///   - tell: told of each derivation of a key before it begins, about how many milliseconds it
  ///     takes.
  /// - Returns: what it gave.
  /// - Throws: `ImportError`, among others `needsPassword` and `wrongPassword`; `Failure`.
  func read(
    into arena: SecretArena, password: Secret? = nil,
    beforeDeriving tell: @escaping (Int) -> Void = announcement()
  ) throws -> ImportReading {
    let format = try recognised ?? recognise(password)
    recognised = format
    do throws(ImportError) {
      let result = try format.read(
        ImportContext(
          arena: arena, password: password, keyFile: keyFile, scan: PictureScanner.payload,
          beforeDeriving: tell))
      return ImportReading(result, of: format, isPlain: password == nil && keyFile == nil)
    } catch {
      guard case .holdsFile(let inner) = error, depth < OtherAppsFile.deepest else { throw error }
      return try OtherAppsFile(inner, log: nil, depth: depth + 1)
        .read(into: arena, password: password, beforeDeriving: tell)
    }
  }

  /// Says at the terminal what takes longer than half a second, as long as this is held.
  ///
  /// - Parameter words: what is done.
  /// - Returns: to be told of each derivation of a key.
  static func announcement(
    of words: String = "deriving the key of the file"
  ) -> (Int) -> Void {
    let progress = Progress()
    return { time in
      progress.announce("\(words): about \((time + 999) / 1000) s", milliseconds: time)
    }
  }

  private func recognise(_ password: Secret?) throws -> RecognisedImport {
    guard Unpacking.isNeeded(for: content) else {
      return try Importers.recognise(ImportDocument(content))
    }
    return try Importers.recognise(
      try Unpacking.document(of: content, log: log, password: password))
  }
}
