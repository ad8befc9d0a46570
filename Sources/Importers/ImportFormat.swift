public import Secrets

/// A format that can be read: one line of the catalogue.
public struct ImportFormat: Sendable {
  /// What its users call it: the app.
  public let name: String
  /// What is read of it, in a few words: "JSON, plain or with a password".
  public let forms: String
  /// Whether nothing in the content tells for sure, so that it is tried after all others.
  let isGuess: Bool
  /// Whether a document is of this format, by its content.
  let recognises: @Sendable (ImportDocument) -> Bool
  /// Reads a document that is of this format.
  let read: @Sendable (ImportDocument, ImportContext) throws(ImportError) -> ImportResult

  /// A format.
  ///
  /// - Parameters:
  ///   - name: the app.
  ///   - forms: what is read of it.
  ///   - isGuess: whether its content has no mark of its own.
  ///   - recognises: whether a document is of this format; cheap, and never wrong about another's.
  ///   - read: reads it. It throws only where nothing at all can be read; what it cannot read of
  ///     the rest is a `SkippedEntry`.
  init(
    name: String, forms: String, isGuess: Bool = false,
    recognises: @escaping @Sendable (ImportDocument) -> Bool,
    read:
      @escaping @Sendable (ImportDocument, ImportContext) throws(ImportError) -> ImportResult
  ) {
    (self.name, self.forms, self.isGuess) = (name, forms, isGuess)
    (self.recognises, self.read) = (recognises, read)
  }
}

/// What a format gets beside the document.
public struct ImportContext {
  /// Takes the secrets of the accounts.
  public let arena: SecretArena
  /// The password of the file; `nil` as long as none was given.
  public let password: Secret?
  /// The key file of a KeePass database; `nil` where none was given.
  public let keyFile: Secret?
  private let derive: Derive
  private let budget = Budget()
  /// Reads the QR code of a picture; `nil` where it has none, or where nobody can.
  let scan: (Secret) -> Secret?

  /// Derives a key; see `ForeignDerivation.key`.
  package typealias Derive = (ForeignDerivation, Secret, [UInt8], Int) throws(ImportError) -> Secret

  /// A context.
  ///
  /// - Parameters:
  ///   - arena: takes the secrets of the accounts.
  ///   - password: the password of the file.
  ///   - keyFile: the bytes of a KeePass database's key file.
  ///   - scan: reads the QR code of a picture.
  ///   - tell: told of each derivation of a key before it begins, about how long it takes.
  public init(
    arena: SecretArena, password: Secret? = nil, keyFile: Secret? = nil,
    scan: @escaping (Secret) -> Secret? = { _ in nil },
    beforeDeriving tell: @escaping (_ milliseconds: Int) -> Void = { _ in }
  ) {
    (self.arena, self.password, self.keyFile, self.scan) = (arena, password, keyFile, scan)
    derive = { (derivation, password, salt, length) throws(ImportError) in
      tell(derivation.estimatedMilliseconds)
      return try derivation.key(from: password, salt: salt, length: length)
    }
  }

  /// A context whose derivations are not the real ones: a fuzzer has no time for those.
  package init(
    arena: SecretArena, password: Secret?, keyFile: Secret? = nil, derive: @escaping Derive
  ) {
    (self.arena, self.password, self.keyFile, self.derive) = (arena, password, keyFile, derive)
    scan = { _ in nil }
  }

  /// The password of the file.
  ///
  /// - Throws: `ImportError.needsPassword` where there is none yet.
  func requirePassword() throws(ImportError) -> Secret {
    guard let password else { throw .needsPassword }
    return password
  }

  /// Derives a key. The cost is checked before a password is asked for.
  ///
  /// - Parameters:
  ///   - derivation: what to derive with.
  ///   - secret: what to derive from, in place of the password.
  ///   - salt: any bytes.
  ///   - length: bytes of the key.
  /// - Returns: the key.
  /// - Throws: `ImportError.tooCostly`, `ImportError.needsPassword`.
  func key(
    _ derivation: ForeignDerivation, from secret: Secret? = nil, salt: [UInt8], length: Int = 32
  ) throws(ImportError) -> Secret {
    try derivation.check()
    try budget.spend(derivation.estimatedMilliseconds)
    if let secret { return try derive(derivation, secret, salt, length) }
    return try derive(derivation, try requirePassword(), salt, length)
  }
}

extension ImportContext {
  /// What all derivations of one file may take together: each may be affordable, and a file may have
  /// a million of them.
  private final class Budget {
    private static let milliseconds = 300_000
    private var left = milliseconds

    func spend(_ milliseconds: Int) throws(ImportError) {
      guard milliseconds <= left else { throw .tooCostly }
      left -= milliseconds
    }
  }
}
