public import Secrets

/// Why nothing could be read at all.
public enum ImportError: Error, Equatable, Sendable {
  /// The bytes are none of the formats in the catalogue.
  case unrecognised(Content)
  /// The file has a password of its own, which was not given.
  case needsPassword
  /// The password is not the one of the file, or what proves it is damaged: most formats cannot
  /// tell these apart. What they can tell to be damage is `damaged`.
  case wrongPassword
  /// The file is not whole, or was changed.
  case damaged(Damage)
  /// Opening it would take more time or memory than fob allows a file to ask for.
  case tooCostly
  /// It would become larger than fob allows when it is decompressed.
  case tooLarge
  /// There is too little memory on this machine for what the file asks for.
  case outOfMemory
  /// libgcrypt is too old, or the machine's policy forbids the cipher.
  case cipherUnavailable
  /// What was encrypted is a file of its own, to be opened as any other: an archive or a database.
  case holdsFile(Secret)
  /// It is known, but cannot be read; with what can be done in its place.
  case refused(Explanation)

  /// What is damaged.
  public enum Damage: Equatable, Sendable {
    /// It ceases to be JSON in a line.
    case json(line: Int)
    /// It ceases to be XML in a line.
    case xml(line: Int)
    /// What is encrypted, or tells how, has a length or a value that does not exist.
    case cipher
    /// What is compressed.
    case compression
    /// Something that the format must have is missing, or is nothing that it can be.
    case structure
    /// It is an archive or a database that cannot be opened.
    case container
  }

  /// What happened.
  public var message: String {
    switch self {
    case .unrecognised(.vault): "this is \(Content.vault.label) itself"
    case .unrecognised(let content): "this is \(content.label), with no account that can be read"
    case .needsPassword: "the file has a password of its own"
    case .wrongPassword: "wrong password, or the file is damaged"
    case .damaged(let damage): "the file is damaged: \(damage.message)"
    case .tooCostly: "the file asks for a key derivation that is far too costly"
    case .tooLarge: "the file would become too large when it is decompressed"
    case .outOfMemory: "there is too little memory for the key derivation that the file asks for"
    case .cipherUnavailable: "the cipher of the file is not available on this machine"
    case .holdsFile: "the file has another file in it"
    case .refused(let explanation): explanation.message
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .unrecognised(let content): content.hint
    case .needsPassword: "it is asked for at a terminal; else give --source-password-fd"
    case .wrongPassword: "the other app's password for this file is meant"
    case .damaged, .tooCostly, .tooLarge, .holdsFile: "export it again from the other app"
    case .outOfMemory: "import it on a machine with more memory"
    case .cipherUnavailable: "libgcrypt 1.10 or newer is needed, outside FIPS mode"
    case .refused(let explanation): explanation.hint
    }
  }
}

extension ImportError.Damage {
  fileprivate var message: String {
    switch self {
    case .json(let line): "it ceases to be JSON in line \(line)"
    case .xml(let line): "it ceases to be XML in line \(line)"
    case .cipher: "what is encrypted in it does not fit together"
    case .compression: "what is compressed in it does not fit together"
    case .structure: "a part of it is missing"
    case .container: "it is an archive or a database, but not a whole one"
    }
  }
}

/// Why something that is known cannot be read, and the way out that exists.
public struct Explanation: Equatable, Sendable {
  /// What it is: lower case, no full stop.
  public let message: String
  /// The way out.
  public let hint: String

  /// An explanation.
  public init(_ message: String, hint: String) {
    (self.message, self.hint) = (message, hint)
  }
}
