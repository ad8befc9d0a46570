import Testing

@testable import TerminalUI

@Suite struct `A locked screen` {
  private static func locked(_ reason: String? = nil) -> Screen {
    var screen = Screen(three, columns: 80)
    screen.type("git")
    screen.press(.enter)
    screen.tell(.copied(until: Screen.start + 22_000))
    screen.tell(.lock(reason))
    return screen
  }

  @Test func `shows no account, and asks for the password`() {
    let screen = Self.locked("Locked, since the machine slept.")
    #expect(
      screen.asked == .lock(isAsked: false) && screen.state.isLocked && screen.state.takesSecret)
    for text in ["GitHub", "alice", "123", "git", "work"] { #expect(!screen.text.contains(text)) }
    #expect(screen.line(2) == "  Locked, since the machine slept.")
    #expect(screen.line(3) == "  Password:")
    #expect(Frame(of: screen.state).cursor == Frame.Position(column: 12, row: 3))
  }

  @Test func `knows only how much was typed`() {
    var screen = Self.locked()
    screen.tell(.secretTyped(7))
    #expect(screen.text.contains("  Password: •••••••\n"))
    screen.press(.enter)
    #expect(screen.asked == .checkPassword && screen.status.hasPrefix("opening …"))
    screen.press(.enter, .escape)
    #expect(screen.effects.filter { $0 == .checkPassword }.count == 1)
    screen.tell(.passwordRefused("wrong password"))
    #expect(screen.status.hasPrefix("wrong password") && screen.text.contains("  Password:\n"))
  }

  @Test func `takes no account in until it is open, and begins anew then`() {
    var screen = Self.locked()
    screen.tell(.rows(three))
    screen.tell(.found(Findings(lines: ["secret"], changes: 1)))
    #expect(!screen.text.contains("GitHub") && !screen.text.contains("secret"))
    screen.tell(.secretTyped(7))
    screen.press(.enter)
    screen.tell(.passwordAccepted)
    #expect(screen.asked == .forgetTyped)
    screen.tell(.rows(three))
    #expect(screen.issuers.count == 3 && screen.selected == "GitHub")
    #expect(screen.line(1).contains("123 411"))
  }

  @Test func `takes no key for one of the list`() {
    var screen = Self.locked()
    screen.effects = []
    for key in "qyadun+?/" { screen.type(String(key)) }
    screen.press(.down, .enter, .tab)
    #expect(screen.effects == [])
    screen.tell(.secretTyped(3))
    screen.press(.escape)
    #expect(screen.effects == [.forgetTyped] && screen.text.contains("  Password:\n"))
    screen.press(.control("d"))
    #expect(screen.asked == .quit)
  }

  @Test(
    arguments: [
      [], [.text("/")], [.text("?")], [.text("#")], [.text("a")], [.text("a"), .text("t")],
      [.text("e")], [.text("Q")],
    ] as [[Key]])
  func `is a key away from wherever the user is`(keys: [Key]) {
    var screen = Screen(three)
    for key in keys { screen.press(key) }
    screen.press(.control("l"))
    #expect(screen.effects.contains(.lock(isAsked: true)) && screen.state.isLocked)
    #expect(!screen.text.contains("GitHub"))
  }

  @Test func `is not locked twice`() {
    var screen = Self.locked()
    screen.effects = []
    screen.tell(.lock("once more"))
    #expect(screen.effects == [] && !screen.text.contains("once more"))
  }

  @Test(arguments: [(20, 5), (20, 8), (300, 100)])
  func `shows its question at any size`(columns: Int, rows: Int) {
    var screen = Self.locked("Locked: no key was pressed for 5 minutes.")
    screen.tell(.resize(Size(columns: columns, rows: rows)))
    screen.tell(.secretTyped(4000))
    #expect(screen.text.contains("  Password: ••"))
    let frame = Frame(of: screen.state)
    #expect((frame.cursor?.column ?? 300) < columns && (frame.cursor?.row ?? 100) < rows - 1)
  }

  @Test func `can be what the screen begins with`() {
    let state = State(vaultName: "vault.fob", isLocked: true)
    #expect(state.isLocked && state.nextChange == nil)
    #expect(Frame(of: state).text.contains { $0.hasPrefix("  Password:") })
  }
}

@Suite struct `A question for the password while the vault is open` {
  @Test func `reminds of it, and can be left`() {
    var screen = Screen(three, columns: 80, rows: 12)
    screen.tell(.remindOfPassword)
    #expect(!screen.state.isLocked && screen.text.contains("so that you do not"))
    screen.press(.escape)
    #expect(screen.asked != .quit && screen.issuers.count == 3)
    #expect(screen.line(1).contains("123 411"))
  }

  @Test func `comes before a QR code of an account whose secret is elsewhere`() {
    var screen = Screen(three)
    screen.press(.text("Q"), .text("y"))
    screen.tell(.passwordNeeded(toDraw: RowID([1])))
    screen.tell(.secretTyped(3))
    screen.press(.enter)
    screen.effects = []
    screen.tell(.passwordAccepted)
    #expect(screen.effects.first == .drawQR(RowID([1])))
  }

  /// A screen that has asked for the password of a file, and got one.
  private func asking() -> Screen {
    var screen = Screen(three, columns: 80, rows: 12)
    screen.press(.text("a"), .text("p"))
    screen.type("phone.json")
    screen.press(.enter)
    screen.tell(.sourceLocked("phone.json (Aegis)"))
    screen.tell(.secretTyped(3))
    return screen
  }

  @Test func `is another app's for its file, and tells how far the key is`() {
    var screen = asking()
    #expect(screen.text.contains("phone.json (Aegis) has a password of its own."))
    #expect(screen.text.contains("Password: •••") && !screen.text.contains("GitHub"))
    screen.press(.enter)
    #expect(screen.asked == .openSource && screen.text.contains("opening …"))
    screen.tell(.progress("deriving the key: about 12 s, 3 s so far"))
    screen.tell(.secretTyped(9))
    screen.press(.enter)
    #expect(screen.text.contains("deriving the key: about 12 s, 3 s so far"))
    #expect(screen.text.contains("Password: •••\n"))
    #expect(screen.effects.count { $0 == .openSource } == 1)
    screen.tell(.found(Findings(lines: ["new              A: b"], changes: 1)))
    #expect(screen.text.contains("add 1 account?") && !screen.state.takesSecret)
  }

  @Test func `for a file is asked again where it was wrong, and can be left at any time`() {
    var screen = asking()
    screen.press(.enter)
    screen.tell(.passwordRefused("this is not the password of the file"))
    #expect(screen.text.contains("this is not the password of the file"))
    screen.tell(.secretTyped(4))
    screen.press(.enter)
    screen.press(.escape)
    #expect(screen.effects.contains(.dropSource) && screen.asked == .forgetTyped)
    #expect(screen.text.contains("Path    phone.json"))
  }

  @Test func `for a file goes when the screen locks`() {
    var screen = asking()
    screen.press(.enter)
    screen.tell(.lock("Locked."))
    screen.tell(.found(Findings(lines: ["new              A: b"], changes: 1)))
    #expect(screen.state.isLocked && !screen.text.contains("A: b"))
  }
}
