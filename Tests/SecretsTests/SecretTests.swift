import Secrets
import Testing

@Suite
struct `A secret` {
  @Test func `equals another of the same bytes, wherever they lie`() {
    let arena = SecretArena()
    _ = arena.secret(copying: [0, 0, 0].span)
    #expect(secret([1, 2, 3]) == arena.secret(copying: [1, 2, 3].span))
  }

  @Test(arguments: [[], [1, 2], [1, 2, 4], [1, 2, 3, 0]] as [[UInt8]])
  func `equals none of other bytes`(other: [UInt8]) {
    #expect(secret([1, 2, 3]) != secret(other))
  }

  @Test func `without bytes equals another without`() {
    #expect(secret([]) == secret([]))
  }

  @Test func `gives a part of itself`() {
    #expect(secret([1, 2, 3, 4]).slice(1..<3)?.revealed == [2, 3])
  }

  @Test func `gives a part of a part`() {
    #expect(secret([1, 2, 3, 4, 5]).slice(1..<5)?.slice(2..<4)?.revealed == [4, 5])
  }

  @Test(arguments: [-1..<2, 0..<5, 5..<5, Int.min..<0, 0..<Int.max])
  func `gives no part beyond its ends`(part: Range<Int>) {
    #expect(secret([1, 2, 3, 4]).slice(part) == nil)
  }

  @Test func `gives no part of its neighbour`() {
    #expect(secret([1, 2, 3, 4]).slice(0..<2)?.slice(0..<3) == nil)
  }

  @Test func `outlives the whole that it is a part of`() {
    var whole: Secret? = secret([1, 2, 3])
    let part = whole?.slice(1..<3)
    whole = nil
    #expect(part?.revealed == [2, 3])
  }
}

@Suite
struct `Printing a secret` {
  private struct Holder {
    let name = "holder"
    let key = secret(Array("Xy9Zw8Vu".utf8))
    let keys = [secret(Array("Xy9Zw8Vu".utf8))]
  }

  /// How the bytes would look as text, in decimal and in hexadecimal.
  private static let traces = ["Xy9Z", "88, 121", "88\n", "5879", "0x58"]

  @Test func `tells its length`() {
    #expect(String(describing: Holder().key) == "Secret(8 bytes)")
    #expect(String(reflecting: Holder().key) == "Secret(8 bytes)")
  }

  @Test func `with what holds it shows no byte`() {
    var dumped = ""
    dump(Holder(), to: &dumped)
    let prints = [String(describing: Holder()), String(reflecting: Holder()), dumped]
    for print in prints {
      #expect(print.contains("Secret(8 bytes)"))
      #expect(!Self.traces.contains { print.contains($0) })
    }
  }

  @Test func `shows nothing to a mirror`() {
    #expect(Mirror(reflecting: Holder().key).children.isEmpty)
  }
}
