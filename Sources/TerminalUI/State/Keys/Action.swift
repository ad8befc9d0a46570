/// What a key does.
enum Action: Sendable, Equatable {
  // Moving in a list or a text that scrolls.
  case up, down, pageUp, pageDown, first, last
  // Typing.
  case deleteCharacter, deleteForward, deleteWord, deleteAll, left, right, lineStart, lineEnd
  case nextField, previousField
  // What the list shows.
  case filter, keepFilter, nextCode, reveal, hideCodes, sortOrder, tags, trashView, help
  // What is done with an account, or with all of them.
  case copy, advanceCounter, edit, pin, trash, restore, undo, drawQR
  case add, addTyped, addPicture, addClipboard, addScreen
  /// The answer to whatever is asked.
  case accept
  case back, lock, redraw, quit
}
