/// A key as the terminal tells it.
public enum Key: Sendable, Hashable {
  /// A printable character.
  case text(Unicode.Scalar)
  /// Ctrl and a lower-case letter.
  case control(Unicode.Scalar)
  case up, down, left, right, pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete

  /// The key as the help names it.
  var label: String {
    switch self {
    case .text(" "): "Space"
    case .text(let scalar): String(scalar)
    case .control(let letter): "Ctrl-\(String(letter).uppercased())"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    }
  }
}
