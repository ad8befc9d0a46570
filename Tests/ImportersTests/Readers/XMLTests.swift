import Testing

@testable import Importers

@Suite struct `XML` {
  private func root(_ text: String) throws(XMLError) -> XMLElement {
    let bytes = Array(text.utf8)
    return try XMLElement.root(of: bytes.span)
  }

  @Test func `has elements with attributes, text and children`() throws {
    let root = try root(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <!-- a comment -->
      <a x="1" y="&lt;&#38;"><b>one<![CDATA[ & ]]>two</b><c/><b>three</b></a>
      """)
    #expect(root.name == "a" && root.attributes == ["x": "1", "y": "<&"])
    #expect(root["b"]?.text == "one & two" && root.all("b").map(\.text) == ["one & two", "three"])
    #expect(root["c"]?.children == [] && root["d"] == nil)
  }

  @Test func `may be Latin-1 or UTF-16 where it says so`() throws {
    let latin: [UInt8] =
      Array("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>".utf8) + [0xE9]
      + Array("</a>".utf8)
    #expect(try XMLElement.root(of: latin.span).text == "é")
    let wide: [UInt8] =
      [0xFF, 0xFE] + Array("<a>é</a>".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try XMLElement.root(of: wide.span).text == "é")
  }

  @Test(arguments: ["", "text", "<a>", "<a></b>", "<a/><b/>", "<a>&unknown;</a>", "<a x=1/>"])
  func `is nothing else`(text: String) {
    #expect(throws: XMLError.self) { try root(text) }
  }

  @Test func `tells in which line it ends`() {
    #expect(throws: XMLError(line: 2)) { try root("<a>\n</b>") }
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % x \"y\">]><a/>",
  ])
  func `declares no entities`(text: String) {
    #expect(throws: XMLError(line: 1)) { try root(text) }
  }

  @Test func `may name a document type that is never fetched`() throws {
    #expect(try root("<!DOCTYPE map SYSTEM \"http://example.com/x.dtd\"><map/>").name == "map")
  }

  @Test(arguments: [(128, true), (129, false), (100_000, false)])
  func `is no deeper than 128`(depth: Int, isRead: Bool) {
    let text = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    #expect(((try? root(text)) != nil) == isRead)
  }

  @Test func `has no more elements than it may`() throws {
    let bytes = Array("<a><b><c/></b><d/></a>".utf8)
    #expect(try XMLElement.root(of: bytes.span, mostElements: 4).children.count == 2)
    #expect(throws: XMLError(line: 1)) { try XMLElement.root(of: bytes.span, mostElements: 3) }
  }
}

@Suite struct `A table of HTML` {
  @Test func `has rows of cells with text and pictures`() {
    let rows = HTMLTable.rows(
      of: """
        <html><title>t</title><table><tr><th>A</th><TH>B &amp; C</TH></tr>
        <tr class="x"><td> 1 <b>2</b></td><td><img alt='' src="data:,x"/></td><td></td></tr>
        <tr><td>last</td></tr></table><p>after</p></html>
        """)
    #expect(rows.map { $0.map(\.text) } == [["A", "B & C"], ["1 2", "", ""], ["last"]])
    #expect(rows[1].map(\.picture) == [nil, "data:,x", nil])
  }

  @Test(arguments: [
    "", "<", "<tr", "<td>x", "text", "<tr><td", "<tr><td><img src=", "<thead>x", "<tr><td<td>",
    "<tr <tr><td>",
  ])
  func `may be none, or break off`(text: String) {
    #expect(HTMLTable.rows(of: text).allSatisfy { $0.allSatisfy { $0.text.isEmpty } })
  }
}

@Suite struct `The text of HTML` {
  @Test func `is what stands between tags`() {
    let pieces = HTMLText.pieces(
      of: "<p>one &amp; two</p>\n<code>otpauth://totp/A?x=1&amp;y=%3D</code><br>three")
    #expect(pieces == ["one & two", "otpauth://totp/A?x=1&y=%3D", "three"])
  }

  @Test(arguments: [
    ("&lt;&gt;&quot;&apos;&nbsp;", "<>\"' "), ("&#38;&#x26;&#X26;", "&&&"), ("&#233;", "é"),
    ("&", "&"), ("&;", "&;"), ("&unknown;", "&unknown;"), ("a&b;c", "a&b;c"), ("&#0;", "\0"),
    ("&#xD800;", "&#xD800;"), ("&#99999999;", "&#99999999;"), ("&amp", "&amp"),
    ("&amp;amp;", "&amp;"), ("x & y; z", "x & y; z"),
  ])
  func `has entities`(text: String, decoded: String) {
    #expect(HTMLText.decoded(text[...]) == decoded)
  }
}
