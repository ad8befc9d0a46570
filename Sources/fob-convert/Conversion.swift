/// A kind of file that another program has to turn into pixels first.
enum Conversion: String, CaseIterable {
  case pdf = "PDF document"
  case svg = "SVG drawing"
  case heif = "HEIC or AVIF picture"

  /// Tells it by a file's first bytes.
  init?(of start: [UInt8]) {
    let isMarkup = ["<svg", "<?xml", "<!"].contains { start.starts(with: $0.utf8) }
    switch true {
    case start.starts(with: "%PDF-".utf8): self = .pdf
    case isMarkup: self = .svg
    case start.dropFirst(4).starts(with: "ftyp".utf8): self = .heif
    default: return nil
    }
  }

  /// The Debian package that it takes.
  var package: String {
    switch self {
    case .pdf: "poppler-utils"
    case .svg: "librsvg2-bin"
    case .heif: "libheif1"
    }
  }

  /// The program, and its arguments: from standard input to pixels on standard output.
  ///
  /// - Parameter folder: where fob's own helpers are.
  /// - Returns: its path, then the arguments.
  func command(in folder: String) -> [String] {
    switch self {
    // At 150 dots an inch a module of half a millimetre is three pixels; fob-scan reads 60 pages.
    case .pdf: ["/usr/bin/pdftoppm", "-r", "150", "-gray", "-l", "60", "-"]
    // Drawings are often a pixel a module.
    case .svg: ["/usr/bin/rsvg-convert", "--keep-aspect-ratio", "--width", "1200"]
    case .heif: ["\(folder)/fob-heif"]
    }
  }

  /// The program that tells how many pages there are, where the one that converts does not.
  var counter: [String]? { self == .pdf ? ["/usr/bin/pdfinfo", "-"] : nil }

  /// How many pages there are, from what that program prints. What a document says of itself, such
  /// as its title, comes before.
  static func pages(in text: String) -> Int? {
    let line = text.split(separator: "\n").last { $0.hasPrefix("Pages:") }
    return line.flatMap { Int($0.dropFirst("Pages:".count).drop { $0 == " " }) }
  }

  /// Where there is one of these, the package is there.
  var signs: [String] {
    switch self {
    case .pdf: ["/usr/bin/pdftoppm"]
    case .svg: ["/usr/bin/rsvg-convert"]
    case .heif:
      ["x86_64-linux-gnu", "aarch64-linux-gnu", "riscv64-linux-gnu", "../lib64", "."].map {
        "/usr/lib/\($0)/libheif.so.1"
      }
    }
  }
}
