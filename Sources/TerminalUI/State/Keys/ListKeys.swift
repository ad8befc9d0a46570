// The keys of the list and of what lies beside it.

extension KeyMap {
  private static let moving = [
    KeyBinding(.text("j"), .down, does: .down, "next account"),
    KeyBinding(.text("k"), .up, does: .up, "previous account"),
    KeyBinding(.text("g"), .home, does: .first, "first account"),
    KeyBinding(.text("G"), .end, does: .last, "last account"),
    KeyBinding(.pageDown, .control("d"), does: .pageDown, "a page down"),
    KeyBinding(.pageUp, .control("u"), does: .pageUp, "a page up"),
  ]

  static let always = [
    KeyBinding(.control("l"), does: .lock, "lock: asks for the password"),
    KeyBinding(.control("r"), does: .redraw, "draw the screen again"),
  ]

  static let list = KeyMap(
    title: "In the list",
    bindings: [
      KeyBinding(.enter, .text("y"), does: .copy, "copy the code", hint: "copy"),
      KeyBinding(.text("/"), does: .filter, "filter the accounts", hint: "filter"),
      KeyBinding(.text("?"), does: .help, "show the keys", hint: "keys"),
      KeyBinding(.text("q"), does: .quit, "quit", hint: "quit"),
      KeyBinding(.text("a"), does: .add, "add accounts", hint: "add"),
      KeyBinding(.text("n"), does: .nextCode, "show or hide the next codes", hint: "next"),
      KeyBinding(
        .text("+"), does: .advanceCounter, "new code of a counter (HOTP)", hint: "new code"),
      KeyBinding(.text(" "), does: .reveal, "show a hidden code, and hide it"),
      KeyBinding(.text("e"), does: .edit, "edit issuer, account, tags and note"),
      KeyBinding(.text("d"), does: .trash, "to the trash"),
      KeyBinding(.text("u"), does: .undo, "take the last change back, whoever made it"),
      KeyBinding(.text("P"), does: .pin, "pin to the top, or not"),
      KeyBinding(.text("Q"), does: .drawQR, "show the account as a QR code, after a question"),
      KeyBinding(.text("#"), does: .tags, "choose a tag, for its accounts alone"),
      KeyBinding(.text("T"), does: .trashView, "look into the trash"),
      KeyBinding(.text("S"), does: .sortOrder, "sort by name or by last use"),
      KeyBinding(.text("H"), does: .hideCodes, "hide all codes, or show them; is remembered"),
    ] + moving + [KeyBinding(.escape, does: .back, "a step back; never quits")] + always,
    others: "any other character begins the filter with itself")

  static let filter = KeyMap(
    title: "In the filter",
    bindings: [
      KeyBinding(
        .enter, .tab, does: .keepFilter, "keep it, and back to the list", hint: "keep"),
      KeyBinding(.escape, does: .back, "drop it, and back to the list", hint: "drop"),
      KeyBinding(.down, does: .down, "next account", hint: "move"),
      KeyBinding(.up, does: .up, "previous account"),
      KeyBinding(.pageDown, does: .pageDown, "a page down"),
      KeyBinding(.pageUp, does: .pageUp, "a page up"),
    ] + editing + always,
    others: "every character is text, also those that act in the list; #work finds tags")

  static let trash = KeyMap(
    title: "In the trash",
    bindings: [
      KeyBinding(.text("r"), does: .restore, "take it out of the trash", hint: "restore"),
      KeyBinding(.text("T"), .escape, does: .back, "back to the accounts", hint: "back"),
      KeyBinding(.text("/"), does: .filter, "filter the trash", hint: "filter"),
      KeyBinding(.text("u"), does: .undo, "take the last change back"),
      KeyBinding(.text("?"), does: .help, "show the keys", hint: "keys"),
      KeyBinding(.text("q"), does: .quit, "quit", hint: "quit"),
    ] + moving + always,
    others: "any other character begins the filter with itself")

  static let tags = KeyMap(
    title: "In the list of tags",
    bindings: [
      KeyBinding(.enter, does: .accept, "show the accounts that have it", hint: "show"),
      KeyBinding(.escape, .text("q"), .text("#"), does: .back, "back", hint: "back"),
    ] + scrolling("tag") + always)

  static let help = KeyMap(
    title: "In this help",
    bindings: [
      KeyBinding(
        .escape, .enter, .text("?"), .text("q"), does: .back, "back", hint: "back")
    ] + scrolling("line") + always)

  /// The keys that move through lines, where letters are no text.
  static func scrolling(_ thing: String) -> [KeyBinding] {
    [
      KeyBinding(.down, .text("j"), does: .down, "next \(thing)", hint: "down"),
      KeyBinding(.up, .text("k"), does: .up, "previous \(thing)"),
      KeyBinding(.pageDown, .text(" "), does: .pageDown, "a page down"),
      KeyBinding(.pageUp, does: .pageUp, "a page up"),
      KeyBinding(.end, .text("G"), does: .last, "last \(thing)"),
      KeyBinding(.home, .text("g"), does: .first, "first \(thing)"),
    ]
  }

  /// The keys that change a text.
  static let editing = [
    KeyBinding(.backspace, does: .deleteCharacter, "delete the character before the cursor"),
    KeyBinding(.delete, does: .deleteForward, "delete the character behind it"),
    KeyBinding(.control("w"), does: .deleteWord, "delete the word before it"),
    KeyBinding(.control("u"), does: .deleteAll, "delete all"),
    KeyBinding(.left, .control("b"), does: .left, "a character back"),
    KeyBinding(.right, .control("f"), does: .right, "a character on"),
    KeyBinding(.home, .control("a"), does: .lineStart, "to the beginning"),
    KeyBinding(.end, .control("e"), does: .lineEnd, "to the end"),
  ]
}
