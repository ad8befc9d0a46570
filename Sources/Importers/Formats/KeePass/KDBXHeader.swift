internal import Secrets

/// The outer header of a KDBX file: what it is encrypted with, readable by all.
struct KDBXHeader {
  /// The field numbers.
  private enum Field {
    static let (end, cipher, compression, masterSeed): (UInt64, UInt64, UInt64, UInt64) =
      (0, 2, 3, 4)
    static let (transformSeed, transformRounds, nonce, innerKey): (UInt64, UInt64, UInt64, UInt64) =
      (5, 6, 7, 8)
    static let (startBytes, innerStream, derivation): (UInt64, UInt64, UInt64) = (9, 10, 11)
  }

  private static let (signature, version2): (UInt64, UInt64) = (0x9AA2_D903, 0xB54B_FB67)

  /// The major version, 3 or 4.
  let version: UInt64
  /// The whole header as it stands in the file, which hashes are made of.
  let bytes: [UInt8]
  private let fields: [UInt64: [UInt8]]

  /// Takes the header off the beginning of a file.
  init(_ reader: inout KDBXReader) throws(ImportError) {
    guard try reader.number(4) == Self.signature, try reader.number(4) == Self.version2 else {
      throw .refused(.oldKeePass)
    }
    version = try reader.number(4) >> 16
    guard version >= 3 else { throw .refused(.oldKeePass) }
    guard version <= 4 else { throw .refused(.newKeePass) }
    var fields: [UInt64: [UInt8]] = [:]
    var number: UInt64
    repeat {
      number = try reader.number(1)
      fields[number] = try reader.bytes(try reader.number(version == 3 ? 2 : 4))
    } while number != Field.end
    (self.fields, bytes) = (fields, reader.taken)
  }

  /// What the database is encrypted with.
  func cipher() throws(ImportError) -> KDBXCipher {
    guard let cipher = KDBXCipher(identifier: try field(Field.cipher)) else {
      throw .refused(.unknownCipher)
    }
    return cipher
  }

  /// Whether it is compressed with gzip.
  func isCompressed() throws(ImportError) -> Bool {
    switch KDBXReader.number(try field(Field.compression)) {
    case 0: return false
    case 1: return true
    default: throw .damaged(.compression)
    }
  }

  func masterSeed() throws(ImportError) -> Secret { Secret(copying: try field(Field.masterSeed)) }

  func nonce() throws(ImportError) -> [UInt8] { try field(Field.nonce) }

  /// Version 3 only: what the decrypted database begins with.
  func startBytes() throws(ImportError) -> Secret { Secret(copying: try field(Field.startBytes)) }

  /// Version 3 only: what protected values are encrypted with.
  func innerStream() throws(ImportError) -> KDBXInnerStream? {
    try KDBXInnerStream.stream(
      KDBXReader.number(try field(Field.innerStream)), key: try field(Field.innerKey))
  }

  /// How the key is derived from the password.
  func derivation() throws(ImportError) -> KDBXDerivation {
    guard version == 3 else { return try KDBXDerivation(parameters: try field(Field.derivation)) }
    return KDBXDerivation(
      .aesKDF(rounds: Int(clamping: KDBXReader.number(try field(Field.transformRounds)))),
      salt: try field(Field.transformSeed))
  }

  private func field(_ number: UInt64) throws(ImportError) -> [UInt8] {
    guard let field = fields[number] else { throw .damaged(.structure) }
    return field
  }
}

extension Explanation {
  fileprivate static let oldKeePass = Explanation(
    "this is a database of KeePass 1 or of a test version of KeePass 2",
    hint: "open it in KeePassXC, save it as KDBX, and import that")
  fileprivate static let newKeePass = Explanation(
    "this is a KDBX database of a version that is newer than 4",
    hint: "export it as XML, and import that")
  fileprivate static let unknownCipher = Explanation(
    "this KeePass database is encrypted with a cipher of a plug-in",
    hint: "choose AES, ChaCha20 or Twofish in the database's settings, and save it")
}
