import Secrets
import Testing

@testable import Importers

@Suite struct `JSON` {
  private func read(_ text: String) throws(JSONError) -> JSONValue {
    try read(Array(text.utf8))
  }

  private func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: bytes.span)
  }

  @Test(
    arguments: [
      ("null", .null), (" true\n", .flag(true)), ("false", .flag(false)), ("0", .integer(0)),
      ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
      ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .decimal("9223372036854775808")), ("1.50", .decimal("1.50")),
      ("-1e+400", .decimal("-1e+400")), ("[]", .list([])), ("{ }", .object(JSONObject())),
      ("[1,[2] , \"3\"]", .list([.integer(1), .list([.integer(2)]), .text("3")])),
      (#""a\"\\\/\b\f\n\r\t\u0041\u0000é""#, .text("a\"\\/\u{8}\u{C}\n\r\tA\0é")),
      (#""\ud83d\ude42\uD83D""#, .text("🙂\u{FFFD}")), (#""\ude42\u00e9""#, .text("\u{FFFD}é")),
      (#""\ud83d\u0041""#, .text("\u{FFFD}A")), ("\u{FEFF}1", .integer(1)),
    ] as [(String, JSONValue)])
  func `is read as RFC 8259 says`(text: String, value: JSONValue) throws {
    #expect(try read(text) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "truex", "01", "-", "1.", ".5", "1e", "+1", "0x1", "NaN", "'a'", "\"a", "\"\\",
    "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\t\"", "[1,]", "[1 2]", "[", "{\"a\"}", "{\"a\":}",
    "{\"a\":1,}", "{a:1}", "{\"a\":1", "1 2", "[]]", "// a\n1",
  ])
  func `is nothing else`(text: String) {
    #expect(throws: JSONError.self) { try read(text) }
  }

  @Test func `tells in which line it ends`() {
    #expect(throws: JSONError(line: 3)) { try read("{\n\"a\":\n]") }
  }

  @Test func `keeps the order of its members, and the last of two with one key`() throws {
    let value = try read(#"{"b":1,"a":2,"b":3}"#)
    #expect(value.object?.keys == ["b", "a"] && value["b"]?.integer == 3)
  }

  @Test func `repairs what is not UTF-8`() throws {
    #expect(try read([0x22, 0x61, 0xFF, 0x22]) == .text("a\u{FFFD}"))
  }

  @Test(arguments: [(64, true), (65, false), (100_000, false)])
  func `is no deeper than 64`(depth: Int, isRead: Bool) {
    let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(((try? read(lists)) != nil) == isRead)
    let objects = String(repeating: #"{"a":"#, count: depth) + "1"
    #expect(
      ((try? read(objects + String(repeating: "}", count: depth))) != nil) == isRead)
  }

  @Test func `has no more values than it may`() throws {
    let bytes = Array("[0,{\"a\":0},[],\"\"]".utf8)
    #expect(try JSONValue(parsing: bytes.span, mostValues: 6).list?.count == 4)
    #expect(throws: JSONError(line: 1)) { try JSONValue(parsing: bytes.span, mostValues: 5) }
  }

  @Test func `has members that may be missing or null`() throws {
    let value = try read(#"{"a":null,"b":{"c":["x"]}}"#)
    #expect(value["a"] == nil && value["z"] == nil && value["b"]?["c"]?[0]?.text == "x")
    #expect(value["b"]?["c"]?[1] == nil && value["b"]?[0] == nil && value["b"]?.text == nil)
  }

  @Test(
    arguments: [
      (.integer(6), .number(6)), (.text("6"), .number(6)), (.text(" 6 "), .number(6)),
      (.decimal("6.0"), .number(6)), (.decimal("3e1"), .number(30)), (.text("6.0"), .number(6)),
      (.null, .missing), (.text(""), .missing), (.text("null"), .missing),
      (.text("six"), .unreadable), (.decimal("6.5"), .unreadable), (.text("1e400"), .unreadable),
      (.text("nan"), .unreadable), (.decimal("1e99"), .unreadable), (.flag(true), .unreadable),
      (.list([]), .unreadable), (.integer(-1), .number(-1)),
    ] as [(JSONValue, LooseNumber)])
  func `has whole numbers in many spellings`(value: JSONValue, number: LooseNumber) {
    #expect(LooseNumber(value) == number)
  }

  @Test(
    arguments: [
      (.flag(true), true), (.integer(1), true), (.text("True"), true), (.text("0"), false),
      (.integer(0), false), (.integer(2), nil), (.text("yes"), nil), (.null, nil),
    ] as [(JSONValue, Bool?)])
  func `has flags in many spellings`(value: JSONValue, flag: Bool?) {
    #expect(value.flag == flag)
  }
}
