internal import SystemPackage
internal import TerminalUI

/// A QR code as lines of text: black on white on a terminal, whatever its colours are, and without
/// colours elsewhere, for dark text on light ground.
struct InkLines {
  private static let quietZone = 2

  private let matrix: QRMatrix

  init(_ matrix: QRMatrix) { self.matrix = matrix }

  /// Cells across.
  var columns: Int { matrix.cells(quietZone: InkLines.quietZone).columns }

  /// All lines, without the last newline.
  var text: String {
    let lines = matrix.halfBlocks(quietZone: InkLines.quietZone)
    guard let ink else { return lines.joined(separator: "\n") }
    return lines.map { "\u{1B}[\(ink)m\($0)\u{1B}[0m" }.joined(separator: "\n")
  }

  /// The colours (ECMA-48, 8.3.117): black and white proper where there are 256, since the first
  /// eight are what the user made them.
  private var ink: String? {
    let terminal = SystemCall.environment("TERM") ?? "dumb"
    guard SystemCall.isTerminal(.standardOutput), terminal != "dumb" else { return nil }
    return terminal.contains("256color") ? "38;5;16;48;5;231" : "30;47"
  }
}
