internal import CNCurses
internal import TerminalUI

// Keys while a password or a secret is typed. ncurses would keep the characters in a buffer of its
// own, so they are read without it, one byte after the other, from the terminal to locked memory.

extension CursesScreen {
  /// What came of a byte.
  enum SecretKey {
    /// The line has changed.
    case typed
    /// A key that is no text.
    case key(Key)
  }

  /// How long an Esc may take to turn out to be a function key, in milliseconds.
  private static let escapeDelay: Int32 = 25

  /// Reads the next key.
  ///
  /// - Parameter line: takes the characters.
  /// - Returns: what came of it; `nil` where none was typed.
  func readSecretKey(into line: inout SecretLine) -> SecretKey? {
    while let byte = nextByte(within: 0) {
      switch byte {
      case 0x08, 0x7F: line.removeLast()
      case 0x15: line.wipe()
      case 0x1B:
        guard let key = keyAfterEscape() else { continue }
        return .key(key)
      case 0x20...: line.append(byte)
      default:
        guard let key = Key(code: Int(byte)) else { continue }
        return .key(key)
      }
      return .typed
    }
    return nil
  }

  /// Esc itself where nothing comes with it; the keys that move between lines; `nil` for others.
  private func keyAfterEscape() -> Key? {
    guard let second = nextByte(within: Self.escapeDelay) else { return .escape }
    guard second == 0x5B || second == 0x4F else { return nil }
    var last = nextByte(within: Self.escapeDelay)
    while let byte = last, second == 0x5B, (0x20..<0x40).contains(byte) {
      last = nextByte(within: Self.escapeDelay)
    }
    return switch last {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "Z"): .backTab
    default: nil
    }
  }

  private func nextByte(within milliseconds: Int32) -> UInt8? {
    UInt8(exactly: fob_read_byte(milliseconds))
  }
}
