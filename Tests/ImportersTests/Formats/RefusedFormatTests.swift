import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `A backup that nobody but its app can open` {
  private func explanation(of document: ImportDocument) throws -> Explanation? {
    let recognised = try Importers.recognise(document)
    do {
      _ = try recognised.read(into: SecretArena(), password: Secret(text: "password"))
    } catch .refused(let explanation) {
      return explanation
    }
    return nil
  }

  @Test func `is Bitwarden's, where it is restricted to the account`() throws {
    let text = #"{"encrypted": true, "folders": [], "items": [{"name": "2.a|b|c"}]}"#
    let explanation = try explanation(of: ImportDocument(Secret(text: text)))
    #expect(explanation?.message.contains("the account that made it") ?? false)
    #expect(explanation?.hint.contains("export again") ?? false)
  }

  @Test(arguments: ["", "cccccc", "ccccccbcgujh"])
  func `is none of Yubico's, since a key keeps its secrets`(identity: String) throws {
    let code = identity + "ingjrdejhgfnuetrgigvejhhgbkugded\r\n"
    let explanation = try explanation(of: ImportDocument(Secret(text: code)))
    #expect(explanation?.message.contains("YubiKey") ?? false)
    #expect(explanation?.hint.contains("anew") ?? false)
  }

  @Test func `is Proton Pass's, where it is encrypted with PGP`() throws {
    let message = Secret(text: "\n-----BEGIN PGP MESSAGE-----\n\nwV4D\n-----END PGP MESSAGE-----\n")
    let archive = ImportDocument(
      members: [ImportMember(name: "Proton Pass/data.pgp", content: message)])
    let packets: [[UInt8]] = [
      [0x85, 1, 12, 3, 1, 2, 3, 4, 5, 6, 7, 8, 1], [0xC1, 94, 3, 1, 2, 3, 4, 5, 6, 7, 8, 18],
      [0x8C, 13, 4, 9, 3, 8, 1, 2, 3, 4, 5, 6, 7, 8, 255],
    ]
    let binary = packets.map {
      ImportDocument(Secret(bytes: $0 + [UInt8](repeating: 0, count: 40)))
    }
    for document in [ImportDocument(message), archive] + binary {
      #expect(try explanation(of: document)?.message.contains("PGP") ?? false)
    }
  }
}
