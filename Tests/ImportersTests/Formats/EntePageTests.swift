import Authenticator
import Fixtures
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `A page of Ente Auth` {
  private func read(scan: @escaping (Secret) -> Secret?) throws -> [ReadAccount] {
    let page = try #require(Backup.all(of: "Ente Auth").first { $0.name.hasSuffix("/page.html") })
    let recognised = try Importers.recognise(ImportDocument(Secret(bytes: page.bytes)))
    return try recognised.read(ImportContext(arena: SecretArena(), scan: scan)).accounts
  }

  @Test func `has periods, tags and marks in its QR codes only`() throws {
    let bank = try #require(try read { _ in nil }.first { $0.account.issuer == "Example Bank" })
    #expect(bank.warnings == [.assumedPeriod(30)])
    var account = Account(
      issuer: "Example Bank", name: "customer 4711",
      credential: Credential(
        type: .totp, secret: bank.account.credential.secret, algorithm: .sha512, digits: 8,
        period: 60))
    account.parameters = ["codeDisplay": #"{"pinned":true,"tags":["Money"],"note":"mine"}"#]
    let code = Secret(OTPAuthURI.bytes(of: account))
    let read = try read { _ in code }.filter { $0.account.issuer == "Example Bank" }
    #expect(read.map(\.account.credential.period) == [60] && read.map(\.warnings) == [[]])
    #expect(read.map(\.account.tags) == [["Money"]] && read.map(\.account.isPinned) == [true])
    #expect(read.map(\.account.note) == ["mine"] && read.map(\.account.parameters) == [[:]])
  }
}
