import Fixtures
import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `A backup in an archive` {
  /// The format, its backup as it is beside `expected.tsv`, and where it lies in the archive.
  static let backups = [
    ("1Password", "export.data", "export.data"),
    ("Proton Pass", "one-vault.json", "Proton Pass/data.json"),
    ("Proton Pass", "two-vaults.json", "Proton Pass/data.json"),
    ("Raivo OTP", "raivo-otp-export.json", "raivo-otp-export.json"),
    ("Raivo OTP", "raivo-otp-export.json", "some folder/raivo-otp-export.json"),
  ]

  @Test(arguments: backups)
  func `gives what it gives alone`(format: String, file: String, path: String) throws {
    let backup = try #require(Backup.all(of: format).first { $0.name.hasSuffix(file) })
    let content = Secret(bytes: backup.bytes)
    let other = ImportMember(name: "files/a.txt", content: Secret(text: "an attachment"))
    let archive = ImportDocument(members: [other, ImportMember(name: path, content: content)])
    let (alone, packed) = (ImportDocument(content), archive)
    #expect(try Importers.recognise(packed).name == format)
    let expected = try Importers.recognise(alone).read(into: SecretArena())
    let read = try Importers.recognise(packed).read(into: SecretArena())
    #expect(read.accounts == expected.accounts && !read.accounts.isEmpty)
    #expect(read.skipped == expected.skipped && read.otherEntries == expected.otherEntries)
  }

  @Test(arguments: ["export.data", "Proton Pass/data.json", "raivo-otp-export.json"])
  func `that is no JSON is damaged`(path: String) throws {
    let member = ImportMember(name: path, content: Secret(text: "{"))
    let recognised = try Importers.recognise(ImportDocument(members: [member]))
    #expect(throws: ImportError.damaged(.structure)) { try recognised.read(into: SecretArena()) }
  }
}
