import Secrets
import Testing

@Suite
struct `Secret bytes` {
  private struct Refusal: Error {}

  @Test func `hold what was written into them`() {
    let bytes = SecretBytes(capacity: 3) { output in
      output.append(1)
      output.append(2)
      output.append(3)
    }
    #expect(bytes.revealed == [1, 2, 3])
  }

  @Test func `are as long as what was written, not as the room for it`() {
    let bytes = SecretBytes(capacity: 100) { $0.append(7) }
    #expect(bytes.count == 1)
    #expect(bytes.revealed == [7])
  }

  @Test func `may be none`() {
    let bytes = SecretBytes(capacity: 0) { _ in }
    #expect(bytes.count == 0)
    #expect(bytes.revealed == [])
  }

  @Test func `pass on what their filling throws`() {
    #expect(throws: Refusal.self) {
      _ = try SecretBytes(capacity: 4) { output throws(Refusal) in
        output.append(1)
        throw Refusal()
      }
    }
  }

  @Test func `can be changed in place`() {
    var bytes = secretBytes([1, 2, 3])
    bytes.withMutableBytes { bytes in bytes[1] = 9 }
    #expect(bytes.revealed == [1, 9, 3])
  }

  @Test func `that are random differ each time`() {
    let one = SecretBytes.random(count: 32)
    let other = SecretBytes.random(count: 32)
    #expect(one.revealed.count == 32)
    #expect(one.revealed != other.revealed)
  }
}
