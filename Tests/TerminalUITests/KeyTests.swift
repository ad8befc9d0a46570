import Testing

@testable import TerminalUI

@Suite struct KeyTests {
  @Test(
    arguments: [
      ([.text("j")], "日本銀行"), ([.down, .down], "Bank"), ([.text("j"), .text("k")], "GitHub"),
      ([.text("k")], "GitHub"), ([.text("G")], "Bank"), ([.end, .down], "Bank"),
      ([.text("G"), .text("g")], "GitHub"), ([.end, .home], "GitHub"), ([.pageDown], "Bank"),
      ([.end, .pageUp], "GitHub"), ([.control("d"), .control("u")], "GitHub"),
      ([.left, .right, .tab, .delete, .text(" ")], "GitHub"),
    ] as [([Key], String)])
  func `keys move the selection and stop at both ends`(keys: [Key], selected: String) {
    var screen = Screen(three)
    for key in keys { screen.press(key) }
    #expect(screen.selected == selected)
    #expect(screen.state.mode == .list)
  }

  @Test func `the list scrolls so that the selection is on the screen`() {
    var screen = Screen(many(50), rows: 6)
    #expect(screen.state.visible == 0..<4)
    screen.press(.down, .down, .down, .down)
    #expect(screen.state.visible == 1..<5)
    screen.press(.pageDown)
    #expect(screen.selected == "Issuer 8" && screen.state.visible == 4..<8)
    screen.press(.end)
    #expect(screen.state.visible == 46..<50)
    screen.tell(.resize(Size(columns: 60, rows: 24)))
    #expect(screen.state.visible == 29..<50)
    screen.tell(.resize(Size(columns: 60, rows: 5)))
    #expect(screen.selected == "Issuer 50" && screen.state.visible.contains(49))
  }

  @Test(arguments: [
    ("git", ["GitHub"]), ("GIT", ["GitHub"]), ("ALICE", ["GitHub"]), ("work", ["GitHub"]),
    ("本", ["日本銀行"]), ("b", ["GitHub", "Bank"]), ("", ["GitHub", "日本銀行", "Bank"]),
    ("hubalice", []),
  ])
  func `a filter is part of issuer, account or a tag, whatever its case`(
    filter: String, found: [String]
  ) {
    var screen = Screen(three)
    screen.press(.text("/"))
    screen.type(filter)
    #expect(screen.issuers == found)
  }

  @Test func `a letter that is bound acts in the list and is text in the filter`() {
    var screen = Screen(three)
    screen.type("jq")
    #expect(screen.selected == "日本銀行" && screen.effects.contains(.quit))
    screen = Screen(three)
    screen.type("/jkgGqn+?/")
    #expect(screen.state.list.filter.text == "jkgGqn+?/")
    #expect(!screen.effects.contains(.quit))
  }

  @Test func `a letter that is not bound begins the filter with itself`() {
    var screen = Screen(three)
    screen.type("bank")
    #expect(screen.title == "/bank                                                 1 of 3")
    #expect(Frame(of: screen.state).cursor == Frame.Position(column: 5, row: 0))
  }

  @Test func `Enter keeps the filter, and letters act again`() {
    var screen = Screen(three)
    screen.type("b")
    screen.press(.enter, .text("j"))
    #expect(screen.selected == "Bank" && screen.state.list.filter.text == "b")
    #expect(Frame(of: screen.state).cursor == nil)
  }

  @Test func `Esc goes one step back at a time and never quits`() {
    var screen = Screen(three)
    screen.type("nb")
    screen.press(.enter, .text("?"))
    screen.press(.escape)
    #expect(screen.state.mode == .list && screen.state.list.filter.text == "b")
    screen.press(.escape)
    #expect(screen.state.list.filter.text == "" && screen.state.showsNextCode)
    screen.press(.escape)
    #expect(!screen.state.showsNextCode)
    screen.press(.escape)
    #expect(screen.status == "q quits")
    #expect(!screen.effects.contains(.quit))
  }

  @Test func `Esc out of the filter stays on the account that was found`() {
    var screen = Screen(three)
    screen.type("bank")
    screen.press(.escape)
    #expect(screen.selected == "Bank" && screen.issuers.count == 3)
  }

  @Test(
    arguments: [
      ([.backspace], "one tw"), ([.control("w")], "one "), ([.control("w"), .control("w")], ""),
      ([.control("u")], ""), ([.control("u"), .backspace, .text("x")], "x"),
    ] as [([Key], String)])
  func `the filter can be edited`(keys: [Key], left: String) {
    var screen = Screen(three)
    screen.type("/one two")
    for key in keys { screen.press(key) }
    #expect(screen.state.list.filter.text == left)
  }

  @Test func `deleting in an empty filter leaves it`() {
    var screen = Screen(three)
    screen.press(.text("/"), .backspace)
    #expect(screen.state.mode == .list)
  }

  @Test func `controls and what is invisible are no text`() {
    var screen = Screen(three)
    screen.type("/a\u{1B}\n\u{202E}\u{200D}b")
    #expect(screen.state.list.filter.text == "ab")
  }

  @Test func `n shows the next code of the selected account and hides it`() {
    var screen = Screen(three, columns: 40)
    screen.press(.text("n"))
    #expect(screen.status == "next 987 654 in 22 s")
    screen.press(.text("j"))
    #expect(screen.status == "next 987 654 in 52 s")
    screen.press(.text("j"))
    #expect(screen.status == "next code: not known")
    screen.press(.text("n"))
    #expect(screen.status == "Bank  bob")
  }

  @Test func `Ctrl-R draws everything again`() {
    var screen = Screen(three)
    screen.press(.control("r"))
    #expect(screen.effects.last == .redraw)
  }

  @Test func `the accounts change and the selection stays on its account`() {
    var screen = Screen(three)
    screen.press(.end)
    screen.tell(.rows([.timed(7, "New")] + three.reversed()))
    #expect(screen.selected == "Bank" && screen.state.list.selection == 1)
    screen.tell(.rows([.timed(7, "New")]))
    #expect(screen.selected == "New")
    screen.tell(.rows([]))
    screen.press(.down, .end, .pageUp, .text("+"), .text("n"))
    #expect(screen.selected == nil)
  }

  @Test func `a notice goes with the next key or after five seconds`() {
    var screen = Screen(three)
    screen.tell(.notice("saved"))
    screen.wait(seconds: 4)
    #expect(screen.status == "saved")
    screen.wait(seconds: 1)
    #expect(screen.status == "GitHub  alice@example.com  #work")
    screen.tell(.notice("saved"))
    screen.press(.down)
    #expect(screen.status == "日本銀行  太郎")
  }
}
