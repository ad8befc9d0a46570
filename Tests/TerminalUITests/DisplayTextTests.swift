import Testing

@testable import TerminalUI

@Suite struct DisplayTextTests {
  @Test(arguments: ["", "GitHub", "alice@example.com", "日本銀行", "Ärger Œuvre", "🇩🇪 😀", "한국 ประเทศ"])
  func `ordinary names are unchanged`(name: String) {
    #expect(DisplayText.escaped(name) == name)
  }

  @Test(arguments: [
    ("\u{1B}]52;c;aGk=\u{7}", "�]52;c;aGk=�"),  // OSC 52 replaces the clipboard
    ("\u{9B}31m", "�31m"),  // C1 CSI
    ("a\nb\rc\td", "a�b�c�d"),
    ("a\u{7F}\u{0}", "a��"),
    ("a\u{85}\u{2028}\u{2029}b", "a���b"),
    ("\u{202E}moc.elgoog\u{202C}", "�moc.elgoog�"),  // right-to-left override
    ("\u{2066}\u{2067}\u{2068}\u{2069}\u{200E}\u{200F}\u{61C}", "�������"),
    ("Git\u{200B}Hub\u{200D}\u{FEFF}", "Git�Hub��"),
    ("soft\u{AD}hyphen", "soft�hyphen"),
    ("\u{3164}\u{FFA0}\u{115F}\u{1160}\u{34F}\u{FE0F}\u{E0100}\u{180E}", "��������"),
    ("\u{E000}\u{F0000}", "��"),  // private use
    ("\u{378}\u{FFFE}\u{10FFFF}", "���"),  // unassigned
    ("\u{E0041}\u{E007F}", "��"),  // tags
  ])
  func `what a terminal must not get is replaced, scalar by scalar`(raw: String, drawn: String) {
    #expect(DisplayText.escaped(raw) == drawn)
    #expect(DisplayText.escaped(drawn) == drawn)
  }

  @Test(arguments: [
    ("👩‍👩‍👧‍👦 home", "👩👩👧👦 home"), ("👍🏽", "👍"), ("👩🏽‍💻", "👩💻"), ("❤️ Health", "❤ Health"),
    ("1️⃣", "1\u{20E3}"), ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴"), ("🏳️‍🌈", "🏳🌈"), ("🏽", "�"), ("a🏽", "a�"),
  ])
  func `what joins or varies emoji is left out, since each terminal does that in its own way`(
    raw: String, drawn: String
  ) {
    #expect(DisplayText.escaped(raw).unicodeScalars.elementsEqual(drawn.unicodeScalars))
    #expect(DisplayText.escaped(drawn).unicodeScalars.elementsEqual(drawn.unicodeScalars))
    #expect(DisplayText.columns(of: raw) == DisplayText.columns(of: drawn))
  }

  @Test func `a character keeps two combining marks`() {
    let zalgo = "e" + String(repeating: "\u{301}", count: 1000) + "x"
    #expect(
      DisplayText.escaped(zalgo).unicodeScalars.elementsEqual("e\u{301}\u{301}x".unicodeScalars))
  }

  @Test func `a combining mark at the start joins nothing of ours`() {
    #expect(DisplayText.escaped("\u{301}a") == "�a")
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("日本銀行", 8, "日本銀行"),
    ("日本銀行", 7, "日本銀…"), ("日本銀行", 6, "日本…"), ("日", 1, "…"), ("a", 0, ""), ("a", -1, ""),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func `a long text is cut between two characters`(text: String, limit: Int, drawn: String) {
    #expect(DisplayText.escaped(text, columns: limit) == drawn)
    #expect(DisplayText.columns(of: drawn) <= max(0, limit))
  }

  @Test(arguments: 0...12)
  func `a fitted text is exactly as wide as its column`(columns: Int) {
    for text in ["", "ab", "日本銀行", "a日本", "e\u{301}日\n\u{1B}x", "👩‍👩‍👧"] {
      #expect(DisplayText.columns(of: DisplayText.fitted(text, columns: columns)) == columns)
    }
  }

  @Test(arguments: [
    ("12345", "12345"), ("123456", "123 456"), ("1234567", "123 4567"),
    ("12345678", "1234 5678"), ("123456789", "123 456 789"), ("1234567890", "12345 67890"),
    ("2B3CD", "2B3CD"), ("1", "1"), ("", ""),
  ])
  func `codes are grouped as people read them`(code: String, grouped: String) {
    #expect(DisplayCode.grouped(code) == grouped)
  }
}
