import Authenticator
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `What fob-unpack prints` {
  private static let archive = """
    member 5 3
    a.txt
    abc
    unreadable 5
    b.txt
    member 3 0
    d/e


    """
  private static let database = """
    table 4 3
    rows
    column 1
    A
    column 3
    b c
    column 0

    row
    null
    integer -5
    text 3
    x
    y
    row
    real 1.5
    blob 2
    zz
    text 0

    table 5 1
    empty
    column 1
    a

    """

  private func read(_ text: String) -> ImportDocument? { .unpacked(Secret(text: text)) }

  @Test func `is the files of an archive`() throws {
    let document = try #require(read(Self.archive + "end\n"))
    #expect(document.members.map(\.name) == ["a.txt", "d/e"])
    #expect(document.members.map(\.content) == [Secret(text: "abc"), Secret(text: "")])
    #expect(document.unreadable == ["b.txt"])
    #expect(document.member("e")?.name == "d/e" && document.member("txt") == nil)
  }

  @Test func `is the tables of a database`() throws {
    let document = try #require(read(Self.database + "end\n"))
    let table = try #require(document.table("rows"))
    #expect(table.columns == ["A", "b c", ""])
    #expect(
      table.rows == [
        [.null, .integer(-5), .text("x\ny")], [.real(1.5), .blob(Array("zz".utf8)), .text("")],
      ])
    #expect(table["B C", table.rows[0]]?.number == .number(-5) && table["a", table.rows[0]] == nil)
    #expect(document.table("empty")?.rows == [] && document.table("none") == nil)
  }

  @Test func `is nothing else`() {
    let whole = Self.archive + Self.database + "end\n"
    #expect(read(whole) != nil)
    for count in 0..<whole.utf8.count {
      #expect(read(String(decoding: Array(whole.utf8.prefix(count)), as: UTF8.self)) == nil)
    }
    for wrong in [
      "end\nmore", "end", "row\nend\n", "member 1 1\na\nend\n", "member -1 1\na\n\nend\n",
      "member 99999999999999999999 1\na\n\nend\n", "table 1 9223372036854775807\na\nend\n",
      "table 1 -1\na\nrow\nend\n", "column 1\na\nend\n", "other\nend\n", "unreadable\nend\n",
      "table 1 1\na\ncolumn 1\nb\nrow\nnull 1\nend\n", "table 1 1\na\ncolumn 1\nb\nrow\nend\n",
      "table 1 1\na\ncolumn 1\nb\nrow\ninteger x\nend\n",
    ] {
      #expect(read(wrong) == nil, "\(wrong)")
    }
  }
}

@Suite struct `An archive or a folder that is no backup of its own` {
  private let uri = "otpauth://totp/One:a?secret=JBSWY3DPEHPK3PXP"

  private func read(_ files: [String: String], password: String? = nil) throws -> ImportResult {
    let members = files.sorted { $0.key < $1.key }.map {
      ImportMember(name: $0.key, content: Secret(text: $0.value))
    }
    let recognised = try Importers.recognise(
      ImportDocument(members: members, unreadable: ["torn.txt"]))
    return try recognised.read(
      into: SecretArena(), password: password.map { Secret(text: $0) })
  }

  @Test func `gives what each of its files gives`() throws {
    let result = try read([
      "a.txt": uri, "b.csv": "Title,URL,Username,OTPAuth\nTwo,,b,\(uri)&issuer=Two",
      "c.png": "not text \u{1}", "d.json": "{\"torn\":",
    ])
    #expect(result.accounts.map(\.account.issuer) == ["One", "Two"] && result.otherEntries == 1)
    #expect(
      result.skipped == [
        SkippedEntry(name: "d.json", reason: .file(.damaged(.json(line: 1)))),
        SkippedEntry(name: "torn.txt", reason: .damagedPart),
      ])
  }

  @Test func `is none where nothing in it is known`() {
    #expect(throws: ImportError.unrecognised(.zip)) { try read(["a.txt": "text"]) }
  }
}
