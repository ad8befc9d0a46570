import Authenticator
import Secrets
import Testing

@Suite
struct `A vault` {
  private static func account(_ issuer: String, _ name: String, secret: String) -> Account {
    let bytes = Array(secret.utf8)
    return Account(
      issuer: issuer, name: name,
      credential: Credential(type: .totp, secret: SecretArena().secret(copying: bytes.span)))
  }

  @Test func `comes back as it was saved`() throws {
    var vault = Vault()
    vault.add(
      [
        Self.account("GitHub", "alice", secret: "12345678901234567890"),
        Self.account("Почта", "боб", secret: "abcdefghij"),
      ], now: 1_700_000_000_000)
    let key = MasterKey()
    var header = VaultHeader.new()
    header.slots = [Slot(recoveryKey: RecoveryKey(), wrapping: key, of: header)]

    let file = try VaultFile(try VaultFile.seal(vault, header: header, key: key))

    #expect(try file.open(with: key) == vault)
  }
}
