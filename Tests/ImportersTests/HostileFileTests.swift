import Authenticator
import Fixtures
import Secrets
import TestSupport
import Testing

@testable import Importers

/// Files that would take hours, or all memory, if a reader went through them once for each of their
/// parts. They are small, so that this takes seconds here where it is right, and minutes where not.
@Suite struct `A hostile file` {
  private static let size = 1 << 17
  private static let limit = Duration.seconds(30)

  private static func repeated(_ part: String, behind start: String = "") -> [UInt8] {
    Array((start + String(repeating: part, count: size / part.utf8.count)).utf8)
  }

  private static let files = [
    repeated("["), repeated("{\"a\":"), repeated("<a>"), repeated("<tr"), repeated("a,"),
    repeated("\"\"", behind: "a,b\n\""), repeated("-"), repeated("US-"),
    repeated("<tr", behind: "<th>QR Code</th>"), repeated("<td", behind: "<th>QR Code</th><tr>"),
    repeated("<p", behind: "<p class=\"otp-entry\""), repeated("class=\"otp-entry\"", behind: "<"),
    repeated(",otpauth://"), repeated(",otpauth://totp/a ", behind: "otpauth://codedisplay="),
    repeated("a: b\n- "), repeated("\n\n", behind: "x"), repeated("é"), repeated("a \n"),
    repeated("<!ENTITY a \"b\">", behind: "<?xml version=\"1.0\"?><!DOCTYPE a ["),
    repeated("&amp;", behind: "<a>otpauth://"), repeated("%41", behind: "otpauth://totp/"),
    repeated("\"a\":[],", behind: "{"),
    repeated("{\"secret\":\"A\",\"label\":1,\"type\":1},", behind: "["),
  ]

  @Test(arguments: files.indices) func `is refused or read in little time`(index: Int) {
    let time = ContinuousClock().measure { _ = try? read(Self.files[index]) }
    #expect(time < Self.limit)
  }

  private static let texts = [
    "{\"servicesEncrypted\":\"\(String(repeating: "AAAA:", count: 5_000))\"}",
    "{\"encrypted\":true,\"passwordProtected\":true,\"data\":\"2.\(String(repeating: "A|", count: 5_000))\"}",
    "{\"k\":{\"dataType\":\"Key\",\"id\":\"k\",\"salt\":\"s\",\"hash\":\"\(String(repeating: "$a", count: 5_000))\"},"
      + "\"e\":{\"dataType\":\"EncOTPStorage\",\"data\":\"A\"}}",
  ]

  @Test(arguments: texts.indices) func `with too many parts in one text is damaged`(index: Int) {
    #expect {
      let recognised = try Importers.recognise(ImportDocument(Secret(text: Self.texts[index])))
      _ = try recognised.read(into: SecretArena(), password: Secret(text: "password"))
    } throws: { error in
      if case .damaged? = error as? ImportError { true } else { false }
    }
  }

  /// Each slot is affordable; all of them are not.
  @Test func `may not ask for one costly key after the other`() throws {
    let slot =
      #"{"type":1,"key":"00","key_params":{"nonce":"00","tag":"00"},"n":131072,"r":16,"p":8,"salt":"00"}"#
    let slots = Array(repeating: slot, count: 1000).joined(separator: ",")
    let text =
      "{\"version\":1,\"header\":{\"slots\":[\(slots)],\"params\":{\"nonce\":\"00\",\"tag\":\"00\"}},\"db\":\"AAAA\"}"
    var derivations = 0
    let context = ImportContext(
      arena: SecretArena(), password: Secret(text: "password"),
      derive: { (_, _, _, length) throws(ImportError) in
        derivations += 1
        return Secret(bytes: [UInt8](repeating: 7, count: length))
      })
    let recognised = try Importers.recognise(ImportDocument(Secret(text: text)))
    #expect(throws: ImportError.self) { try recognised.read(context) }
    #expect((1..<100).contains(derivations))
  }

  /// Java's maps may refer to one long text from any number of places.
  @Test func `may not have one long text a million times`() throws {
    let backup = try #require(Backup.all(of: "FreeOTP 2").first { $0.entries.count > 5 })
    let end = backup.bytes.count - 1
    func text(_ text: String) -> [UInt8] {
      [0x74, UInt8(text.utf8.count >> 8), UInt8(text.utf8.count & 255)] + Array(text.utf8)
    }
    func reference(_ handle: Int) -> [UInt8] {
      [0x71, 0, 0x7E, UInt8(handle >> 8), UInt8(handle & 255)]
    }
    let map = try #require(JavaStringMap(backup.bytes))
    let next = 2 + map.entries.count * 2
    let long: [UInt8] =
      [0x7C, 0, 0, 0, 0, 0, 2, 0, 0] + [UInt8](repeating: UInt8(ascii: "["), count: 2 << 16)
    let many = (0..<5_000).flatMap { text("x\($0)-token") + reference(next + 1) }
    let bytes = Array(backup.bytes[..<end]) + text("a-token") + long + many + [0x78]
    let result = try Importers.recognise(ImportDocument(Secret(bytes: bytes)))
      .read(into: SecretArena(), password: Secret(text: backup.password))
    #expect(result.skipped.count >= 5_001)
    #expect(!result.accounts.isEmpty)
  }
}
