import Testing

@testable import TerminalUI

@Suite struct `The form for a new account` {
  private static func form(_ screen: Screen = Screen(three, columns: 80)) -> Screen {
    var screen = screen
    screen.press(.text("a"), .text("t"))
    screen.effects = []
    return screen
  }

  @Test func `goes from line to line, and gives the secret to the driver alone`() {
    var screen = Self.form()
    screen.type("Forge")
    #expect(!screen.state.takesSecret)
    screen.press(.enter)
    screen.type("bob")
    screen.press(.enter)
    #expect(screen.state.takesSecret)
    screen.tell(.secretTyped(5))
    #expect(screen.line(3) == "  Secret  •••••" && screen.line(1) == "  Issuer  Forge")
    screen.press(.enter)
    #expect(screen.effects == [.look(.typed(issuer: "Forge", account: "bob"))])
  }

  @Test func `says what Enter does in each line`() {
    var screen = Self.form()
    for hint in ["go on", "go on", "look"] {
      #expect(screen.line(8).hasPrefix("Enter \(hint)  Esc drop"))
      screen.press(.down)
    }
    screen.press(.escape, .text("a"), .text("p"))
    #expect(screen.line(8).hasPrefix("Enter read  Esc drop"))
  }

  @Test func `shows what was found, and adds it after Enter`() {
    var screen = Self.form()
    screen.press(.enter, .enter)
    screen.tell(.secretTyped(5))
    screen.press(.enter)
    screen.tell(.found(Findings(lines: ["new  Forge: bob", "\u{1B}[2J"], changes: 1)))
    #expect(screen.asked == .forgetTyped)
    #expect(screen.title == "add 1 account?" && screen.line(1) == "new  Forge: bob")
    #expect(screen.line(2) == "�[2J")
    screen.press(.enter)
    #expect(screen.asked == .addFound && screen.state.mode == .list)
  }

  @Test(arguments: [.escape, .text("q")] as [Key])
  func `adds nothing after any other answer`(key: Key) {
    var screen = Screen(three)
    screen.tell(.found(Findings(lines: ["new  A"], changes: 1)))
    screen.press(key)
    #expect(screen.asked == .dropFound && screen.status == "nothing was added")
  }

  @Test func `adds nothing where nothing is new`() {
    var screen = Screen(three)
    screen.tell(.found(Findings(lines: ["in the vault  A"], changes: 0)))
    #expect(screen.title == "nothing new")
    screen.press(.enter)
    #expect(screen.asked == .dropFound)
  }

  @Test func `stays, with what was wrong, where the driver finds nothing`() {
    var screen = Self.form()
    screen.press(.down, .down)
    screen.tell(.secretTyped(3))
    screen.press(.enter)
    screen.tell(.notice("character 1 of the secret is none that base32 has"))
    #expect(screen.title == "add an account")
    #expect(screen.status.hasPrefix("character 1 of the secret"))
    #expect(!screen.effects.contains(.forgetTyped))
  }

  @Test func `asks for a secret before it goes on`() {
    var screen = Self.form()
    screen.press(.enter, .enter, .enter)
    #expect(screen.effects == [] && screen.status == "there is no secret yet")
  }

  @Test func `takes no URI where it would be seen`() {
    var screen = Self.form()
    screen.type("otpauth://totp/x")
    screen.press(.enter, .enter)
    screen.tell(.secretTyped(1))
    screen.press(.enter)
    #expect(screen.effects == [] && screen.status.hasPrefix("a URI holds the secret"))
  }

  @Test func `forgets the secret when it is left`() {
    var screen = Self.form()
    screen.press(.up, .tab, .tab, .backTab, .down)
    screen.tell(.secretTyped(9))
    screen.press(.escape)
    #expect(screen.effects.contains(.forgetTyped) && screen.state.mode == .list)
    screen.press(.text("a"), .text("t"), .down, .down)
    #expect(screen.line(3) == "  Secret")
  }
}

