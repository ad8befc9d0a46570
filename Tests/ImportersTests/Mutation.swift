import Authenticator
import Secrets
import TestSupport
import Testing

extension Account {
  /// A code can be computed, and the URI of the account can be read.
  func requireSound() throws {
    let code =
      credential.type == .hotp
      ? try credential.code(counter: counter)
      : try credential.code(at: .max, pin: pin ?? Secret(text: "1234"))
    #expect(code.text.utf8.count == credential.digits)
    var bare = self
    (bare.note, bare.tags, bare.isPinned) = ("", [], false)
    let arena = SecretArena()
    let again = try OTPAuthURI.bytes(of: self).withBytes { (bytes) throws in
      try OTPAuthURI.read(bytes, into: arena)
    }
    #expect(again.account == bare)
  }
}

/// One to four bit flips, insertions, deletions, repetitions or truncations.
func mutated(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
  var bytes = bytes
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    let position = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0 where position < bytes.count:
      bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes.insert(.random(in: 0...255, using: &random), at: position)
    case 2: bytes.removeSubrange(position..<min(position + 3, bytes.count))
    case 3: bytes.insert(contentsOf: bytes.suffix(5), at: position)
    default: if position > 10 { bytes.removeLast(bytes.count - position) }
    }
  }
  return bytes
}
