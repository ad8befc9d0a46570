internal import Authenticator
internal import Secrets

/// How a KDBX file derives its key from the password.
struct KDBXDerivation {
  private let derivation: ForeignDerivation
  private let salt: [UInt8]

  init(_ derivation: ForeignDerivation, salt: [UInt8]) {
    (self.derivation, self.salt) = (derivation, salt)
  }

  /// Reads the parameters of version 4, a dictionary.
  init(parameters: [UInt8]) throws(ImportError) {
    let parameters = try Self.dictionary(parameters)
    let number = { (key: String) throws(ImportError) -> Int in
      guard let bytes = parameters[key] else { throw .damaged(.structure) }
      return Int(clamping: KDBXReader.number(bytes))
    }
    guard let identifier = parameters["$UUID"], let salt = parameters["S"] else {
      throw .damaged(.structure)
    }
    self.salt = salt
    switch Hexadecimal.encode(identifier) {
    case "c9d9f39a628a4460bf740d08c18a4fea", "7c02bb8279a74ac0927d114a00648238":
      derivation = .aesKDF(rounds: try number("R"))
    case "ef636ddf8c29444b91f7a9a403e30a0c":
      derivation = try Self.argon2(.d, number)
    case "9e298b1956db4773b23dfc3ec6f0a1e6":
      derivation = try Self.argon2(.id, number)
    default: throw .refused(.unknownDerivation)
    }
  }

  private static func argon2(
    _ kind: ForeignDerivation.Argon2Kind, _ number: (String) throws(ImportError) -> Int
  ) throws(ImportError) -> ForeignDerivation {
    guard try number("V") == 0x13 else { throw .refused(.oldArgon2) }
    return .argon2(
      kind, passes: try number("I"), memoryKiB: try number("M") / 1024, lanes: try number("P"))
  }

  /// Derives the key from what there is, and opens with it: from the key file alone where nobody
  /// gave a password, or an empty one; else from the password, with the key file behind it.
  ///
  /// - Parameters:
  ///   - context: the password and the key file.
  ///   - open: opens with a key, or throws `ImportError.wrongPassword`.
  /// - Returns: what was opened.
  /// - Throws: `ImportError.tooCostly` before a password is asked for, and what `open` throws.
  func open<Opened>(
    _ context: ImportContext, _ open: (Secret) throws(ImportError) -> Opened
  ) throws(ImportError) -> Opened {
    try derivation.check()
    let file = try context.keyFile.map { (file) throws(ImportError) in
      try KeePassKeyFile.key(file)
    }
    if let file, (context.password?.count ?? 0) == 0 {
      do {
        return try open(try key(of: [file], context))
      } catch .wrongPassword {
        // There may be a password beside it.
      }
    }
    let password = try ForeignHash.digest(.sha256, of: try context.requirePassword())
    return try open(try key(of: [password] + (file.map { [$0] } ?? []), context))
  }

  private func key(of parts: [Secret], _ context: ImportContext) throws(ImportError) -> Secret {
    let composite = try ForeignHash.digest(.sha256, of: Secret(joining: parts))
    return try context.key(derivation, from: composite, salt: salt)
  }

  /// The values of a dictionary by their names. A number's type does not matter: all of them are
  /// little-endian, and none can be negative.
  private static func dictionary(_ bytes: [UInt8]) throws(ImportError) -> [String: [UInt8]] {
    var reader = KDBXReader(bytes)
    guard try reader.number(2) >> 8 == 1 else { throw .damaged(.structure) }
    var values: [String: [UInt8]] = [:]
    while try reader.number(1) != 0 {
      let name = try reader.bytes(try reader.number(4))
      values[String(decoding: name, as: UTF8.self)] = try reader.bytes(try reader.number(4))
    }
    return values
  }
}

extension Explanation {
  fileprivate static let unknownDerivation = Explanation(
    "this KeePass database derives its key in a way of a plug-in",
    hint: "choose Argon2 or AES-KDF in the database's settings, and save it")
  fileprivate static let oldArgon2 = Explanation(
    "this KeePass database uses version 1.0 of Argon2",
    hint: "save it in a newer KeePass or KeePassXC, and import that")
}
