// The keys of what lies over the list for a while.

extension KeyMap {
  static let add = KeyMap(
    title: "When accounts are added",
    bindings: [
      KeyBinding(.text("t"), does: .addTyped, "type one: names, and the secret or a URI"),
      KeyBinding(.text("p"), does: .addPicture, "from a picture or a file: type its path"),
      KeyBinding(.text("c"), does: .addClipboard, "from the clipboard: a picture or text"),
      KeyBinding(.text("s"), does: .addScreen, "from a picture of the screen"),
      KeyBinding(.escape, .text("q"), does: .back, "back", hint: "back"),
    ] + always)

  static let form = form(enter: "go on")

  /// The keys of a form.
  ///
  /// - Parameter hint: what Enter does in the line that is being filled in.
  /// - Returns: the keys.
  static func form(enter hint: String) -> KeyMap {
    KeyMap(
      title: "In a form",
      bindings: [
        KeyBinding(
          .enter, does: .accept,
          "when adding, on to the next line, and in the last one the end; else saves or reads",
          hint: hint),
        KeyBinding(.escape, does: .back, "back; what was typed is dropped", hint: "drop"),
        KeyBinding(.tab, .down, does: .nextField, "next line"),
        KeyBinding(.backTab, .up, does: .previousField, "previous line"),
      ] + editing + always,
      others: "every character is text; a secret is not shown")
  }

  static let review = KeyMap(
    title: "When accounts were found",
    bindings: [
      KeyBinding(.enter, .text("y"), does: .accept, "add them", hint: "add"),
      KeyBinding(.escape, .text("q"), does: .back, "add nothing", hint: "drop"),
    ] + scrolling("line") + always)

  static let question = KeyMap(
    title: "When it asks",
    bindings: [
      KeyBinding(.text("y"), does: .accept, "yes", hint: "yes"),
      KeyBinding(.escape, .text("n"), .text("q"), does: .back, "no", hint: "no"),
    ] + always)

  static let picture = KeyMap(
    title: "Before a QR code",
    bindings: [
      KeyBinding(.escape, .enter, .text("q"), .text("Q"), does: .back, "back", hint: "back")
    ] + always)

  static let password = KeyMap(
    title: "When it asks for the password",
    bindings: [
      KeyBinding(.enter, does: .accept, "that is it", hint: "open"),
      KeyBinding(.escape, does: .back, "begin anew; where nothing is locked, back", hint: "anew"),
      KeyBinding(.backspace, does: .deleteCharacter, "delete the last character"),
      KeyBinding(.control("u"), does: .deleteAll, "delete all"),
      KeyBinding(.control("d"), does: .quit, "quit", hint: "quit"),
      KeyBinding(.control("r"), does: .redraw, "draw the screen again"),
    ],
    others: "every character is part of it, and shown as a dot")
}
