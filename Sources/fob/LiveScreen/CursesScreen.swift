internal import CNCurses
internal import Glibc
internal import TerminalUI

/// The terminal: ncurses for keys and cells, and the signals that concern a screen. One at a time.
@safe
struct CursesScreen: ~Copyable {
  /// What has ended a wait.
  struct Wakeup {
    let hasInput: Bool
    let inputHasEnded: Bool
    let isTold: Bool
    let signals: [Int32]
  }

  private let signals: Int32
  private var shown: [Line] = []

  /// Takes the terminal on standard input and output.
  ///
  /// - Throws: `LiveScreenError`, with the terminal as it was.
  init() throws(LiveScreenError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    // Without a UTF-8 locale ncurses draws "?" for what is not ASCII, and codes are ASCII.
    _ = fob_use_utf8()
    let descriptor = fob_signals_take()
    guard descriptor >= 0 else { throw .noSignals }
    let status = unsafe fob_screen_open(getenv("TERM"), Self.wantsColours)
    if let error = Self.error(of: status) {
      fob_signals_give_back(descriptor)
      throw error
    }
    signals = descriptor
  }

  /// Finds out whether the terminal can show a screen, and leaves it alone.
  ///
  /// - Throws: `LiveScreenError`.
  static func check() throws(LiveScreenError) {
    if let error = error(of: unsafe fob_screen_check(getenv("TERM"))) { throw error }
  }

  deinit {
    fob_screen_leave()
    fob_signals_give_back(signals)
  }

  /// Measures the terminal anew. Terminals move what they show when they are resized, each in its
  /// own way, so the next frame is sent whole.
  mutating func measure() -> Size {
    var (columns, rows): (Int32, Int32) = (0, 0)
    unsafe fob_screen_measure(&columns, &rows)
    forget()
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Draws the lines that have changed; ncurses sends the cells that have.
  mutating func draw(_ frame: Frame) {
    let isWhole = shown.count != frame.lines.count
    for (row, line) in frame.lines.enumerated() where isWhole || shown[row] != line {
      draw(line, in: row)
    }
    shown = frame.lines
    fob_screen_show(Int32(frame.cursor?.row ?? -1), Int32(frame.cursor?.column ?? -1))
  }

  /// Each span at its own place: a terminal that disagrees about a width shifts nothing after it.
  private func draw(_ line: Line, in row: Int) {
    var column = 0
    for span in line.spans {
      let text = span.text.unicodeScalars.map(\.value) + [0]
      let look = Look(of: span.style)
      unsafe fob_screen_draw(Int32(row), Int32(column), text, look.attributes, look.colour)
      column += span.columns
    }
  }

  /// Forgets what the terminal shows: the next frame is sent whole.
  mutating func forget() {
    shown = []
    fob_screen_forget()
  }

  /// Gives the terminal back, stops as Ctrl-Z does, and takes the terminal again.
  mutating func stop() {
    fob_screen_leave()
    fob_stop()
    resume()
  }

  /// Takes the terminal again after somebody else had it.
  mutating func resume() {
    shown = []
    fob_screen_resume()
  }

  /// Waits for keys, signals, what somebody tells through a descriptor (-1: nobody), or the time.
  func wait(milliseconds: Int64, teller: Int32 = -1) -> Wakeup {
    let wakeup = fob_wait(signals, teller, Int32(clamping: milliseconds))
    return Wakeup(
      hasInput: wakeup.input, inputHasEnded: wakeup.ended, isTold: wakeup.told,
      signals: (1..<32).filter { wakeup.signals & (1 << $0) != 0 })
  }

  /// The next key that was typed; one that the screen does not know is passed over.
  func readKey() -> Key? {
    while true {
      let code = Int(fob_screen_read())
      guard code != FOB_KEY_NONE else { return nil }
      if code == 0x1B {
        if isEscapeAlone() { return .escape }
      } else if let key = Key(code: code) {
        return key
      }
    }
  }

  /// Whether nothing came with an Esc. What did is a key that terminfo does not know, or one pressed
  /// with Alt; it is swallowed, or its letters would act.
  private func isEscapeAlone() -> Bool {
    switch Int(fob_screen_read()) {
    case FOB_KEY_NONE, 0x1B: return true
    case 0x5B: while (0x20..<0x40).contains(fob_screen_read()) {}
    case 0x4F: _ = fob_screen_read()
    default: break
    }
    return false
  }

  /// By no-color.org, and where ncurses has found colours.
  private static var wantsColours: Bool {
    guard let value = unsafe getenv("NO_COLOR") else { return true }
    return unsafe value.pointee == 0
  }

  private static func error(of status: fob_screen_status) -> LiveScreenError? {
    let name = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
    let terminal = DisplayText.escaped(name, columns: 32)
    switch status {
    case FOB_SCREEN_OK: return nil
    case FOB_SCREEN_NO_DATABASE: return .noTerminalDatabase
    case FOB_SCREEN_UNKNOWN_TERMINAL: return .unknownTerminal(terminal)
    default: return .tooSimple(terminal)
    }
  }
}
