import Authenticator
import Fixtures
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `A page of Aegis` {
  private let page: Backup

  init() throws {
    page = try #require(Backup.all(of: "Aegis").first { $0.name.hasSuffix("page.html") })
  }

  private func read(scan: @escaping (Secret) -> Secret?) throws -> [ReadAccount] {
    let recognised = try Importers.recognise(ImportDocument(Secret(bytes: page.bytes)))
    return try recognised.read(ImportContext(arena: SecretArena(), scan: scan)).accounts
  }

  @Test func `has periods in its QR codes only`() throws {
    let bank = try #require(try read { _ in nil }.first { $0.account.issuer == "Example Bank" })
    #expect(bank.warnings == [.assumedPeriod(30)])
    let uri = OTPAuthURI.bytes(
      of: Account(
        issuer: "Example Bank", name: "customer 4711",
        credential: Credential(
          type: .totp, secret: bank.account.credential.secret, algorithm: .sha512, digits: 8,
          period: 60)))
    let code = Secret(uri)
    var pictures = 0
    let accounts = try read { picture in
      pictures += picture.bytes == [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] ? 1 : 0
      return code
    }
    #expect(accounts.filter { $0.account.issuer == "Example Bank" }.map(\.warnings) == [[]])
    #expect(accounts.filter { $0.account.credential.period == 60 }.count == 1)
    // The code of another secret tells nothing.
    #expect(accounts.filter { $0.warnings == [.assumedPeriod(30)] }.count == 6)
    #expect(pictures == 7)
  }
}
