import Authenticator
import Importers
import Secrets
import TestSupport
import Testing

private let one = "otpauth://totp/One:a?secret=JBSWY3DPEHPK3PXP&issuer=One"
private let two =
  "otpauth://totp/Two:b?secret=GEZDGNBVGY3TQOJQ&issuer=Two&algorithm=SHA256&digits=8&period=60"

/// Each account with all that another one's URI could change of it.
private func rows(_ result: ImportResult) -> [String] {
  result.accounts.map {
    let credential = $0.account.credential
    return "\($0.account.issuer):\($0.account.name) \(credential.secret.count) "
      + "\(credential.algorithm.rawValue) \(credential.digits) \(credential.period)"
  }
}

private let first = "One:a 10 SHA1 6 30"
private let second = "Two:b 10 SHA256 8 60"

@Suite struct `Several URIs on one line` {
  @Test(
    arguments: [
      " ", "\t", ";", "; ", ",", ", ", "|", " | ", "\u{B}", "\u{C}", "\r", "\r\r\n", "\u{85}",
      "\u{2028}", "\0", "", " and ", "\\n", "<br>", "\" \"", " # home ",
    ])
  func `are one account each, whatever stands between them`(separator: String) throws {
    let result = try read(one + separator + two)
    #expect(rows(result) == [first, second])
    #expect(result.skipped == [])
    #expect(rows(try read(two + separator + one)) == [second, first])
  }

  @Test func `may be those of a QR code`() throws {
    let code = Array("\(one) \(two)".utf8)
    let result = try Importers.read(code.span, isCode: true, into: SecretArena())
    #expect(rows(result) == [first, second])
  }

  @Test func `may be of any kind`() throws {
    var code = MigrationCode()
    code.add(name: "c", issuer: "Three")
    let steam = "steam://JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    let result = try read("\(one) \(code.uri);\(steam) motp://Four:d?secret=e3152afee62599c8")
    #expect(result.accounts.map(\.account.issuer) == ["One", "Three", "Steam", "Four"])
  }
}

@Suite struct `Text behind a URI` {
  @Test(arguments: ["# home", "// home", "- at home", "(home)", "| home", "\thome", "\"", ",", ";"])
  func `is no part of it`(text: String) throws {
    let result = try read("\(one) \(text)")
    #expect(rows(result) == [first])
  }

  @Test func `is told where it may be a part of the name`() throws {
    let read = try #require(try read("\(one) home\n").accounts.first)
    #expect(read.account.issuer == "One" && read.warnings == [.textBehind])
  }

  @Test(
    arguments: [
      "otpauth://totp/One:a?secret=JBSWY3DPEHPK3PXP home", "steam://JBSWY3DPEHPK3PXP home",
      "otpauth://totp/One:a?secret=JBSWY3DP\u{0}EHPK3PXP",
      "otpauth://totp/One:a?secret=JBSWY3DP\tEHPK3PXP&issuer=One",
    ])
  func `is never taken for a part of a secret, nor a secret cut there`(line: String) throws {
    let result = try read("\(two)\n\(line)")
    #expect(rows(result) == [second])
    #expect(result.skipped.map(\.reason) == [.account(.unclearSecret)])
    #expect(result.skipped.map(\.line) == [2])
  }

  @Test(
    arguments: [
      "otpauth://totp/My Bank:a b?secret=JBSW Y3DP EHPK 3PXP&issuer=My Bank",
      "otpauth://totp/My%20Bank:a b?issuer=My Bank&secret=JBSW Y3DP EHPK 3PXP",
      "otpauth://totp/a b?secret=jbsw y3dp ehpk 3pxp&issuer=My Bank&digits=6",
    ])
  func `is not what has spaces of its own`(line: String) throws {
    let read = try #require(try read("\(line)\n\(two)").accounts.first)
    #expect(read.account.issuer == "My Bank" && read.account.name == "a b")
    #expect(read.account.credential.secret.count == 10 && read.warnings == [])
  }

  @Test func `may have any spaces in a QR code, which has nothing else in it`() throws {
    let code = Array("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&issuer=My Bank".utf8)
    let result = try Importers.read(code.span, isCode: true, into: SecretArena())
    #expect(result.accounts.map(\.account.issuer) == ["My Bank"])
  }
}

@Suite struct `A URI among other text` {
  @Test(
    arguments: [
      "- URI", "* [x] URI", "1) URI", "  2. URI", "\"URI\"", "'URI'", "<URI>", "(URI)", "`URI`",
      "**URI**", "One: URI", "[One](URI)", "One,URI,2024", "One;URI;2024", "One\tURI\tx",
      "export ONE=\"URI\"", "<li>URI</li>", "<a href=\"URI\">One</a>", "{\"a\": \"URI\"}",
      "[\"URI\"]", "{\"a\": [{\"URI\": 1}]}", "{\"note\": \"One URI # home\"}",
    ])
  func `is read`(text: String) throws {
    let texts = text.split(separator: "URI", maxSplits: 1, omittingEmptySubsequences: false)
    for (uri, row) in [(one, first), (two, second)] {
      let result = try read("\(texts[0])\(uri)\(texts[1])\n")
      #expect(rows(result) == [row])
      #expect(result.skipped == [])
    }
  }