@Suite struct `Other places to add from` {
  @Test(
    arguments: [(.text("c"), .look(.clipboard)), (.text("s"), .look(.screen))]
      as [(Key, Effect)])
  func `are a key each`(key: Key, effect: Effect) {
    var screen = Screen(three)
    screen.press(.text("a"), key)
    #expect(screen.asked == effect && screen.status.hasSuffix(" …"))
    screen.tell(.notice("there is no desktop here"))
    #expect(screen.title == "add accounts" && screen.status == "there is no desktop here")
  }

  @Test func `a path is typed, and its end is seen where it is long`() {
    var screen = Screen(three, columns: 20, rows: 5)
    screen.press(.text("a"), .text("p"), .enter)
    #expect(screen.effects.allSatisfy { if case .look = $0 { false } else { true } })
    screen.type("/home/alice/Pictures/qr code.png")
    #expect(screen.line(1) == "  Path     code.png")
    #expect(Frame(of: screen.state).cursor == Frame.Position(column: 19, row: 1))
    screen.press(.enter)
    #expect(screen.asked == .look(.file("/home/alice/Pictures/qr code.png")))
  }

  @Test func `many findings are scrolled`() {
    var screen = Screen(three, columns: 20, rows: 5)
    screen.tell(.found(Findings(lines: (1...9).map { "line \($0)" }, changes: 9)))
    screen.press(.pageDown, .down, .down)
    #expect(screen.line(1) == "line 5")
    screen.press(.end, .down)
    #expect(screen.line(3) == "line 9")
  }
}

@Suite struct `The form for an edit` {
  @Test func `begins with what is there, and changes only what was changed`() {
    var screen = Screen([.timed(1, "GitHub", "alice", tags: ["work"], note: "mine")])
    screen.press(.text("e"))
    #expect(screen.line(1) == "  Issuer  GitHub" && screen.line(4) == "  Note    mine")
    screen.press(.backspace, .backspace, .backspace, .down, .down)
    screen.type(", work, dev ,")
    screen.press(.enter)
    var edit = RowEdit()
    (edit.issuer, edit.tags) = ("Git", ["work", "dev"])
    #expect(screen.asked == .edit(RowID([1]), edit) && screen.state.mode == .list)
  }

  @Test func `that changes nothing does nothing`() {
    var screen = Screen(three)
    screen.effects = []
    screen.press(.text("e"), .enter)
    #expect(screen.status == "nothing was changed")
    #expect(screen.effects.allSatisfy { if case .edit = $0 { false } else { true } })
  }

  @Test(
    arguments: [
      ([.left, .left, .text("-")], "one t-wo"), ([.home, .delete], "ne two"),
      ([.home, .right, .backspace], "ne two"), ([.left, .control("w")], "one o"),
      ([.control("a"), .text("x"), .control("e"), .text("y")], "xone twoy"),
      ([.control("u"), .text("z")], "z"), ([.left, .control("u")], ""),
      ([.control("b"), .control("f"), .text("!")], "one two!"),
    ] as [([Key], String)])
  func `moves the cursor within a line`(keys: [Key], text: String) {
    var screen = Screen([.timed(1, "one two")])
    screen.press(.text("e"))
    for key in keys { screen.press(key) }
    guard case .form(let form) = screen.state.mode else { Issue.record("no form"); return }
    #expect(form.text(.issuer) == text)
  }

  @Test func `shows the line that is filled in where not all fit`() {
    var screen = Screen(three, columns: 20, rows: 5)
    screen.press(.text("e"), .down, .down, .down)
    #expect(screen.line(3) == "  Note" && Frame(of: screen.state).cursor?.row == 3)
  }

  @Test func `says that Enter saves, in whichever line`() {
    var screen = Screen(three, columns: 80)
    screen.press(.text("e"))
    for _ in 1...4 {
      #expect(screen.line(8).hasPrefix("Enter save  Esc drop"))
      screen.press(.down)
    }
  }
}
