import Testing

@testable import fob

@Suite struct `A plain question for a code` {
  private static let words = [
    "code", "github", "a b", "", "--vault", "/v.fob", "--password-fd", "--recovery-key-fd", "3",
    "-1", "99999999999", "x", "--next", "--json", "--at", "59", "--", "--vault=/v.fob", "-h",
    "--key-file",
  ]

  @Test(arguments: [
    ["code", "github"], ["code", "github", "--recovery-key-fd", "3"],
    ["code", "--vault", "/v.fob", "--password-fd", "4", "a b"], ["code", ""],
    ["code", "github", "--key-file", "/k", "--password-fd", "4"],
  ])
  func `is read without the parser`(arguments: [String]) {
    #expect(CodeRequest(plain: arguments[...]) != nil)
  }

  @Test(arguments: [
    ["list", "github"], ["code"], ["code", "a", "b"], ["code", "a", "--next"],
    ["code", "a", "--vault"], ["code", "a", "--password-fd", "x"], ["code", "a", "--vault=/v.fob"],
    ["code", "a", "--vault", "/1", "--vault", "/2"], ["code", "--help"],
  ])
  func `is the parser's where it is not plain`(arguments: [String]) {
    #expect(CodeRequest(plain: arguments[...]) == nil)
  }

  @Test func `is read as the parser reads it, whatever the words`() throws {
    var generator = SystemRandomNumberGenerator()
    var read = 0
    for _ in 0..<3000 {
      let count = Int.random(in: 0...6, using: &generator)
      let words = ["code"] + (0..<count).map { _ in Self.words.randomElement() ?? "" }
      guard let plain = CodeRequest(plain: words[...]) else { continue }
      read += 1
      let parsed = try #require(try Fob.parse(words[...]) as? GetCode, "\(words)")
      #expect(plain == parsed.request, "\(words)")
    }
    #expect(read > 50)
  }
}
