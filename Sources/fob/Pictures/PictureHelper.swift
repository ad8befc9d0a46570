internal import Authenticator
internal import Importers

/// The program that reads the codes of a file.
enum PictureHelper {
  /// Reads pictures.
  case scan
  /// Has documents and drawings turned into pictures, and those read.
  case convert
  /// Watches a camera until it sees a code.
  case camera

  var program: HelperProgram { self == .convert ? .convert : .scan }

  var arguments: [String] { self == .camera ? ["--camera"] : [] }

  /// The longest that it may take.
  var seconds: UInt64 { self == .camera ? 3600 : 20 }

  /// Who reads a file, told by its bytes; `nil` where it is no picture.
  init?(for bytes: Span<UInt8>) {
    let start = bytes.extracting(0..<min(bytes.count, 1024))
    switch Content(of: start) {
    case .pdf: self = .convert
    case .picture: self = start.holds("ftyp", at: 4) ? .convert : .scan
    case .text, .webAddress:
      let isDrawing =
        start.holds("<svg")
        || (start.holds("<?xml") || start.holds("<!"))
          && start.indices.contains { start.holds("<svg", at: $0) }
      guard isDrawing else { return nil }
      self = .convert
    default: return nil
    }
  }
}
