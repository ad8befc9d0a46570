import Secrets
import Testing

@Suite
struct `BLAKE2b` {
  @Test func `of abc is as in RFC 7693, appendix A`() {
    var hash = Blake2b(length: 64)
    hash.update(Array("abc".utf8).span)
    let digest = hash.digest()
    #expect(
      digest
        == bytes(
          hex: """
            ba80a53f981c4d0d 6a2797b69f12f6e9 4c212f14685ac4b7 4b12bb6fdbffa2d1
            7d87c5392aab792d c252d5de4533cc95 18d38aa8dbf1925a b92386edd4009923
            """))
  }

  /// The self-test: all lengths of digest and input, with and without a key, hashed into one.
  @Test func `passes the self-test of RFC 7693, appendix E`() {
    var all = Blake2b(length: 32)
    for length in [20, 32, 48, 64] {
      for inputLength in [0, 3, 128, 129, 255, 1024] {
        let input = sequence(length: inputLength, seed: UInt32(inputLength))
        var plain = Blake2b(length: length)
        plain.update(input.span)
        all.update(plain.digest().span)
        let key = secretBytes(sequence(length: length, seed: UInt32(length)))
        var keyed = Blake2b(key: key, length: length)
        keyed.update(input.span)
        all.update(keyed.digest().span)
      }
    }
    let digest = all.digest()
    #expect(
      digest == bytes(hex: "c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475"))
  }

  @Test func `hashes parts as it hashes the whole`() {
    let input = sequence(length: 300, seed: 1)
    var whole = Blake2b()
    whole.update(input.span)
    var parts = Blake2b()
    for start in stride(from: 0, to: 300, by: 7) {
      parts.update(input.span.extracting(start..<min(start + 7, 300)))
    }
    let (one, other) = (whole.digest(), parts.digest())
    #expect(one == other)
  }

  @Test func `gives the same digest as plain and as secret bytes`() {
    let input: [UInt8] = [1, 2, 3]
    var plain = Blake2b()
    var secret = Blake2b()
    plain.update(input.span)
    secret.update(input.span)
    let (one, other) = (plain.digest(), secret.secretDigest().revealed)
    #expect(one == other)
  }

  /// The sequence of the RFC's self-test.
  private func sequence(length: Int, seed: UInt32) -> [UInt8] {
    var (last, next) = (0xDEAD_4BAD &* seed, 1 as UInt32)
    return (0..<length).map { _ in
      (last, next) = (next, last &+ next)
      return UInt8(next >> 24)
    }
  }
}
