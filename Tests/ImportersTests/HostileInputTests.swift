import Authenticator
import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `Hostile input` {
  private static let valid: [[UInt8]] = {
    var code = MigrationCode()
    code.add()
    code.add(name: "Example:bob", type: 1, more: [.number(7, 12_345)])
    code.addBatch(1, of: 3, id: -5)
    let list = [
      "otpauth://totp/A%3Ab?secret=JBSW-Y3DP%20EHPK3PXP=&issuer=A&digits=8&period=60&x=%C3%A9",
      "otpauth://hotp/A:b?secret=JBSWY3DPEHPK3PXP&counter=9223372036854775807&algorithm=HmacSHA512",
      "steam://JBSWY3DPEHPK3PXP", "motp://A:b?secret=e3152afee62599c8&pin=GEZDGNA", "# comment",
      "otpauth://yaotp/x?secret=6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY&pin=5239", code.uri,
    ]
    return (list + [list.joined(separator: "\r\n")]).map { Array($0.utf8) }
  }()

  @Test(arguments: valid.indices)
  func `is read or refused, and every account that it gives is sound`(index: Int) throws {
    var random = SeededGenerator(seed: UInt64(index))
    for _ in 0..<1000 {
      let result = try? read(mutated(Self.valid[index], using: &random))
      for account in result?.accounts.map(\.account) ?? [] { try check(account) }
    }
  }

  @Test func `behind the base64 of a migration code does no harm either`() throws {
    var random = SeededGenerator(seed: 99)
    var code = MigrationCode()
    for number in 0..<3 { code.add(name: "account \(number)", more: [.number(7, 1 << 40)]) }
    code.addBatch(0, of: 2, id: 7)
    for _ in 0..<3000 {
      var torn = MigrationCode()
      torn.fields = [.raw(mutated(code.payload, using: &random))]
      for account in try read(torn.uri).accounts.map(\.account) { try check(account) }
    }
  }

  /// A code can be computed, and the URI of the account can be read.
  private func check(_ account: Account) throws {
    let credential = account.credential
    let code =
      credential.type == .hotp
      ? try credential.code(counter: account.counter)
      : try credential.code(at: .max, pin: account.pin ?? Secret(text: "1234"))
    #expect(code.text.utf8.count == credential.digits)
    let arena = SecretArena()
    let again = try OTPAuthURI.bytes(of: account).withBytes { (bytes) throws in
      try OTPAuthURI.read(bytes, into: arena)
    }
    #expect(again.account == account)
  }

  /// One to four bit flips, insertions, deletions, repetitions or truncations.
  private func mutated(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
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
}
