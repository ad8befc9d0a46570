internal import Exporters
internal import Secrets
internal import TerminalUI

/// The pages of an export to print: a QR code with its account for each line of five.
struct ExportedPages {
  private static let entriesOnPage = 5
  /// Millimetres.
  private static let (left, top, firstRow, rowStep) = (16.0, 284.0, 270.0, 52.0)
  private static let (codeSide, textLeft) = (44.0, 68.0)
  /// Letters on a line of text, of which a name has three at most.
  private static let lineLength = 44
  private static let mostLines = 3

  private let entries: [ExportPageEntry]

  init(_ entries: [ExportPageEntry]) { self.entries = entries }

  /// Draws them.
  ///
  /// - Returns: a PDF file.
  /// - Throws: `Failure`.
  func file() throws(Failure) -> Secret {
    let matrices = try QRDrawing().matrices(of: entries.map(\.payload))
    let starts = Array(stride(from: 0, to: entries.count, by: ExportedPages.entriesOnPage))
    let pages = starts.enumerated().map { index, start in
      var page = PDFDocument.Page()
      write(title(of: index + 1, of: starts.count), at: ExportedPages.top, on: &page)
      for place in start..<min(start + ExportedPages.entriesOnPage, entries.count) {
        let y = ExportedPages.firstRow - ExportedPages.rowStep * Double(place - start)
        draw(entries[place], matrices[place], at: y, on: &page)
      }
      return page
    }
    return Secret(SecretBytes(copying: PDFDocument.file(of: pages).span))
  }

  private func title(of number: Int, of count: Int) -> String {
    "\(counted(entries.count, "account")), page \(number) of \(count): lock it away, whoever has it has "
      + "your codes"
  }

  private func write(_ title: String, at y: Double, on page: inout PDFDocument.Page) {
    page.write(title, x: ExportedPages.left, y: y, size: 11, isBold: true)
  }

  private func draw(
    _ entry: ExportPageEntry, _ matrix: QRMatrix, at top: Double, on page: inout PDFDocument.Page
  ) {
    let cell = ExportedPages.codeSide / Double(max(matrix.size, 1))
    page.fill(matrix.size, x: ExportedPages.left, y: top, cell: cell) {
      matrix[row: $0, column: $1]
    }
    var y = top - 5
    for (text, size, isBold) in [
      (entry.issuer, 12.0, true), (entry.name, 11, false), (entry.details, 8, false),
    ] {
      for line in lines(of: text) {
        page.write(line, x: ExportedPages.textLeft, y: y, size: size, isBold: isBold)
        y -= size * 0.5
      }
    }
  }

  private func lines(of text: String) -> [String] {
    let most = ExportedPages.lineLength * ExportedPages.mostLines
    let letters = Array(DisplayText.escaped(text, columns: most))
    return stride(from: 0, to: letters.count, by: ExportedPages.lineLength).map { start in
      String(letters[start..<min(start + ExportedPages.lineLength, letters.count)])
    }
  }
}
