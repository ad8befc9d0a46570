// Plain typing filters, and single letters act: the two meet as follows. In the list a letter with a
// binding acts, and any other printable character begins the filter with itself; `/` begins it
// empty, for what starts with a bound letter. So what is not asked for by the day is bound to capital
// letters and signs, which few names begin with. In the filter every printable character is text, and
// only keys that are no text act. The help says so in the same words, from the same tables.

/// Keys, what they do, and how the help tells it: declared once, so that the help cannot drift.
struct KeyBinding: Sendable {
  let keys: [Key]
  let action: Action
  /// A line of the help.
  let help: String
  /// A word or two for the bottom line, where there is room for only a few keys.
  var hint: String?

  init(_ keys: Key..., does action: Action, _ help: String, hint: String? = nil) {
    self.keys = keys
    self.action = action
    self.help = help
    self.hint = hint
  }

  /// The keys as the help names them.
  var label: String { keys.map(\.label).joined(separator: " ") }
}

/// The keys of one mode of the screen.
struct KeyMap: Sendable {
  let title: String
  let bindings: [KeyBinding]
  /// A line of the help about all other keys.
  var others: String?

  func action(for key: Key) -> Action? {
    bindings.first { $0.keys.contains(key) }?.action
  }
}

extension KeyMap {
  /// All that the help tells.
  static let all: [KeyMap] = [
    list, filter, trash, tags, add, form, review, question, picture, password, help,
  ]
}
