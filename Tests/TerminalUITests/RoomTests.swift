import Testing

@testable import TerminalUI

private let tagged: [Row] = [
  .timed(1, "GitHub", "alice", tags: ["work", "dev"], lastUse: 10),
  .timed(2, "Bank", "bob", tags: ["home"], note: "the old one", isPinned: true),
  .timed(3, "Mail", "carol", tags: ["work"], lastUse: 30),
  .counted(4, "Token", "dave"),
  .timed(5, "Old", "erin", tags: ["work"], isTrashed: true),
]

@Suite struct `Views of the list` {
  @Test func `the trash is apart, shows no codes, and r takes one out`() {
    var screen = Screen(tagged)
    #expect(screen.issuers == ["GitHub", "Bank", "Mail", "Token"])
    screen.press(.text("T"))
    #expect(screen.title.hasPrefix("trash") && screen.issuers == ["Old"])
    #expect(!screen.text.contains("123 4") && screen.state.nextChange == nil)
    screen.press(.text("r"))
    #expect(screen.asked == .restore(RowID([5])))
    screen.press(.escape)
    #expect(screen.issuers.count == 4)
  }

  @Test func `what changes an account does nothing to one in the trash`() {
    var screen = Screen(tagged)
    screen.press(.text("T"))
    screen.effects = []
    screen.press(.enter, .text("d"), .escape, .text("e"), .escape, .text("Q"), .escape)
    #expect(screen.effects.allSatisfy { if case .computeCodes = $0 { true } else { false } })
  }

  @Test func `# lists the tags with their accounts, and Enter shows one's`() {
    var screen = Screen(tagged)
    screen.press(.text("#"))
    #expect(screen.line(1) == "▸ #dev  1" && screen.line(3) == "  #work  2")
    screen.press(.end, .enter)
    #expect(screen.title.hasPrefix("#work") && screen.issuers == ["GitHub", "Mail"])
    screen.press(.escape)
    #expect(screen.issuers.count == 4)
  }

  @Test func `without tags # says how to get some`() {
    var screen = Screen([.timed(1, "A")])
    screen.press(.text("#"))
    #expect(screen.status == "no account has a tag yet; e edits them")
  }

  @Test func `a filter that begins with # finds tags alone`() {
    var screen = Screen(tagged + [.timed(6, "Workday")])
    screen.type("/#work")
    #expect(screen.issuers == ["GitHub", "Mail"])
  }

  @Test func `S sorts by last use, the pinned ones first, and is remembered`() {
    var screen = Screen(tagged)
    screen.press(.text("S"))
    #expect(screen.issuers == ["Bank", "Mail", "GitHub", "Token"])
    #expect(screen.asked == .remember(Preferences(order: .use)))
    #expect(screen.selected == "GitHub")
    screen.press(.text("S"))
    #expect(screen.issuers == ["GitHub", "Bank", "Mail", "Token"])
  }

  @Test func `a pinned account is marked, and P changes that`() {
    var screen = Screen(tagged)
    #expect(screen.line(2).hasPrefix(" *Bank"))
    screen.press(.down, .text("P"))
    var edit = RowEdit()
    edit.isPinned = false
    #expect(screen.asked == .edit(RowID([2]), edit))
  }

  @Test func `the next codes get a column where there is room for one`() {
    var screen = Screen(tagged, columns: 70)
    screen.press(.text("n"))
    #expect(screen.line(1).contains("123 411 987 654 22s ━"))
    #expect(screen.line(4).contains("press +"))
  }

  @Test func `the note is told of the account that is selected`() {
    var screen = Screen(tagged, columns: 80)
    screen.press(.down)
    #expect(screen.status == "Bank  bob  #home  the old one")
  }
}

@Suite struct `Hidden codes` {
  private static func hiding() -> Screen {
    var screen = Screen(tagged, answersCodes: true)
    screen.press(.text("H"))
    screen.effects = []
    return screen
  }

