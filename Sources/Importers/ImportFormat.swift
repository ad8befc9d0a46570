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
  private let derive: Derive
  /// Reads the QR code of a picture; `nil` where it has none, or where nobody can.
  let scan: (Secret) -> Secret?

  /// Derives a key; see `ForeignDerivation.key`.
  package typealias Derive = (ForeignDerivation, Secret, [UInt8], Int) throws(ImportError) -> Secret

  /// A context.
  ///
  /// - Parameters:
  ///   - arena: takes the secrets of the accounts.
  ///   - password: the password of the file.
  ///   - scan: reads the QR code of a picture.
  ///   - tell: told of each derivation of a key before it begins, about how long it takes.
  public init(
    arena: SecretArena, password: Secret? = nil,
    scan: @escaping (Secret) -> Secret? = { _ in nil },
    beforeDeriving tell: @escaping (_ milliseconds: Int) -> Void = { _ in }
  ) {
    (self.arena, self.password, self.scan) = (arena, password, scan)
    derive = { (derivation, password, salt, length) throws(ImportError) in
      tell(derivation.estimatedMilliseconds)
      return try derivation.key(from: password, salt: salt, length: length)
    }
  }

  /// A context whose derivations are not the real ones: a fuzzer has no time for those.
  package init(arena: SecretArena, password: Secret?, derive: @escaping Derive) {
    (self.arena, self.password, self.derive) = (arena, password, derive)
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
    if let secret { return try derive(derivation, secret, salt, length) }
    return try derive(derivation, try requirePassword(), salt, length)
  }
}
