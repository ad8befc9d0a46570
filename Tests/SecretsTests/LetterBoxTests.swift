import Secrets
import Testing

@Suite
struct `A letter box` {
  private var box: LetterBox { LetterBox(seed: secretBytes([UInt8](repeating: 9, count: 32))) }
  private static let letter: [UInt8] = Array("a key of thirty-two bytes, or so".utf8)

  @Test func `opens what was sealed to it`() throws {
    let sealed = try LetterBox.seal(Self.letter.span, to: box.publicKey)
    #expect(sealed.count == Self.letter.count + LetterBox.overhead)
    #expect(try box.open(sealed).revealed == Self.letter)
  }

  @Test func `opens nothing that was sealed to another`() throws {
    let other = LetterBox(seed: .random(count: 32))
    let sealed = try LetterBox.seal(Self.letter.span, to: other.publicKey)
    #expect(throws: SecretsError.notAuthentic) { _ = try box.open(sealed) }
  }

  @Test func `opens nothing that was changed or cut`() throws {
    let sealed = try LetterBox.seal(Self.letter.span, to: box.publicKey)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: SecretsError.notAuthentic) { _ = try box.open(changed) }
    }
    for length in [0, 1, LetterBox.overhead - 1, sealed.count - 1] {
      #expect(throws: SecretsError.notAuthentic) { _ = try box.open(Array(sealed.prefix(length))) }
    }
  }

  /// A point of low order gives a shared secret that everybody knows.
  @Test(arguments: [[], [1], [UInt8](repeating: 0, count: 32)] as [[UInt8]])
  func `is not made of any bytes`(publicKey: [UInt8]) {
    #expect(throws: SecretsError.notAuthentic) {
      try LetterBox.seal(Self.letter.span, to: publicKey)
    }
  }

  @Test func `is the same from the same seed`() {
    let seed = [UInt8](repeating: 7, count: 32)
    #expect(
      LetterBox(seed: secretBytes(seed)).publicKey == LetterBox(seed: secretBytes(seed)).publicKey)
  }
}
