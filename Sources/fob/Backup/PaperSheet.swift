internal import Authenticator
internal import Secrets
internal import TerminalUI

/// The pages of a paper backup: six codes each, and what to do with them.
struct PaperSheet {
  /// The size of every code (ISO/IEC 18004): 117 modules on a side.
  static let version = 25
  static let codesOnPage = 6
  /// Two pages hold so many; where notes do not fit onto them, they are left out.
  static let codesWithNotes = 2 * codesOnPage
  /// Millimetres.
  private static let module = 0.62
  private static let (columnStep, rowStep) = (92.0, 81.0)
  private static let (left, top, firstRow) = (16.0, 284.0, 250.0)

  let codes: [PaperCode]
  /// Unix time in seconds.
  let made: UInt64
  let accounts: Int
  let hasNotes: Bool

  /// Draws them.
  ///
  /// - Returns: a PDF file.
  /// - Throws: `Failure`.
  func file() throws(Failure) -> [UInt8] {
    let drawing = QRDrawing(level: .medium, version: PaperSheet.version)
    let matrices = try drawing.matrices(
      of: codes.map { Secret(SecretBytes(copying: $0.payload.span)) })
    let starts = Array(stride(from: 0, to: matrices.count, by: PaperSheet.codesOnPage))
    let pages = starts.map { start in
      page(matrices, from: start, number: start / PaperSheet.codesOnPage + 1, of: starts.count)
    }
    return PDFDocument.file(of: pages)
  }

  /// The page on which a code stands.
  static func page(of number: Int) -> Int { (number - 1) / codesOnPage + 1 }

  private func page(
    _ matrices: [QRMatrix], from start: Int, number: Int, of count: Int
  ) -> PDFDocument.Page {
    var page = PDFDocument.Page()
    let title = "fob paper backup of \(Clock.localText(made)), page \(number) of \(count)"
    page.write(title, x: PaperSheet.left, y: PaperSheet.top, size: 12, isBold: true)
    for (line, text) in text.enumerated() {
      page.write(
        text, x: PaperSheet.left, y: PaperSheet.top - 5.5 - 3.6 * Double(line), size: 8)
    }
    for index in start..<min(start + PaperSheet.codesOnPage, matrices.count) {
      draw(matrices[index], codes[index], at: index - start, on: &page)
    }
    return page
  }

  private func draw(
    _ matrix: QRMatrix, _ code: PaperCode, at place: Int, on page: inout PDFDocument.Page
  ) {
    let x = PaperSheet.left + PaperSheet.columnStep * Double(place % 2)
    let y = PaperSheet.firstRow - PaperSheet.rowStep * Double(place / 2)
    page.fill(matrix.size, x: x, y: y, cell: PaperSheet.module) { matrix[row: $0, column: $1] }
    let bottom = y - PaperSheet.module * Double(matrix.size + 4) - 2
    page.write("code \(code.number) of \(code.count)", x: x, y: bottom, size: 7)
  }

  private var text: [String] {
    [
      "\(counted(accounts, "account")), encrypted: they open with the vault's password or recovery "
        + "key, which are not on this paper.",
      "To restore: install fob, scan or photograph each page, sharp and evenly lit, and run",
      "    fob restore-vault page1.jpg page2.jpg",
      "Pages, photos and codes may come in any order; fob names what is missing. Any one code may be "
        + "lost, no more.",
      "Not on it: the trash, what was deleted, history, settings, the services' backup codes"
        + (hasNotes ? "." : ", notes and tags."),
      "How to read it without fob: Backup.md in fob's source. Name of this backup: "
        + (codes.first?.backup.hexadecimal ?? ""),
    ]
  }
}
