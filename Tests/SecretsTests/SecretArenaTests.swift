import Testing

@testable import Secrets

@Suite
struct `A secret arena` {
  private struct Refusal: Error {}

  @Test func `keeps its secrets apart`() {
    let arena = SecretArena(chunkSize: 16)
    let secrets = (0..<20).map { number in
      arena.secret(copying: Array(repeating: UInt8(number), count: 5).span)
    }
    for (number, secret) in secrets.enumerated() {
      #expect(secret.revealed == Array(repeating: UInt8(number), count: 5))
    }
  }

  @Test func `packs small secrets into one allocation`() {
    let arena = SecretArena(chunkSize: 16)
    let (one, other) = (arena.secret(copying: [1].span), arena.secret(copying: [2].span))
    #expect(one.owner === other.owner)
  }

  @Test func `uses again what a secret left of its room`() {
    let arena = SecretArena(chunkSize: 16)
    let one = arena.secret(capacity: 16) { $0.append(1) }
    let other = arena.secret(copying: [2].span)
    #expect(one.owner === other.owner)
    #expect(other.range == 1..<2)
  }

  @Test func `gives a large secret room of its own`() {
    let large = [UInt8](repeating: 3, count: 100)
    #expect(SecretArena(chunkSize: 16).secret(copying: large.span).revealed == large)
  }

  @Test func `wipes what a failed filling wrote`() {
    let arena = SecretArena(chunkSize: 16)
    let first = arena.secret(copying: [1].span)
    #expect(throws: Refusal.self) {
      _ = try arena.secret(capacity: 4) { output throws(Refusal) in
        output.append(repeating: 0xAA, count: 4)
        throw Refusal()
      }
    }
    #expect(first.owner.bytes.revealed == [1] + Array(repeating: 0, count: 15))
  }

  @Test func `uses again the room of a failed filling`() {
    let arena = SecretArena(chunkSize: 16)
    _ = try? arena.secret(capacity: 16) { (_) throws(Refusal) in throw Refusal() }
    #expect(arena.secret(copying: [1].span).range == 0..<1)
  }

  @Test func `can copy a secret of its own`() {
    let arena = SecretArena(chunkSize: 16)
    let original = arena.secret(copying: [1, 2, 3].span)
    let copy = original.withBytes { arena.secret(copying: $0) }
    #expect(copy == original)
  }

  @Test(arguments: [16, 64])
  func `can make a secret while it fills another`(chunkSize: Int) {
    let arena = SecretArena(chunkSize: chunkSize)
    var inner: Secret?
    let outer = arena.secret(capacity: 12) { output in
      inner = arena.secret(copying: [1, 2, 3, 4, 5, 6].span)
      output.append(repeating: 9, count: 12)
    }
    #expect(outer.revealed == Array(repeating: 9, count: 12))
    #expect(inner?.revealed == [1, 2, 3, 4, 5, 6])
  }
}
