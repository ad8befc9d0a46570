import Testing

@testable import TerminalUI

@Suite struct HelpTests {
  @Test func `the help tells every key of the table and what it does`() {
    var screen = Screen(three, columns: 100, rows: 160)
    screen.press(.text("?"))
    for map in KeyMap.all {
      #expect(screen.text.contains(map.title))
      for binding in map.bindings {
        let label = binding.label.padded(to: 15)
        #expect(screen.text.contains("  \(label)\(binding.help)"))
      }
    }
  }

  @Test func `the help tells when a backup was proven, and the list where that is long ago`() {
    var screen = Screen(three, columns: 100, rows: 24)
    screen.tell(.backup("backup: last proven to restore 12 days ago", isOld: false))
    #expect(!screen.text.contains("proven"))
    screen.press(.text("?"))
    #expect(screen.line(0).hasSuffix("the keys   backup: last proven to restore 12 days ago"))
    screen.press(.escape)
    screen.tell(.backup("backup: last proven to restore 99 days ago", isOld: true))
    #expect(screen.line(0).contains("backup: last proven to restore 99 days ago"))
  }

  @Test func `no key has two meanings in one mode`() {
    for map in KeyMap.all {
      let keys = map.bindings.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test(arguments: ["In the filter", "In a form", "When it asks for the password"])
  func `where text is typed no printable key is bound`(title: String) throws {
    let map = try #require(KeyMap.all.first { $0.title == title })
    let printable = map.bindings.flatMap(\.keys).filter { key in
      if case .text = key { true } else { false }
    }
    #expect(printable == [])
  }

  @Test(arguments: [20, 39, 40, 80])
  func `the help scrolls to its last line and back where it does not fit`(columns: Int) {
    var screen = Screen(three, columns: columns, rows: 8)
    screen.press(.text("?"))
    let first = screen.line(1)
    #expect(first == "In the list")
    for _ in 0..<400 { screen.press(.down) }
    #expect(screen.line(5).hasSuffix("again"))
    let last = screen.text
    for _ in 0..<400 { screen.press(.up) }
    #expect(screen.line(1) == first)
    screen.press(.end)
    #expect(screen.text == last)
    screen.press(.home, .pageDown, .pageUp)
    #expect(screen.line(1) == first)
  }

  @Test(arguments: [.escape, .enter, .text("?"), .text("q")] as [Key])
  func `the help closes without quitting`(key: Key) {
    var screen = Screen(three)
    let list = screen.text
    screen.press(.text("?"), key)
    #expect(screen.text == list)
    #expect(!screen.effects.contains(.quit))
  }

  @Test func `keys that act in the list do nothing behind the help`() {
    var screen = Screen([.counted(1, "Bank")])
    screen.press(.text("?"), .text("+"), .text("n"), .text("x"))
    screen.press(.escape)
    #expect(screen.effects == [])
    #expect(screen.state.list.filter.text == "" && !screen.state.showsNextCode)
  }
}

extension String {
  fileprivate func padded(to length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}
