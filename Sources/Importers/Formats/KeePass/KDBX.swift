internal import Authenticator
internal import Secrets

/// A KeePass database, as the project documents KDBX 3.1 and 4.
struct KDBX {
  private static let innerEnd: UInt64 = 0
  private static let (innerStreamField, innerKeyField): (UInt64, UInt64) = (1, 2)
  private let header: KDBXHeader
  private let body: [UInt8]

  /// - Parameter bytes: the whole file.
  /// - Throws: `ImportError.refused` for other versions, `ImportError.damaged`.
  init(_ bytes: [UInt8]) throws(ImportError) {
    var reader = KDBXReader(bytes)
    header = try KDBXHeader(&reader)
    body = reader.rest
  }

  /// Decrypts it.
  ///
  /// - Returns: the document, and what opens its protected values.
  /// - Throws: `ImportError`; a wrong password is told apart from damage.
  func open(
    _ context: ImportContext
  ) throws(ImportError) -> (document: XMLElement, values: KDBXInnerStream?) {
    guard header.version > 3 else {
      return try header.derivation().open(context) { (key) throws(ImportError) in
        try openVersion3(key)
      }
    }
    var reader = KDBXReader(body)
    let (hash, code) = (try reader.bytes(32), try reader.bytes(32))
    guard try ForeignHash.digest(.sha256, of: Secret(copying: header.bytes)).foreignBytes == hash
    else { throw .damaged(.structure) }
    return try header.derivation().open(context) { (key) throws(ImportError) in
      try openVersion4(key, code, reader)
    }
  }

  /// Version 3 has no proof but the bytes that the decrypted database begins with.
  private func openVersion3(
    _ derived: Secret
  ) throws(ImportError) -> (document: XMLElement, values: KDBXInnerStream?) {
    let (cipher, start) = (try header.cipher(), try header.startBytes())
    let key = try ForeignHash.digest(.sha256, of: try header.masterSeed(), derived)
    // The blocks tell where they end, so the padding says nothing.
    let plain = try cipher.decrypt(body, key: key, nonce: try header.nonce(), padding: .none)
    guard start.count == 32, let found = plain.slice(0..<32) else { throw .damaged(.structure) }
    guard found == start else { throw .wrongPassword }
    let blocks = try KDBXBlocks.hashed(Array(plain.foreignBytes.dropFirst(32)))
    let document = try Self.document(try expanded(Secret(copying: blocks)))
    try checkHash(in: document)
    return (document, try header.innerStream())
  }

  /// Version 3 keeps the hash of its header within the document.
  private func checkHash(in document: XMLElement) throws(ImportError) {
    guard let text = document["Meta"]?["HeaderHash"]?.text.nonEmpty else { return }
    let hash = try ForeignHash.digest(.sha256, of: Secret(copying: header.bytes))
    guard Base64.decode(text) == hash.foreignBytes else { throw .damaged(.structure) }
  }

  /// Version 4 proves its header and every block with keys that come of the password.
  private func openVersion4(
    _ derived: Secret, _ code: [UInt8], _ rest: KDBXReader
  ) throws(ImportError) -> (document: XMLElement, values: KDBXInnerStream?) {
    var reader = rest
    let cipher = try header.cipher()
    let blocks = try KDBXBlocks(masterSeed: try header.masterSeed(), derived: derived)
    guard try blocks.proves(header.bytes, code) else { throw .wrongPassword }
    let key = try ForeignHash.digest(.sha256, of: try header.masterSeed(), derived)
    let plain = try cipher.decrypt(
      try blocks.joined(&reader), key: key, nonce: try header.nonce(), padding: .pkcs7)
    return try Self.content(try expanded(plain))
  }

  /// Version 4 begins with an inner header, whose binaries nobody needs here.
  private static func content(
    _ plain: Secret
  ) throws(ImportError) -> (document: XMLElement, values: KDBXInnerStream?) {
    var reader = KDBXReader(plain.foreignBytes)
    var (stream, key): (UInt64, [UInt8]) = (0, [])
    while true {
      let field = try reader.number(1)
      let value = try reader.bytes(try reader.number(4))
      switch field {
      case innerEnd:
        let document = try document(Secret(copying: reader.rest))
        return (document, try KDBXInnerStream.stream(stream, key: key))
      case innerStreamField: stream = KDBXReader.number(value)
      case innerKeyField: key = value
      default: continue
      }
    }
  }

  private func expanded(_ plain: Secret) throws(ImportError) -> Secret {
    try header.isCompressed() ? try Inflation.expand(plain, .gzip) : plain
  }

  private static func document(_ xml: Secret) throws(ImportError) -> XMLElement {
    let outcome = xml.withBytes { bytes in
      Result { () throws(XMLError) in try XMLElement.root(of: bytes) }
    }
    switch outcome {
    case .success(let root): return root
    case .failure(let error): throw .damaged(.xml(line: error.line))
    }
  }
}
