/// A line of text that is typed, with a cursor in it.
struct TextInput: Sendable, Equatable {
  /// The most scalars that can be typed.
  let limit: Int
  /// What stands before the cursor, and behind it.
  private(set) var before: String
  private(set) var after = ""

  var text: String { before + after }
  var isEmpty: Bool { before.isEmpty && after.isEmpty }

  init(_ text: String = "", limit: Int) {
    before = text
    self.limit = limit
  }

  /// Whether a character would be seen, and there is room for it.
  func takes(_ scalar: Unicode.Scalar) -> Bool {
    CellWidth(of: scalar) != .unprintable && text.unicodeScalars.count < limit
  }

  mutating func type(_ scalar: Unicode.Scalar) {
    if takes(scalar) { before.unicodeScalars.append(scalar) }
  }

  /// Moves the cursor, or deletes; what is no such action changes nothing.
  mutating func perform(_ action: Action) {
    switch action {
    case .deleteCharacter: before = String(before.dropLast())
    case .deleteForward: after = String(after.dropFirst())
    case .deleteWord: before = String(before[..<wordStart])
    case .deleteAll: (before, after) = ("", "")
    case .left: if let last = before.popLast() { after = String(last) + after }
    case .right: if !after.isEmpty { before.append(after.removeFirst()) }
    case .lineStart: (before, after) = ("", text)
    case .lineEnd: (before, after) = (text, "")
    default: break
    }
  }

  private var wordStart: String.Index {
    let spaceless = before.lastIndex { $0 != " " } ?? before.startIndex
    let space = before[..<spaceless].lastIndex(of: " ")
    return space.map(before.index(after:)) ?? before.startIndex
  }

  /// The part around the cursor that fits, and where the cursor is in it: what was typed last must
  /// be seen.
  func window(columns: Int) -> (text: String, cursor: Int) {
    var head = before[...]
    while DisplayText.columns(of: String(head)) >= columns, !head.isEmpty { head.removeFirst() }
    let cursor = DisplayText.columns(of: String(head))
    return (DisplayText.escaped(head + after, columns: max(0, columns)), cursor)
  }
}
