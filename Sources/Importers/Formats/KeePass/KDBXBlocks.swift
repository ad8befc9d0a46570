internal import Authenticator
internal import Secrets

/// The blocks that a KDBX file is cut into, each with a proof of its own.
struct KDBXBlocks {
  private let key: Secret

  /// The blocks of version 4.
  ///
  /// - Parameters:
  ///   - masterSeed: of the header.
  ///   - derived: what the password gave.
  /// - Throws: `ImportError.cipherUnavailable`.
  init(masterSeed: Secret, derived: Secret) throws(ImportError) {
    key = try ForeignHash.digest(.sha512, of: masterSeed, derived, Secret(copying: [1]))
  }

  /// Whether a code is the one of the header.
  func proves(_ header: [UInt8], _ code: [UInt8]) throws(ImportError) -> Bool {
    let proof = try ForeignHash.hmac(
      .sha256, key: try key(of: .max), of: Secret(copying: header))
    return proof == Secret(copying: code)
  }

  /// Takes all blocks of version 4: HMAC-SHA-256 of number, length and bytes; length; bytes.
  ///
  /// - Throws: `ImportError.damaged` where a block is none, or the last one is missing.
  func joined(_ reader: inout KDBXReader) throws(ImportError) -> [UInt8] {
    var all: [UInt8] = []
    var number: UInt64 = 0
    while true {
      let (code, length) = (try reader.bytes(32), try reader.bytes(4))
      let block = try reader.bytes(KDBXReader.number(length))
      let head = Secret(copying: KDBXReader.bytes(of: number) + length)
      let proof = try ForeignHash.hmac(
        .sha256, key: try key(of: number), of: head, Secret(copying: block))
      guard proof == Secret(copying: code) else { throw .damaged(.cipher) }
      guard !block.isEmpty else { return all }
      all += block
      number += 1
    }
  }

  private func key(of number: UInt64) throws(ImportError) -> Secret {
    try ForeignHash.digest(.sha512, of: Secret(copying: KDBXReader.bytes(of: number)), key)
  }

  /// The bytes of all blocks of version 3: number, SHA-256, length, bytes.
  ///
  /// - Throws: `ImportError.damaged` where a block is none, or the last one is missing.
  static func hashed(_ bytes: [UInt8]) throws(ImportError) -> [UInt8] {
    var reader = KDBXReader(bytes)
    var all: [UInt8] = []
    var next: UInt64 = 0
    while true {
      guard try reader.number(4) == next else { throw .damaged(.structure) }
      let (hash, length) = (try reader.bytes(32), try reader.number(4))
      guard length > 0 else { return all }
      let block = try reader.bytes(length)
      guard try ForeignHash.digest(.sha256, of: Secret(copying: block)).foreignBytes == hash
      else { throw .damaged(.cipher) }
      all += block
      next += 1
    }
  }
}