  @Test func `are neither shown nor computed, and that is remembered`() {
    var screen = Screen(tagged)
    screen.press(.text("H"))
    #expect(screen.asked == .remember(Preferences(hidesCodes: true)))
    screen.effects = []
    screen.wait(seconds: 90)
    #expect(screen.effects == [] && screen.text.contains("••• •••"))
    #expect(!screen.text.contains("123 4"))
    screen.press(.text("H"))
    #expect(screen.line(1).contains("123 411"))
  }

  @Test func `are shown one at a time by Space, for half a minute`() {
    var screen = Self.hiding()
    screen.press(.text(" "))
    #expect(screen.line(1).contains("123 411") && screen.line(2).contains("•••"))
    screen.press(.down, .text(" "))
    #expect(screen.line(1).contains("•••") && screen.line(2).contains("123 412"))
    screen.press(.text(" "))
    #expect(screen.line(2).contains("•••"))
    screen.press(.text(" "))
    screen.wait(seconds: 29)
    #expect(screen.line(2).contains("123 412"))
    screen.wait(seconds: 1)
    #expect(screen.line(2).contains("•••"))
  }

  @Test func `are copied without being shown, counted ones too`() {
    var screen = Self.hiding()
    screen.press(.enter)
    #expect(screen.effects == [.copy(RowID([1]), counted: nil)])
    screen.press(.end, .text("+"), .text("y"))
    #expect(screen.asked == .copy(RowID([4]), counted: "755224"))
    #expect(!screen.text.contains("755 224") && screen.line(4).contains("•••"))
  }

  @Test func `come from what was remembered`() {
    var screen = Screen(tagged)
    screen.tell(.preferences(Preferences(order: .use, hidesCodes: true)))
    #expect(screen.issuers.first == "Bank" && !screen.text.contains("123 4"))
  }
}

@Suite struct Copying {
  @Test func `tells what was copied, and for how long the clipboard keeps it`() {
    var screen = Screen(three, columns: 80)
    screen.press(.enter)
    screen.tell(.copied(until: Screen.start + 22_000))
    #expect(screen.status.hasPrefix("copied the code of GitHub "))
    #expect(screen.status.hasSuffix(" clipboard keeps it 22 s"))
    screen.wait(seconds: 12)
    #expect(screen.status.hasPrefix("GitHub ") && screen.status.hasSuffix(" keeps it 10 s"))
    screen.wait(seconds: 10)
    #expect(!screen.status.contains("clipboard"))
  }

  @Test func `by the terminal, which clears nothing, tells no time`() {
    var screen = Screen(three)
    screen.tell(.copied(until: nil))
    #expect(screen.status == "copied the code of GitHub")
  }

  @Test func `a counter that shows no code asks for + first`() {
    var screen = Screen(three)
    screen.press(.end)
    screen.effects = []
    screen.press(.enter)
    #expect(screen.effects == [] && screen.status == "press + for a new code first")
  }
}

@Suite struct `Changing accounts` {
  @Test(
    arguments: [(.text("d"), .trash(RowID([1]))), (.text("u"), .undo)] as [(Key, Effect)])
  func `one key each`(key: Key, effect: Effect) {
    var screen = Screen(three)
    screen.press(key)
    #expect(screen.asked == effect)
  }

  @Test func `an account is drawn after a yes, and after no other answer`() throws {
    var screen = Screen(three)
    for key in [.enter, .text(" "), .text("n"), .escape] as [Key] {
      screen.press(.text("Q"))
      #expect(screen.text.contains("Show the QR code of GitHub?"))
      screen.press(key, .escape)
      #expect(!screen.effects.contains(.drawQR(RowID([1]))))
    }
    screen.press(.text("Q"), .text("y"))
    #expect(screen.asked == .drawQR(RowID([1])))
    let matrix = try #require(QRMatrix(size: 1, modules: [true]))
    screen.tell(.qr(matrix, of: "GitHub: alice"))
    #expect(screen.text.contains("▀") && screen.text.contains("GitHub: alice  Esc ends this"))
    #expect(!screen.text.contains("123 411"))
    screen.press(.escape)
    #expect(screen.line(1).contains("123 411"))
  }
}
