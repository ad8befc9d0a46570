import Secrets
import Testing

@testable import Authenticator

@Suite
struct `A recovery key` {
  /// Of the bytes 00 01 ... 13. From Python: 160 bits of key, then the first 20 bits of
  /// `hashlib.blake2b(b"fob recovery key v1" + KEY, digest_size=32)`, in base32.
  private static let text = "AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4IB-CEQT-ZPEK"
  private static let key = Array(0..<20) as [UInt8]

  private static func read(_ text: String) throws(RecoveryKeyError) -> [UInt8] {
    try RecoveryKey(typed: Array(text.utf8).span).bytes.withBytes { bytes in
      bytes.indices.map { bytes[$0] }
    }
  }

  private static func error(in text: String) -> RecoveryKeyError? {
    do throws(RecoveryKeyError) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    text, "aaaq-eaye-auda-ocaj-bifq-ydio-b4ib-ceqt-zpek", "AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTZPEK",
    "AAAQ EAYE AUDA OCAJ BIFQ YDIO B4IB CEQT ZPEK", " AAAQ--EAYEAUDAOCAJ BIFQYDIOB4IBCEQTZPEK - ",
    "AAAQ-EAYE-AUDA-0CAJ-81FQ-YD10-84I8-CEQT-ZPEK", "aAaQ-eAyE-aUdA-oCaJ-bIfQ-yDiO-b4iB-cEqT-zPeK",
  ])
  func `is read however it is typed`(text: String) throws {
    #expect(try Self.read(text) == Self.key)
  }

  @Test func `is written as nine groups of four`() throws {
    let key = try RecoveryKey(typed: Array(Self.text.utf8).span)
    #expect(key.text.withBytes { text in text.indices.map { text[$0] } } == Array(Self.text.utf8))
  }

  /// From Python: `hashlib.blake2b(b"fob recovery key v1" + bytes(range(16)), digest_size=32,
  /// key=bytes(range(20)))`.
  @Test func `gives its slot the key that VaultFormat describes`() throws {
    let key = try RecoveryKey(typed: Array(Self.text.utf8).span)
    let slotKey = key.slotKey(salt: Array(0..<16))
    #expect(
      slotKey.withBytes { bytes in bytes.indices.map { bytes[$0] } }
        == Sample.bytes("66e8cce2b30e7839784a8c216c39e880b68015f77b918219a0ca463091dc99c8"))
  }

  @Test func `that is new reads as it is written`() throws {
    for _ in 0..<50 {
      let key = RecoveryKey()
      let read = try key.text.withBytes { (text) throws(RecoveryKeyError) in
        try RecoveryKey(typed: text)
      }
      #expect(
        read.bytes.withBytes { bytes in bytes.indices.map { bytes[$0] } }
          == key.bytes.withBytes { bytes in bytes.indices.map { bytes[$0] } })
    }
  }

  @Test func `with one letter changed is mistyped`() {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let letters = Array(Self.text.filter { $0 != "-" })
    for (position, letter) in letters.enumerated() {
      var changed = letters
      let digit = (digits.firstIndex(of: letter) ?? 0) ^ 1
      changed[position] = digits[digit]
      #expect(Self.error(in: String(changed)) == .mistyped, "letter \(position)")
    }
  }

  @Test func `with two neighbours swapped is mistyped`() {
    let letters = Array(Self.text.filter { $0 != "-" })
    for position in 0..<35 where letters[position] != letters[position + 1] {
      var changed = letters
      changed.swapAt(position, position + 1)
      #expect(Self.error(in: String(changed)) == .mistyped, "letter \(position)")
    }
  }

  @Test(arguments: ["", "-", "A", String(text.dropLast()), text + "A", text + text])
  func `of another length is refused`(text: String) {
    #expect(Self.error(in: text) == .wrongLength)
  }

  @Test(arguments: ["9", "!", "\n", "\t", "\0", "=", "é", "А"])
  func `with a foreign character is refused`(character: String) {
    #expect(Self.error(in: character + Self.text.dropFirst()) == .foreignCharacter)
  }
}
