import ChildProcesses
import Fixtures
import Testing

/// Reads a file that is made for the test.
private func convert(_ file: [UInt8]) async throws -> Finished {
  let script = #"f=$(mktemp); cat > "$f"; "$0" < "$f"; s=$?; rm "$f"; exit $s"#
  return try await run("/bin/sh", ["-c", script, program("fob-convert")], input: file)
}

private let code = #"{"payload": "otpauth://totp/First?secret=ORSXG5BAONSWG4TFOQ"}"# + "\n"

@Suite struct `A document that is not wholly read` {
  private func read(_ pages: [Document.Page]) async throws -> String {
    let result = try await convert(Document(pages: pages).bytes)
    #expect(result.end == .exited(0), "\(result.error)")
    return result.text
  }

  @Test func `has a code on its first page`() async throws {
    #expect(try await read([.code]) == code)
  }

  @Test func `is told by its number of pages`() async throws {
    let pages = [.code] + [Document.Page](repeating: .blank, count: 82)
    #expect(
      try await read(pages) == code + #"{"unseen": "only the first 60 of 83 pages were read"}"#
        + "\n")
  }

  /// The one has more pixels than are taken, the other more than the converter has room for.
  @Test(arguments: [4000, 14_400])
  func `keeps what stands before and after a page that is too large`(side: Int) async throws {
    let pages: [Document.Page] = [.blank, .init(side: side), .code]
    #expect(
      try await read(pages) == code + #"{"unseen": "1 of 3 pages is too large to be read"}"# + "\n")
  }

  /// The converter dies of it, and what it had not yet written is lost.
  @Test func `keeps what was read before the converter died`() async throws {
    let nested = Document.Page(
      content: String(repeating: "q ", count: 200_000) + String(repeating: "[", count: 200_000))
    let seen = try await read([.code, .code, nested, .code])
    #expect(seen.hasPrefix(code + #"{"unseen": "only "#), "\(seen)")
    #expect(seen.contains("of 4 pages"))
  }
}

@Suite(.serialized) struct `A converter, given what would harm it,` {
  @Test(arguments: Fixture.all(in: "Formats/converted"))
  func `ends, wherever the file breaks off`(fixture: Fixture) async throws {
    for share in 1...8 {
      let result = try await convert(Array(fixture.bytes.prefix(fixture.bytes.count * share / 9)))
      #expect(result.end == .exited(0) || result.end == .exited(6), "\(share)")
    }
  }

  /// A file that is damaged gives its code or none, never another.
  @Test(arguments: Fixture.all(in: "Formats/converted"))
  func `ends, whichever bits are turned over`(fixture: Fixture) async throws {
    var place: UInt64 = 5
    for round in 0..<16 {
      place = place &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var file = fixture.bytes
      // Most of what steers a decoder stands at the beginning.
      let reach = round % 2 == 0 ? file.count : min(file.count, 400)
      let bit = Int(place >> 33) % (reach * 8)
      file[bit / 8] ^= 1 << (bit % 8)
      let result = try await convert(file)
      #expect(result.end == .exited(0) || result.end == .exited(6), "bit \(bit)")
      let payloads = result.text.split(separator: "\n").filter { $0.hasPrefix(#"{"payload"#) }
      #expect(payloads.allSatisfy { "\($0)\n" == code }, "bit \(bit)")
    }
  }

  static let documents: [(name: String, file: [UInt8])] = {
    let plain = String(decoding: Document(pages: [.blank]).bytes, as: UTF8.self)
    return [
      ("a count that lies", Array(plain.replacing("/Count 1", with: "/Count 99999999").utf8)),
      ("a tree of pages in a circle", Array(plain.replacing("4 0 R]", with: "4 0 R 2 0 R]").utf8)),
      ("a page of no size", Document(pages: [.init(side: 0)]).bytes),
      ("20,000 pages", Document(pages: .init(repeating: .blank, count: 20_000)).bytes),
      (
        "runs of runs",
        Document(
          pages: [
            .init(
              filter: "[/RunLengthDecode/RunLengthDecode/RunLengthDecode/RunLengthDecode]",
              bytes: Array(repeatElement([129, 129], count: 500_000).joined()))
          ]
        ).bytes
      ),
    ]
  }()

  @Test(arguments: documents.indices)
  func `comes to an end with a document of ...`(index: Int) async throws {
    let result = try await convert(Self.documents[index].file)
    #expect(
      result.end == .exited(0) || result.end == .exited(6),
      "\(Self.documents[index].name): \(result.end)")
  }

  private static func svg(_ content: String, _ attributes: String = "") -> String {
    #"<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99" \#(attributes)>\#(content)</svg>"#
  }

  static let drawings = [
    svg("", #"viewBox="0 0 1 1000000000""#).replacing(
      #"height="99""#, with: #"height="1000000000""#),
    svg(String(repeating: "<g>", count: 200_000) + String(repeating: "</g>", count: 200_000)),
    svg(
      #"<g id="b0"><path d="M0 0h1v1z"/></g>"#
        + (1...9).map { level in
          let uses = String(repeating: ##"<use href="#b\##(level - 1)"/>"##, count: 10)
          return #"<g id="b\#(level)">\#(uses)</g>"#
        }.joined()),
    "<!DOCTYPE s [<!ENTITY a0 \"aaaaaaaaaa\">"
      + (1...9).map { level in
        "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
      }.joined() + "]>" + svg("<text>&a9;</text>"),
  ]

  @Test(arguments: drawings.indices)
  func `comes to an end with a drawing that grows`(index: Int) async throws {
    let result = try await convert(Array(Self.drawings[index].utf8))
    #expect(result.end == .exited(0) || result.end == .exited(6), "\(result.end)")
  }

  /// What is drawn would be black on white, and "too little contrast" would not be seen.
  @Test func `draws nothing of other files`() async throws {
    let outside = """
      <!DOCTYPE s [<!ENTITY p SYSTEM "file:///etc/passwd">]>
      """ + Self.svg(#"<text y="50">&p;</text><image href="file:///etc/passwd"/>"#)
    let result = try await convert(Array(outside.utf8))
    #expect(result.end == .exited(6) || result.text.contains(#""contrast": 0,"#), "\(result.text)")
  }
}
