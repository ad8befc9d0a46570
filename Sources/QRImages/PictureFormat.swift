/// The kinds of pictures that are read.
public enum PictureFormat: String, Sendable, CustomStringConvertible {
  /// Portable Network Graphics (ISO/IEC 15948).
  case png = "PNG"
  /// JPEG (ITU-T T.81).
  case jpeg = "JPEG"

  /// Its usual name.
  public var description: String { rawValue }

  private static let signatures: [(format: PictureFormat, bytes: [UInt8])] = [
    (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.jpeg, [0xFF, 0xD8, 0xFF]),
  ]

  /// Tells a file's format by its first bytes.
  ///
  /// - Parameter file: the whole file, or its first 16 bytes.
  /// - Throws: `PictureError.otherKind` with a name for what it is.
  public init(of file: [UInt8]) throws(PictureError) {
    guard let known = Self.signatures.first(where: { file.starts(with: $0.bytes) }) else {
      throw .otherKind(Self.describe(file))
    }
    self = known.format
  }

  /// Kinds that people mistake for one of the above, by their first bytes.
  private static let otherSignatures: [(name: String, offset: Int, bytes: String)] = [
    ("a GIF picture", 0, "GIF8"),
    ("a WebP picture", 8, "WEBP"),
    ("a HEIC or AVIF picture", 4, "ftyp"),
    ("a TIFF picture", 0, "II*\0"),
    ("a TIFF picture", 0, "MM\0*"),
    ("a BMP picture", 0, "BM"),
    ("a PDF document", 0, "%PDF-"),
    ("an SVG or XML document", 0, "<?xml"),
    ("an SVG drawing", 0, "<svg"),
    ("a ZIP archive", 0, "PK\u{3}\u{4}"),
  ]

  private static func describe(_ file: [UInt8]) -> String {
    if file.isEmpty { return "empty" }
    let other = otherSignatures.first { file.dropFirst($0.offset).starts(with: $0.bytes.utf8) }
    if let other { return other.name }
    let text = file.prefix(1024).allSatisfy { $0 >= 0x20 && $0 != 0x7F || 9...13 ~= $0 }
    return text ? "text" : "no picture"
  }
}
