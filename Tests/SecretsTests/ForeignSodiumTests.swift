import Secrets
import Testing

@Suite struct `A secret stream of one message` {
  private static let key = secret(Array(0..<32))
  private static let header = bytes(hex: "7561fc5602d12be99fcb47cbebe36bca07f5ecbf711cbb39")
  /// Pushed by PyNaCl with the final tag.
  private static let sealed = bytes(
    hex: "dba4a6a77e7bf90b4a0e28bf2fe98528bed144534dd97d05af63ab")

  @Test func `opens with its key and header`() throws {
    let opened = try SecretStream.open(Self.sealed.span, key: Self.key, header: Self.header)
    #expect(opened.revealed == Array(#"{"code":1}"#.utf8))
  }

  @Test func `does not open where a bit is another`() {
    for bit in 0..<Self.sealed.count * 8 {
      var changed = Self.sealed
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: SecretsError.notAuthentic) {
        try SecretStream.open(changed.span, key: Self.key, header: Self.header)
      }
    }
  }

  @Test(arguments: [(31, 24, 27), (32, 23, 27), (32, 24, 16), (32, 24, 0)])
  func `refuses a length that does not exist`(key: Int, header: Int, sealed: Int) {
    #expect(throws: SecretsError.notAuthentic) {
      try SecretStream.open(
        Array(Self.sealed.prefix(sealed)).span, key: secret(Array(0..<UInt8(key))),
        header: Array(Self.header.prefix(header)))
    }
  }
}

@Suite struct `scrypt` {
  /// RFC 7914, section 12.
  @Test func `gives the published key`() throws {
    let key = try Scrypt.derive(
      from: secret(Array("password".utf8)), salt: Array("NaCl".utf8), n: 1024, r: 8, p: 16,
      length: 16)
    #expect(key.revealed == bytes(hex: "fdbabe1c9d3472007856e7190d01e9fe"))
  }

  @Test func `has no cost that is no power of two`() {
    #expect(throws: SecretsError.outOfMemory) {
      try Scrypt.derive(from: secret([]), salt: [], n: 1000, r: 8, p: 1, length: 16)
    }
  }
}
