/// The kinds of pictures that are read.
public enum PictureFormat: String, Sendable, CaseIterable, CustomStringConvertible {
  /// Portable Network Graphics (ISO/IEC 15948).
  case png = "PNG"
  /// JPEG (ITU-T T.81).
  case jpeg = "JPEG"
  /// WebP (RFC 9649), animated too.
  case webp = "WebP"
  /// Graphics Interchange Format, all frames.
  case gif = "GIF"
  /// Windows bitmap.
  case bmp = "BMP"
  /// Tagged Image File Format (revision 6), all pages.
  case tiff = "TIFF"
  /// Binary PBM, PGM and PPM, several in a file too: what converters print.
  case anymap = "PNM"

  /// Its usual name.
  public var description: String { rawValue }

  /// Tells a file's format by its first bytes.
  ///
  /// - Parameter file: the whole file, or its first 32 bytes.
  /// - Throws: `PictureError.otherKind` with a name for what it is.
  public init(of file: [UInt8]) throws(PictureError) {
    let known = Self.signatures.first { file.dropFirst($0.offset).starts(with: $0.bytes) }
    guard let known else { throw .otherKind(OtherKind(of: file)) }
    self = known.format
  }

  private static let signatures: [(format: PictureFormat, offset: Int, bytes: [UInt8])] = [
    (.png, 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.jpeg, 0, [0xFF, 0xD8, 0xFF]),
    (.webp, 8, Array("WEBP".utf8)),
    (.gif, 0, Array("GIF87a".utf8)),
    (.gif, 0, Array("GIF89a".utf8)),
    (.tiff, 0, Array("II*\0".utf8)),
    (.tiff, 0, Array("MM\0*".utf8)),
    (.anymap, 0, Array("P4".utf8)),
    (.anymap, 0, Array("P5".utf8)),
    (.anymap, 0, Array("P6".utf8)),
    (.bmp, 0, Array("BM".utf8)),
  ]
}

/// Kinds of files that are no picture that is read here.
public enum OtherKind: String, Sendable, CaseIterable {
  case heif = "a HEIC or AVIF picture"
  case pdf = "a PDF document"
  case svg = "an SVG drawing"
  case jpeg2000 = "a JPEG 2000 picture"
  case jpegXL = "a JPEG XL picture"
  case icon = "a Windows icon"
  case zip = "a ZIP archive"
  case text = "text"
  case empty = "empty"
  case unknown = "no picture"

  private static let signatures: [(kind: OtherKind, offset: Int, bytes: [UInt8])] = [
    (.heif, 4, Array("ftyp".utf8)),
    (.pdf, 0, Array("%PDF-".utf8)),
    (.svg, 0, Array("<svg".utf8)),
    (.svg, 0, Array("<?xml".utf8)),
    (.jpeg2000, 4, Array("jP  ".utf8)),
    (.jpegXL, 4, Array("JXL ".utf8)),
    (.jpegXL, 0, [0xFF, 0x0A]),
    (.icon, 0, [0, 0, 1, 0]),
    (.zip, 0, Array("PK\u{3}\u{4}".utf8)),
  ]

  init(of file: [UInt8]) {
    let known = Self.signatures.first { file.dropFirst($0.offset).starts(with: $0.bytes) }
    let isText = file.prefix(1024).allSatisfy { $0 >= 0x20 && $0 != 0x7F || 9...13 ~= $0 }
    self = file.isEmpty ? .empty : known?.kind ?? (isText ? .text : .unknown)
  }
}
