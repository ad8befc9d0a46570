internal import Authenticator
internal import Importers

/// The programs that read the codes of files, and the one that draws codes.
enum PictureHelper: String {
  /// Reads pictures.
  case scan = "fob-scan"
  /// Has documents and drawings turned into pictures, and those read.
  case convert = "fob-convert"
  /// Draws codes.
  case draw = "fob-draw"

  /// Who reads a file, told by its bytes; `nil` where it is no picture.
  init?(for bytes: Span<UInt8>) {
    let start = bytes.extracting(0..<min(bytes.count, 1024))
    switch Content(of: start) {
    case .pdf: self = .convert
    case .picture: self = start.holds("ftyp", at: 4) ? .convert : .scan
    case .text, .webAddress:
      let isDrawing =
        start.holds("<svg")
        || start.holds("<?xml")
          && start.indices.contains { start.holds("<svg", at: $0) }
      guard isDrawing else { return nil }
      self = .convert
    default: return nil
    }
  }
}
