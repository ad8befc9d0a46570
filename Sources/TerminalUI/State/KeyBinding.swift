// Plain typing filters, and single letters act: the two meet as follows. In the list a letter with a
// binding acts, and any other printable character begins the filter with itself; `/` begins it
// empty, for what starts with a bound letter. In the filter every printable character is text, and
// only keys that are no text act. The help says so in the same words, from the same tables.

/// What a key does.
enum Action: Sendable, Equatable {
  case up, down, pageUp, pageDown, first, last
  case filter, keepFilter, deleteCharacter, deleteWord, deleteAll
  case nextCode, advanceCounter
  case help, back, redraw, quit
}

/// Keys, what they do, and how the help tells it: declared once, so that the help cannot drift.
struct KeyBinding: Sendable {
  let keys: [Key]
  let action: Action
  /// A line of the help.
  let help: String
  /// A word or two for the bottom line, where there is room for only a few keys.
  var hint: String?

  /// The keys as the help names them.
  var label: String { keys.map(\.label).joined(separator: " ") }
}

/// The keys of one mode of the screen.
struct KeyMap: Sendable {
  let title: String
  let bindings: [KeyBinding]
  /// A line of the help about all other keys.
  let others: String?

  func action(for key: Key) -> Action? {
    bindings.first { $0.keys.contains(key) }?.action
  }
}

extension KeyMap {
  static let list = KeyMap(
    title: "In the list",
    bindings: [
      KeyBinding(
        keys: [.text("/")], action: .filter, help: "filter the accounts", hint: "filter"),
      KeyBinding(keys: [.text("?")], action: .help, help: "show the keys", hint: "keys"),
      KeyBinding(keys: [.text("q")], action: .quit, help: "quit", hint: "quit"),
      KeyBinding(
        keys: [.text("n")], action: .nextCode, help: "show or hide the next code", hint: "next"),
      KeyBinding(
        keys: [.text("+")], action: .advanceCounter, help: "new code of a counter (HOTP)",
        hint: "new code"),
      KeyBinding(keys: [.text("j"), .down], action: .down, help: "next account"),
      KeyBinding(keys: [.text("k"), .up], action: .up, help: "previous account"),
      KeyBinding(keys: [.text("g"), .home], action: .first, help: "first account"),
      KeyBinding(keys: [.text("G"), .end], action: .last, help: "last account"),
      KeyBinding(keys: [.pageDown, .control("d")], action: .pageDown, help: "a page down"),
      KeyBinding(keys: [.pageUp, .control("u")], action: .pageUp, help: "a page up"),
      KeyBinding(keys: [.escape], action: .back, help: "a step back; never quits"),
      KeyBinding(keys: [.control("l")], action: .redraw, help: "draw the screen again"),
    ],
    others: "any other character begins the filter with itself")

  static let filter = KeyMap(
    title: "In the filter",
    bindings: [
      KeyBinding(
        keys: [.enter, .tab], action: .keepFilter, help: "keep it, and back to the list",
        hint: "keep"),
      KeyBinding(
        keys: [.escape], action: .back, help: "drop it, and back to the list",
        hint: "drop"),
      KeyBinding(
        keys: [.backspace], action: .deleteCharacter, help: "delete the last character"),
      KeyBinding(keys: [.control("w")], action: .deleteWord, help: "delete the last word"),
      KeyBinding(keys: [.control("u")], action: .deleteAll, help: "delete all of it"),
      KeyBinding(keys: [.down], action: .down, help: "next account", hint: "move"),
      KeyBinding(keys: [.up], action: .up, help: "previous account"),
      KeyBinding(keys: [.pageDown], action: .pageDown, help: "a page down"),
      KeyBinding(keys: [.pageUp], action: .pageUp, help: "a page up"),
      KeyBinding(keys: [.control("l")], action: .redraw, help: "draw the screen again"),
    ],
    others: "every character is text, also those that act in the list")

  static let help = KeyMap(
    title: "In this help",
    bindings: [
      KeyBinding(
        keys: [.escape, .enter, .text("?"), .text("q")], action: .back, help: "back", hint: "back"),
      KeyBinding(
        keys: [.down, .text("j")], action: .down, help: "a line down", hint: "down"),
      KeyBinding(keys: [.up, .text("k")], action: .up, help: "a line up"),
      KeyBinding(keys: [.pageDown, .text(" ")], action: .pageDown, help: "a page down"),
      KeyBinding(keys: [.pageUp], action: .pageUp, help: "a page up"),
      KeyBinding(keys: [.end, .text("G")], action: .last, help: "the end"),
      KeyBinding(keys: [.home, .text("g")], action: .first, help: "the beginning"),
      KeyBinding(keys: [.control("l")], action: .redraw, help: "draw the screen again"),
    ],
    others: nil)
}