  @Test func `may be escaped as JSON escapes it, or as a page does`() throws {
    let escaped = two.split(separator: "/", omittingEmptySubsequences: false)
      .joined(separator: "\\/").split(separator: "&").joined(separator: "\\u0026")
    #expect(rows(try read("{\"uri\": \"\(escaped)\"}")) == [second])
    let page = two.split(separator: "&").joined(separator: "&amp;")
    #expect(rows(try read("<p>\(page)</p>")) == [second])
    #expect(rows(try read(page)) == [second])
  }

  @Test func `is named where it cannot be read`() throws {
    let result = try read("Codes\n\n- \(one)\n- otpauth://totp/Bad:x?secret=!\n")
    #expect(rows(result) == [first])
    let bad = SkippedEntry(line: 4, name: "Bad:x", reason: .account(.badSecret))
    #expect(result.skipped == [bad])
  }

  @Test(arguments: [
    "Use otpauth://totp/ for it", "steam://rungameid/440", "otpauth:// is a scheme",
  ])
  func `is none where the text only tells of such URIs`(text: String) {
    #expect(throws: ImportError.unrecognised(.text)) { try read("About\n- \(text)") }
  }

  @Test func `leaves damaged JSON damaged`() {
    #expect(throws: ImportError.damaged(.json(line: 1))) { try read("{\"a\": \"\(one)\"") }
  }

  /// An entry of pass has one URI, and a first line that is none.
  @Test(arguments: ["My codes\n\(one)\nTwo: \(two)", "My codes\n\(one)\n- \(two)\n"])
  func `is no entry of pass beside another`(text: String) throws {
    #expect(rows(try read(text)) == [first, second])
  }
}

@Suite struct `A name` {
  @Test(
    arguments: ["x secret=JBSWY3DPEHPK3PXP", "x otpauth://totp/x", "x OTPAUTH-MIGRATION://offline"])
  func `that would show a secret is refused, and not told`(name: String) throws {
    let csv = "issuer,username,totp\n\(name),alice,JBSWY3DPEHPK3PXP\nTwo,b,GEZDGNBVGY3TQOJQ\n"
    let result = try read(csv)
    #expect(result.accounts.map(\.account.issuer) == ["Two"])
    let refused = SkippedEntry(entry: 2, reason: .account(.secretInName))
    #expect(result.skipped.map(\.reason) == [refused.reason])
    #expect(result.skipped.map(\.name) == [""])
  }
}

@Suite struct `What Ente adds to a URI` {
  private static let display =
    "%7B%22pinned%22%3Atrue%2C%22note%22%3A%22n%22%2C%22tags%22%3A%5B%22t%22%5D%7D"
  private static let uri = one + "&codeDisplay=" + display
  private static let trashed = two + "&codeDisplay=%7B%22trashed%22%3Atrue%7D"

  @Test(
    arguments: [
      "\(uri)\n\(trashed)", "\u{FEFF}\(uri)\n\(trashed)", "# mine\n\(uri)\n\(trashed)",
      "Codes\n- \(uri)\n- \(trashed)", "\(uri),\(trashed)", "\"\(uri),\(trashed)\"",
      "[\"\(uri)\", \"\(trashed)\"]", "\(uri)\n\(trashed)\n\0",
    ])
  func `is kept, whatever stands around it`(text: String) throws {
    try check(read(text))
  }

  @Test func `is kept beside a byte that is not UTF-8`() throws {
    let bad = Array("\notpauth://totp/Caf".utf8) + [0xE9] + Array("?secret=JBSWY3DPEHPK3PXQ".utf8)
    let result = try read(Array("\(Self.uri)\n\(Self.trashed)".utf8) + bad)
    try check(result)
    #expect(result.accounts.last?.warnings == [.repairedText])
    #expect(result.accounts.count == 3)
  }

  @Test func `may be JSON as it stands`() throws {
    let result = try read("\(one)&codeDisplay={\"pinned\":true,\"note\":\"a, b\"}\n\(Self.trashed)")
    #expect(result.accounts.map(\.account.note) == ["a, b", ""])
    #expect(result.accounts.map(\.isTrashed) == [false, true])
  }

  private func check(_ result: ImportResult) throws {
    let read = try #require(result.accounts.first)
    #expect(read.account.note == "n" && read.account.tags == ["t"] && read.account.isPinned)
    #expect(read.account.parameters == [:])
    #expect(result.accounts.prefix(2).map(\.isTrashed) == [false, true])
  }
}
