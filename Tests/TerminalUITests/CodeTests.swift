import Testing

@testable import TerminalUI

@Suite struct CodeTests {
  private static let start = Screen.start

  @Test func `codes are asked for once, and again when their own period turns`() {
    var screen = Screen(three)
    #expect(screen.effects == [.computeCodes([RowID([1]), RowID([2])], at: Self.start)])
    screen.effects = []
    screen.wait(seconds: 21)
    screen.press(.down, .text("n"))
    #expect(screen.effects == [])
    screen.wait(seconds: 1)
    #expect(screen.effects == [.computeCodes([RowID([1])], at: Self.start + 22_000)])
    screen.effects = []
    screen.wait(seconds: 30)
    #expect(
      screen.effects == [.computeCodes([RowID([1]), RowID([2])], at: Self.start + 52_000)])
  }

  @Test func `only the rows on the screen are asked for, of any number`() {
    var screen = Screen(many(250), rows: 6)
    #expect(
      screen.effects == [.computeCodes([1, 2, 3, 4].map { RowID([$0]) }, at: Self.start)])
    screen.effects = []
    screen.press(.end)
    #expect(
      screen.effects == [.computeCodes([247, 248, 249, 250].map { RowID([$0]) }, at: Self.start)])
  }

  @Test func `rows behind the help or in a tiny terminal are not asked for`() {
    var screen = Screen(three)
    screen.press(.text("?"))
    screen.effects = []
    screen.wait(seconds: 100)
    #expect(screen.effects == [] && screen.state.nextChange == nil)
    #expect(Screen(three, columns: 10, rows: 3).effects == [])
  }

  @Test func `a driver that does not answer is not asked at every tick`() {
    var screen = Screen(three, answersCodes: false)
    screen.effects = []
    screen.wait(seconds: 5)
    #expect(screen.effects == [])
    #expect(screen.line(1).contains(" …       17s"))
  }

  @Test func `a code that comes late or unasked is not shown`() {
    var screen = Screen(three, answersCodes: false)
    screen.wait(seconds: 22)
    screen.tell(.codes([RowID([1]): .code("111111", next: nil)], at: Self.start))
    #expect(!screen.text.contains("111 111"))
    screen.tell(.codes([RowID([99]): .code("222222", next: nil)], at: Self.start + 22_000))
    #expect(!screen.text.contains("222 222"))
  }

  @Test func `a clock that is set back asks anew`() {
    var screen = Screen(three)
    screen.effects = []
    screen.wait(seconds: -60)
    #expect(
      screen.effects == [.computeCodes([RowID([1]), RowID([2])], at: Self.start - 60_000)])
  }

  @Test(arguments: [.min, -1, 0, .max] as [Int64])
  func `no time is too strange`(time: Int64) {
    var screen = Screen(three)
    screen.press(.end, .text("+"))
    screen.tell(.time(time))
    #expect(screen.line(1).contains("123 411"))
  }

  @Test func `time matters to the second where something counts down, else not at all`() {
    var screen = Screen(three)
    #expect(screen.state.nextChange == Self.start + 1000)
    screen.tell(.time(Self.start + 1))
    #expect(screen.state.nextChange == Self.start + 1000)
    #expect(Screen([.counted(1, "Bank")]).state.nextChange == nil)
  }

  @Test func `a counter shows no code until + is pressed, and then for a minute`() {
    var screen = Screen(three)
    screen.press(.end)
    #expect(screen.line(3).contains("press +"))
    screen.press(.text("+"))
    #expect(screen.effects.last == .advanceCounter(RowID([3])))
    #expect(screen.line(3).contains("755 224"))
    screen.wait(seconds: 59)
    #expect(screen.line(3).contains("755 224"))
    screen.wait(seconds: 1)
    #expect(screen.line(3).contains("press +"))
  }

  @Test func `a counter's code survives leaving the screen`() {
    var screen = Screen([.counted(1, "Bank")] + many(40).dropFirst(), rows: 6)
    screen.press(.text("+"), .end, .home)
    #expect(screen.line(1).contains("755 224"))
  }

  @Test func `a key that is held down does not run away with the counter`() {
    var screen = Screen([.counted(1, "Bank")])
    for _ in 0..<300 {
      screen.press(.text("+"))
      screen.tell(.time(screen.state.now + 30))
    }
    #expect(screen.effects == [.advanceCounter(RowID([1]))])
    #expect(screen.status.hasPrefix("+ again after a second"))
    screen.wait(seconds: 1)
    screen.press(.text("+"))
    #expect(screen.effects.count == 2)
  }

  @Test func `while a counter is being saved it is not moved again`() {
    var screen = Screen([.counted(1, "Bank")], answersCodes: false)
    screen.press(.text("+"))
    screen.wait(seconds: 10)
    screen.press(.text("+"))
    #expect(screen.effects == [.advanceCounter(RowID([1]))])
  }

  @Test func `a counter that could not be saved says so and can be tried again`() {
    var screen = Screen([.counted(1, "Bank")], answersCodes: false)
    screen.press(.text("+"))
    screen.tell(.counterAdvanced(RowID([1]), .unavailable("the disk is full")))
    #expect(screen.line(1).contains("no code") && screen.status == "the disk is full")
    screen.wait(seconds: 1)
    screen.press(.text("+"))
    #expect(screen.effects.count == 2)
  }

  @Test func `+ on an account that follows the clock only says so`() {
    var screen = Screen(three)
    screen.effects = []
    screen.press(.text("+"))
    #expect(screen.effects == [] && screen.status.hasPrefix("this account's codes follow"))
  }
}
