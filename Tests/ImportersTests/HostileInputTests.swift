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
      for account in result?.accounts.map(\.account) ?? [] { try account.requireSound() }
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
      for account in try read(torn.uri).accounts.map(\.account) { try account.requireSound() }
    }
  }
}
