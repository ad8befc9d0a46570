internal import Glibc
internal import TerminalUI

/// A QR code alone on the alternate screen, until a key is pressed. Nothing of it stays behind.
struct QRScreen: ~Copyable {
  private let matrix: QRMatrix
  private let caption: String
  private var screen: CursesScreen

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - matrix: the code.
  ///   - caption: the line below it.
  /// - Throws: `LiveScreenError`, with the terminal as it was.
  init(showing matrix: QRMatrix, caption: String) throws(LiveScreenError) {
    (self.matrix, self.caption) = (matrix, caption)
    screen = try CursesScreen()
  }

  /// Shows the code until a key is pressed, the input ends, or a signal comes.
  ///
  /// - Returns: the signal that ended it, to be raised again; the terminal is given back.
  consuming func run() -> Int32? {
    var size = screen.measure()
    while true {
      screen.draw(Frame(of: matrix, caption: caption, size: size))
      let wakeup = screen.wait(milliseconds: .max)
      for signal in wakeup.signals {
        switch signal {
        case SIGWINCH: break
        case SIGTSTP: screen.stop()
        case SIGCONT: screen.resume()
        default: return signal
        }
      }
      // A key of a terminal that was read in part is none yet.
      if wakeup.inputHasEnded || wakeup.hasInput && screen.readKey() != nil { return nil }
      size = screen.measure()
    }
  }
}
