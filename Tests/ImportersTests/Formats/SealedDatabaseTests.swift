import Fixtures
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `A database under SQLCipher` {
  private static let password = "correct horse Ω"

  private func read(_ bytes: [UInt8], password: String?) throws {
    let recognised = try Importers.recognise(ImportDocument(Secret(bytes: bytes)))
    #expect(recognised.name.contains("SQLCipher database"))
    _ = try recognised.read(
      into: SecretArena(), password: password.map { Secret(text: $0) })
  }

  private func bytes(_ name: String) -> [UInt8] { Fixture.bytes(of: "Backups/sqlcipher/\(name)") }

  @Test(arguments: [3, 4])
  func `becomes the database that it was`(version: Int) {
    let error = #expect(throws: ImportError.self) {
      try read(bytes("version-\(version).db"), password: Self.password)
    }
    guard case .holdsFile(let database) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(database.bytes == bytes("version-\(version).plain"))
  }

  @Test func `tells a missing password and a wrong one apart`() {
    let whole = bytes("version-3.db")
    #expect(throws: ImportError.needsPassword) { try read(whole, password: nil) }
    #expect(throws: ImportError.wrongPassword) { try read(whole, password: "wrong") }
  }
}

@Suite struct `A backup with a fixed cost` {
  @Test func `opens where the header of OTPClient's version 2 has no cost`() throws {
    let file = Fixture.bytes(of: "Backups/otpclient/version-2-fixed-cost.enc")
    let result = try Importers.recognise(ImportDocument(Secret(bytes: file)))
      .read(into: SecretArena(), password: Secret(text: "correct horse Ω"))
    #expect(result.accounts.count == 9 && result.skipped.isEmpty)
  }
}

@Suite struct `What has no secret in it` {
  @Test func `is explained`() throws {
    let serial = try Importers.recognise(ImportDocument(Secret(text: "EU-1234-5678-9012\n")))
    let error = #expect(throws: ImportError.self) { try serial.read(into: SecretArena()) }
    #expect(
      error?.message
        == "this is the serial number of a Battle.net authenticator, which has no secret")
  }

  @Test func `is explained where only a Steam folder's list is given`() throws {
    let list = #"{"encrypted":true,"entries":[{"filename":"1.maFile","steamid":1}]}"#
    let manifest = try Importers.recognise(ImportDocument(Secret(text: list)))
    let error = #expect(throws: ImportError.self) { try manifest.read(into: SecretArena()) }
    #expect(error?.hint == "import the whole folder maFiles, in which it lies")
  }
}
