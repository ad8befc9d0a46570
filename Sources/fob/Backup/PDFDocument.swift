/// A small PDF (ISO 32000-1): pages of A4 with filled rectangles and text in Helvetica, which every
/// reader has built in.
struct PDFDocument {
  /// A page's size in points, of which 72 are an inch.
  static let width = 595.28
  static let height = 841.89
  static let pointsInMillimetre = 72 / 25.4

  /// The content of a page, in millimetres from its lower left corner.
  struct Page {
    fileprivate private(set) var content: [UInt8] = []

    /// Starts with the scale of the page.
    init() {
      let scale = PDFDocument.number(pointsInMillimetre)
      content += "\(scale) 0 0 \(scale) 0 0 cm\n".utf8
    }

    /// Writes a line of text.
    ///
    /// - Parameters:
    ///   - text: what is not Latin 1 becomes a question mark.
    ///   - x: where it starts.
    ///   - y: its base line.
    ///   - size: of the letters, in points.
    ///   - isBold: whether it is Helvetica-Bold.
    mutating func write(_ text: String, x: Double, y: Double, size: Double, isBold: Bool = false) {
      let scaled = PDFDocument.number(size / pointsInMillimetre)
      let place = "\(PDFDocument.number(x)) \(PDFDocument.number(y))"
      let shown = PDFDocument.escaped(text)
      content += "BT /\(isBold ? "B" : "R") \(scaled) Tf \(place) Td (\(shown)) Tj ET\n".utf8
    }

    /// Fills the dark cells of a square.
    ///
    /// - Parameters:
    ///   - size: cells on a side.
    ///   - x: its left edge.
    ///   - y: its upper edge.
    ///   - cell: millimetres on a cell's side.
    ///   - isDark: by row from the top, and column.
    mutating func fill(
      _ size: Int, x: Double, y: Double, cell: Double, isDark: (_ row: Int, _ column: Int) -> Bool
    ) {
      let (scale, place) = (
        PDFDocument.number(cell), "\(PDFDocument.number(x)) \(PDFDocument.number(y))"
      )
      content += "q \(scale) 0 0 \(scale) \(place) cm\n".utf8
      for row in 0..<size {
        var column = 0
        while column < size {
          let start = column
          while column < size, isDark(row, column) { column += 1 }
          if column > start { content += "\(start) \(-row - 1) \(column - start) 1 re\n".utf8 }
          column += 1
        }
      }
      content += "f Q\n".utf8
    }
  }

  private var bytes: [UInt8] = Array("%PDF-1.4\n%\u{FF}\u{FF}\n".utf8)
  private var places: [Int] = []

  /// The file of some pages.
  static func file(of pages: [Page]) -> [UInt8] {
    var document = PDFDocument()
    let kids = pages.indices.map { "\(5 + 2 * $0) 0 R" }.joined(separator: " ")
    document.add("<< /Type /Catalog /Pages 2 0 R >>")
    document.add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    for name in ["Helvetica", "Helvetica-Bold"] {
      document.add(
        "<< /Type /Font /Subtype /Type1 /BaseFont /\(name) /Encoding /WinAnsiEncoding >>")
    }
    for (index, page) in pages.enumerated() { document.add(page, at: 5 + 2 * index) }
    return document.finished
  }

  private mutating func add(_ page: Page, at number: Int) {
    let box =
      "/MediaBox [0 0 \(PDFDocument.number(PDFDocument.width)) "
      + "\(PDFDocument.number(PDFDocument.height))]"
    add(
      "<< /Type /Page /Parent 2 0 R \(box) /Resources << /Font << /R 3 0 R /B 4 0 R >> >> "
        + "/Contents \(number + 1) 0 R >>")
    add("<< /Length \(page.content.count) >>\nstream\n", page.content, "\nendstream")
  }

  private mutating func add(_ start: String, _ content: [UInt8] = [], _ end: String = "") {
    places.append(bytes.count)
    bytes += "\(places.count) 0 obj\n\(start)".utf8
    bytes += content
    bytes += "\(end)\nendobj\n".utf8
  }

  /// With the table of where each object stands.
  private var finished: [UInt8] {
    let entries = places.map { place in
      let digits = String(place)
      return String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n"
    }
    let table = "xref\n0 \(places.count + 1)\n0000000000 65535 f \n" + entries.joined()
    let trailer = "trailer\n<< /Size \(places.count + 1) /Root 1 0 R >>\n"
    return bytes + (table + trailer + "startxref\n\(bytes.count)\n%%EOF\n").utf8
  }

  /// With three decimals, as PDF has no exponents.
  private static func number(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let decimals = String(abs(thousandths % 1000))
    let sign = thousandths < 0 ? "-" : ""
    return "\(sign)\(abs(thousandths / 1000))."
      + String(repeating: "0", count: 3 - decimals.count) + decimals
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, letter in
      switch letter {
      case "(", ")", "\\": result += "\\\(letter)"
      case " "..."~": result.unicodeScalars.append(letter)
      case "\u{A1}"..."\u{FF}": result += "\\" + String(letter.value, radix: 8)
      default: result += "?"
      }
    }
  }
}
