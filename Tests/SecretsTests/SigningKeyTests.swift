import Secrets
import Testing

@Suite
struct `A signing key` {
  private static let seed = bytes(
    hex: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
  private static var key: SigningKey { SigningKey(seed: secretBytes(seed)) }

  /// RFC 8032, section 7.1, test 1.
  @Test func `is Ed25519`() {
    let key = Self.key
    #expect(
      key.publicKey
        == bytes(hex: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
    #expect(
      key.signature(of: [])
        == bytes(
          hex: """
            e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
            5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            """.filter { !$0.isWhitespace }))
  }

  @Test func `knows what its holder signed`() {
    let key = Self.key
    let signature = key.signature(of: [1, 2, 3])
    #expect(SigningKey.isValid(signature, of: [1, 2, 3], by: key.publicKey))
    #expect(!SigningKey.isValid(signature, of: [1, 2, 4], by: key.publicKey))
    #expect(!SigningKey.isValid(signature.reversed(), of: [1, 2, 3], by: key.publicKey))
    let other = SigningKey(seed: .random(count: 32))
    #expect(!SigningKey.isValid(signature, of: [1, 2, 3], by: other.publicKey))
  }

  @Test(arguments: [0, 31, 33, 63, 65])
  func `takes nothing of a wrong length`(length: Int) {
    let key = Self.key
    let signature = key.signature(of: [1])
    let wrong = [UInt8](repeating: 1, count: length)
    #expect(!SigningKey.isValid(wrong, of: [1], by: key.publicKey))
    #expect(!SigningKey.isValid(signature, of: [1], by: wrong))
  }
}
