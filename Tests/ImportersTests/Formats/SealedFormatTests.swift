import Fixtures
import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `A sealed backup` {
  private func text(_ format: String, _ file: String) throws -> (String, Secret) {
    let backup = try #require(Backup.all(of: format).first { $0.name.hasSuffix(file) })
    return (String(decoding: backup.bytes, as: UTF8.self), Secret(text: backup.password))
  }

  private func failure(_ text: String, _ password: Secret?) -> ImportError? {
    do {
      let recognised = try Importers.recognise(ImportDocument(Secret(text: text)))
      _ = try recognised.read(into: SecretArena(), password: password)
    } catch {
      return error
    }
    return nil
  }

  /// Where something else proves the password, a changed byte is not taken for a wrong password.
  @Test(arguments: [
    ("Bitwarden", "pbkdf2.json", "\"data\": \"2.", ImportError.damaged(.cipher)),
    ("Bitwarden", "pbkdf2.json", "NOT_EDIT\": \"2.", .wrongPassword),
    // Its reference opens with the password.
    ("2FAS", "encrypted-4.2fas", "\"servicesEncrypted\": \"", .damaged(.structure)),
    ("2FAS", "encrypted-4.2fas", "\"reference\": \"", nil),
    ("Proton Authenticator", "encrypted.json", "\"content\": \"", .wrongPassword),
    ("Ente Auth", "encrypted.json", "\"encryptedData\": \"", .wrongPassword),
  ])
  func `tells damage from a wrong password`(
    format: String, file: String, before: String, error: ImportError?
  ) throws {
    let (text, password) = try text(format, file)
    #expect(failure(text, password) == nil)
    let parts = text.split(separator: before, maxSplits: 1)
    let rest = try #require(parts.last)
    let first = rest.first == "A" ? "B" : "A"
    #expect(failure(parts[0] + before + first + rest.dropFirst(), password) == error)
  }

  @Test(arguments: [
    ("Bitwarden", "pbkdf2.json", "\"kdfIterations\": 5000", "\"kdfIterations\": 10000001"),
    ("Bitwarden", "argon2id.json", "\"kdfMemory\": 1", "\"kdfMemory\": 1025"),
    ("Bitwarden", "argon2id.json", "\"kdfMemory\": 1", "\"kdfMemory\": 9007199254740993"),
    ("Ente Auth", "encrypted.json", "\"memLimit\": 1048576", "\"memLimit\": 1073742848"),
    ("Authenticator browser extension", "version-3.json", "m=1024", "m=1048577"),
  ])
  func `may not ask for too much`(format: String, file: String, old: String, new: String) throws {
    let (text, _) = try text(format, file)
    let costly = text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    #expect(costly != text)
    #expect(failure(costly, nil) == .tooCostly)
  }

  @Test(arguments: [
    ("Bitwarden", "pbkdf2.json", "salt"), ("Bitwarden", "pbkdf2.json", "kdfIterations"),
    ("Bitwarden", "argon2id.json", "kdfParallelism"), ("Ente Auth", "encrypted.json", "opsLimit"),
    ("Ente Auth", "encrypted.json", "encryptionNonce"),
    ("Authenticator browser extension", "version-3.json", "salt"),
  ])
  func `without one of its parts is damaged`(format: String, file: String, part: String) throws {
    let (text, password) = try text(format, file)
    let torn = text.split(separator: "\"\(part)\"").joined(separator: "\"other\"")
    #expect(failure(torn, password) == .damaged(.structure))
  }
}
