import Secrets
import Testing

@testable import Authenticator

/// The codes of a text as strings.
private func codes(_ text: String, asIs: Bool = false) -> [String] {
  BackupCodeText(Array(text.utf8).span, asIs: asIs).codes.map {
    String(decoding: $0.revealed, as: UTF8.self)
  }
}

@Suite
struct `A list of backup codes` {
  @Test(
    arguments: [
      ("12345678\n87654321\n", ["12345678", "87654321"]),
      ("1. 1234 5678\n2. 8765 4321", ["1234 5678", "8765 4321"]),
      ("01) abcd-efgh\n02) ijkl-mnop", ["abcd-efgh", "ijkl-mnop"]),
      ("(1) abcdefgh\n2: abcdefgi\n#3 abcdefgj", ["abcdefgh", "abcdefgi", "abcdefgj"]),
      ("1 abcdef\n2 ghijkl\n", ["abcdef", "ghijkl"]),
      ("1\tabcdef\n2\tghijkl\n", ["abcdef", "ghijkl"]),
      ("1.  abcdef   2.  ghijkl", ["abcdef", "ghijkl"]),
      (
        "* abcdef\n- ghijkl\n\u{2022} mnopqr\n[ ] stuvwx\n\u{2610} yzabcd",
        [
          "abcdef", "ghijkl", "mnopqr", "stuvwx", "yzabcd",
        ]
      ),
      ("abcd efgh  ijkl mnop\tqrst uvwx", ["abcd efgh", "ijkl mnop", "qrst uvwx"]),
      ("abcdef, ghijkl; mnopqr | stuvwx", ["abcdef", "ghijkl", "mnopqr", "stuvwx"]),
      ("\"abcdef\"\n'ghijkl'\n`mnopqr`", ["abcdef", "ghijkl", "mnopqr"]),
      ("abcd\u{2013}efgh\r\nijkl\u{A0}mnop\r\n", ["abcd-efgh", "ijkl mnop"]),
      ("\u{FEFF}abcdef\n\n\n  ghijkl  \n", ["abcdef", "ghijkl"]),
      ("123 456\n234 567", ["123 456", "234 567"]),
      ("a1b2 c3d4e\n", ["a1b2 c3d4e"]),
      ("dGhlIGtleQ==\nab_cd-ef\n", ["dGhlIGtleQ==", "ab_cd-ef"]),
      ("123\n45\n", []), ("", []), ("\n \n", []),
    ] as [(String, [String])])
  func `is read as a service prints it`(text: String, expected: [String]) {
    #expect(codes(text) == expected)
    #expect(BackupCodeText(Array(text.utf8).span).skipped.isEmpty)
  }

  @Test func `may stand in the midst of what else the service says`() {
    let text = """
      SAVE YOUR BACKUP CODES
      Keep these backup codes somewhere safe.

      1. 2915 3021\t\t6. 1111 2222
      2. 2916 3022\t\t7. 1111 2223

      (user@example.com)

      * You can only use each backup code once.
      * These codes were generated on: Nov 21, 2026.
      """
    #expect(codes(text) == ["2915 3021", "1111 2222", "2916 3022", "1111 2223"])
    let skipped = BackupCodeText(Array(text.utf8).span).skipped
    #expect(Set(skipped.map(\.line)) == [1, 2, 7, 9, 10])
    #expect(skipped.allSatisfy { $0.reason == .prose || $0.reason == .tooShort })
  }

  @Test(
    arguments: [
      ("ab1", .tooShort), ("a-b-1", .tooShort), (String(repeating: "x1", count: 65), .tooLong),
      ("keep it safe", .prose), ("https://example.com", .prose),
      ("\u{43A}\u{43E}\u{434}123", .prose),
      ("abc\u{1B}[31m", .prose),
    ] as [(String, BackupCodeText.Reason)])
  func `leaves out what is no code, and says why`(line: String, reason: BackupCodeText.Reason) {
    let read = BackupCodeText(Array("abcdef\n\(line)\n".utf8).span)
    #expect(read.codes.count == 1)
    #expect(read.skipped == [BackupCodeText.Skipped(line: 2, reason: reason)])
  }

  @Test func `is taken line by line where it is said to`() {
    let text = "1. keep, them  safe\n\n  ab  \r\n"
    #expect(codes(text, asIs: true) == ["1. keep, them  safe", "ab"])
  }

  /// Whatever the bytes, nothing traps, and every code is one.
  @Test func `may be any bytes`() {
    var generator = SeededGenerator(seed: 7)
    let alphabet: [UInt8] =
      Array("1a -.)(*[]\"\t\n\r,".utf8) + [0, 0xC2, 0xA0, 0xE2, 0x80, 0x90, 0xFF]
    for _ in 0..<3000 {
      let count = Int.random(in: 0...24, using: &generator)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      for asIs in [false, true] {
        #expect(BackupCodeText(bytes.span, asIs: asIs).codes.allSatisfy(BackupCode.isCode))
      }
    }
  }
}
