internal import CNCurses
internal import TerminalUI

extension Key {
  /// The key that the terminal's code stands for; nil for keys that the screen does not know.
  ///
  /// - Parameter code: what `fob_screen_read` gave.
  init?(code: Int) {
    guard code < 0 else {
      guard let key = Self.character(code) else { return nil }
      self = key
      return
    }
    guard let key = Self.named[code] else { return nil }
    self = key
  }

  private static let named: [Int: Key] = [
    FOB_KEY_UP: .up, FOB_KEY_DOWN: .down, FOB_KEY_LEFT: .left, FOB_KEY_RIGHT: .right,
    FOB_KEY_PAGE_UP: .pageUp, FOB_KEY_PAGE_DOWN: .pageDown, FOB_KEY_HOME: .home,
    FOB_KEY_END: .end, FOB_KEY_ENTER: .enter, FOB_KEY_BACKSPACE: .backspace,
    FOB_KEY_DELETE: .delete, FOB_KEY_BACK_TAB: .backTab,
  ]

  private static func character(_ code: Int) -> Key? {
    switch code {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: Unicode.Scalar(UInt32(code) + 0x60).map(Key.control)
    case 0x20...: UInt32(exactly: code).flatMap(Unicode.Scalar.init).map(Key.text)
    default: nil
    }
  }
}
