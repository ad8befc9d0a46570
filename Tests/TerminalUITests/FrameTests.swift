import Testing

@testable import TerminalUI

@Suite struct FrameTests {
  @Test func `a list shows issuer, account, code, seconds and a bar per period`() {
    #expect(
      Screen(three).text == """
        fob  vault.fob                                    3 accounts
        ▸ GitHub   alice@example.com #work 123 411 22s ━━━━━━━━━━
          日本銀行 太郎                    123 412 52s ━━━━━━━━━━━━
          Bank     bob                     press +



        GitHub  alice@example.com  #work
        Enter copy  / filter  ? keys  q quit  a add  n next
        """)
  }

  @Test func `at 20 columns the code and the beginning of the issuer stay`() {
    #expect(
      Screen(three, columns: 20, rows: 6).text == """
        fob  vault.fob     3
        ▸ GitHub 123 411 22s
          日本…  123 412 52s
          Bank   press +

        GitHub  alice@examp…
        """)
  }

  @Test func `at 40 columns the account's name is cut and the bar is short`() {
    #expect(
      Screen(three, columns: 40, rows: 5).text == """
        fob  vault.fob                3 accounts
        ▸ GitHub   alice@exam… 123 411 22s ━━━━
          日本銀行 太郎        123 412 52s ━━━━━
          Bank     bob         press +
        GitHub  alice@example.com  #work
        """)
  }

  @Test func `no accounts: the screen says what to do`() {
    #expect(
      Screen([], columns: 40, rows: 8).text == """
        fob  vault.fob                0 accounts
          no accounts yet
          a adds some
          ? lists the keys



        Enter copy  / filter  ? keys  q quit
        """)
  }

  @Test func `nothing matches: the screen says so`() {
    var screen = Screen(three, columns: 40, rows: 6)
    screen.type("zzz")
    #expect(
      screen.text == """
        /zzz                              0 of 3
          nothing matches
          Esc shows all



        """)
  }

  @Test(arguments: [(19, 24), (80, 4), (5, 3), (1, 1), (0, 0), (-1, 7)])
  func `a terminal that is too small gets one notice and no crash`(columns: Int, rows: Int) {
    var screen = Screen(three, columns: columns, rows: rows)
    screen.press(.text("j"), .text("?"), .pageDown, .escape)
    let lines = Frame(of: screen.state).text
    #expect(lines.count == max(0, rows))
    #expect(lines.allSatisfy { $0.count == max(0, columns) })
    #expect(columns < 18 || rows < 1 || lines[0].hasPrefix("needs 20 x 5 cells"))
  }

  @Test func `the seconds and the bar change their style in the last five`() {
    var screen = Screen(three)
    screen.wait(seconds: 16)
    #expect(roles(of: screen, line: 1) == [.faint, .code, .bar])
    screen.wait(seconds: 1)
    #expect(roles(of: screen, line: 1) == [.faint, .urgent])
    #expect(screen.line(1).contains(" 5s ━━━"))
    screen.wait(seconds: 5)
    #expect(screen.line(1).contains("30s ━━━━━━━━━━━━━"))
  }

  @Test func `only the selected row is marked as selected`() {
    let frame = Frame(of: Screen(three).state)
    #expect(frame.lines.map { $0.spans.contains { $0.style.isSelected } }.filter { $0 }.count == 1)
    #expect(frame.lines[1].spans.allSatisfy { $0.style.isSelected })
  }

  @Test func `an account without an issuer is called by its own name`() {
    let screen = Screen([.timed(1, "", "only me")], columns: 40, rows: 5)
    #expect(screen.line(1) == "▸ only me 123 411 22s ━━━━━━━━━━━━━━")
  }

  @Test(arguments: [
    ("בנק", "dan", 2), ("Bank", "דן", 1), ("بنك", "", 1), ("Bank ١٢", "", 1), ("Bank", "dan", 0),
    ("日本", "é́ 😀", 0),
  ])
  func `what stands beside right-to-left names is held in its place`(
    issuer: String, account: String, marks: Int
  ) {
    let line = Frame(of: Screen([.timed(1, issuer, account)]).state).lines[1]
    #expect(line.spans.filter { $0.text == " \u{200E}" && $0.columns == 1 }.count == marks)
    let code = line.spans.firstIndex { $0.style.role == .code } ?? 0
    #expect(line.spans[code - 1].text == (marks > 0 ? " \u{200E}" : " "))
  }

  @Test func `an account that has no code says why where it is selected`() {
    var screen = Screen(three, answersCodes: false)
    screen.tell(.codes([RowID([1]): .unavailable("its PIN is not known")], at: Screen.start))
    #expect(screen.line(1).contains("no code 22s"))
    #expect(screen.status == "its PIN is not known")
  }

  @Test(
    arguments: [
      (30, "22s"), (100, "12s"), (99, "94s"), (7200, " 1h"), (3600, "46m"), (86_400, " 1h"),
      (604_800, "25h"),
      (UInt32.max, "99d"), (0, " 1s"),
    ] as [(UInt32, String)])
  func `the time left takes three columns`(period: UInt32, label: String) {
    let row = Row.timed(1, "A", period: period)
    #expect(Countdown(of: row, at: Screen.start)?.label == label)
  }

  /// The roles in a line that are not plain, each named once for its neighbours.
  private func roles(of screen: Screen, line: Int) -> [Style.Role] {
    let roles = Frame(of: screen.state).lines[line].spans.map(\.style.role)
    return roles.filter { $0 != .plain }.reduce(into: []) { kept, role in
      if kept.last != Optional(role) { kept.append(role) }
    }
  }
}
