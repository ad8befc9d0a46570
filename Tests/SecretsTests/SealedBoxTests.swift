import Secrets
import Testing

/// With the vector of draft-irtf-cfrg-xchacha-03, appendix A.3.1.
@Suite
struct `A sealed box` {
  private static let plaintext = Array(
    """
    Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
    sunscreen would be it.
    """.utf8)
  private static let key = Array(0x80...0x9F) as [UInt8]
  private static let nonce = Array(0x40...0x57) as [UInt8]
  private static let associated = bytes(hex: "50515253c0c1c2c3c4c5c6c7")
  private static let sealed = bytes(
    hex: """
      bd6d179d3e83d43b9576579493c0e939 572a1700252bfaccbed2902c21396cbb
      731c7f1b0b4aa6440bf3a82f4eda7e39 ae64c6708c54c216cb96b72e1213b452
      2f8c9ba40db5d945b11b69b982c1bb9e 3f3fac2bc369488f76b2383565d3fff9
      21f9664c97637da9768812f615c68b13 b52e
      c0875924c1c7987947deafd8780acf49
      """)

  private static func open(
    _ sealed: [UInt8] = sealed, key: [UInt8] = key, nonce: [UInt8] = nonce,
    associated: [UInt8] = associated
  ) throws(SecretsError) -> [UInt8] {
    try SealedBox.open(
      sealed.span, key: secretBytes(key), nonce: nonce, associated: associated
    ).revealed
  }

  @Test func `is XChaCha20-Poly1305`() {
    let sealed = SealedBox.seal(
      Self.plaintext.span, key: secretBytes(Self.key), nonce: Self.nonce,
      associated: Self.associated)
    #expect(sealed == Self.sealed)
  }

  @Test func `opens with what it was sealed with`() throws {
    #expect(try Self.open() == Self.plaintext)
  }

  @Test func `may hold nothing`() throws {
    let nothing: [UInt8] = []
    let sealed = SealedBox.seal(
      nothing.span, key: secretBytes(Self.key), nonce: Self.nonce, associated: [])
    #expect(sealed.count == SealedBox.overhead)
    #expect(try Self.open(sealed, associated: []) == [])
  }

  @Test func `stays closed with any bit of it changed`() {
    for bit in 0..<Self.sealed.count * 8 {
      var changed = Self.sealed
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: SecretsError.notAuthentic) { try Self.open(changed) }
    }
  }

  @Test(arguments: 0..<sealed.count)
  func `stays closed where it ends early`(length: Int) {
    #expect(throws: SecretsError.notAuthentic) { try Self.open(Array(Self.sealed[..<length])) }
  }

  @Test func `stays closed where a byte is added`() {
    #expect(throws: SecretsError.notAuthentic) { try Self.open(Self.sealed + [0]) }
  }

  @Test(
    arguments: [
      Array(0x81...0xA0), Array(repeating: 0, count: 32), Array(0x80...0x9E), [],
    ] as [[UInt8]])
  func `stays closed with another key`(key: [UInt8]) {
    #expect(throws: SecretsError.notAuthentic) { try Self.open(key: key) }
  }

  @Test(arguments: [Array(0x41...0x58), Array(0x40...0x56), []] as [[UInt8]])
  func `stays closed with another nonce`(nonce: [UInt8]) {
    #expect(throws: SecretsError.notAuthentic) { try Self.open(nonce: nonce) }
  }

  @Test(arguments: [[], associated + [0], Array(associated.dropLast()), [0x51]])
  func `stays closed with other associated bytes`(associated: [UInt8]) {
    #expect(throws: SecretsError.notAuthentic) { try Self.open(associated: associated) }
  }
}
