import Secrets
import Testing

@testable import Authenticator

@Suite struct `A pairing code` {
  private func text(_ code: borrowing PairingCode) -> String {
    code.text.withBytes { text in
      String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
    }
  }

  private func fault(of text: String) -> PairingCodeError? {
    do throws(PairingCodeError) {
      _ = try PairingCode(typed: Array(text.utf8).span)
      return nil
    } catch {
      return error
    }
  }

  @Test func `is twelve words of four letters`() {
    let words = text(PairingCode()).split(separator: " ")
    #expect(words.count == 12)
    #expect(words.allSatisfy { $0.count == 4 && $0.allSatisfy(\.isLowercase) })
  }

  @Test func `reads what it shows`() throws {
    for _ in 0..<200 {
      let code = PairingCode()
      let typed = try PairingCode(typed: Array(text(code).utf8).span)
      #expect(typed.id == code.id)
      #expect(Secret(typed.key) == Secret(code.key))
    }
  }

  @Test func `reads capitals, commas and numbers between the words`() throws {
    let code = PairingCode()
    let words = text(code).uppercased().split(separator: " ")
    let typed = words.enumerated().map { "\($0 + 1). \($1)," }.joined(separator: "\n")
    #expect(try PairingCode(typed: Array(typed.utf8).span).id == code.id)
  }

  @Test func `tells which word is none`() {
    let words = text(PairingCode()).split(separator: " ").map(String.init)
    #expect(
      fault(of: (words[..<4] + ["xyxy"] + words[5...]).joined(separator: " "))
        == .unknownWord(number: 5))
    #expect(
      fault(of: (words[..<11] + ["xyxy"]).joined(separator: " "))
        == .unknownWord(number: 12))
  }

  @Test(arguments: ["", "bada", "12 34", String(repeating: "bada ", count: 13)])
  func `has twelve words, no more and no less`(text: String) {
    #expect(fault(of: text) == .wrongLength)
  }

  @Test func `tells fifteen of sixteen wrong words`() {
    var noticed = 0
    for _ in 0..<200 {
      var words = text(PairingCode()).split(separator: " ").map(String.init)
      words.swapAt(0, 1)
      if fault(of: words.joined(separator: " ")) == .mistyped { noticed += 1 }
    }
    #expect(noticed > 160)
  }
}
