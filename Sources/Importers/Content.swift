/// What bytes are, where they are no format of the catalogue.
public enum Content: Sendable, Equatable, CaseIterable {
  /// No bytes, or only white space.
  case empty
  /// A picture, which may have a QR code in it: PNG, JPEG, GIF, BMP, WebP, TIFF, HEIC, AVIF or PNM.
  case picture
  /// A PDF document.
  case pdf
  /// JSON.
  case json
  /// A zip archive.
  case zip
  /// A KeePass database.
  case keePass
  /// An SQLite database.
  case sqlite
  /// A vault or a backup of fob itself.
  case vault
  /// A program or a library.
  case program
  /// Compressed bytes that are no zip archive.
  case compressed
  /// A web address.
  case webAddress
  /// The sign-in code of Microsoft's app (`phonefactor://`).
  case phoneFactor
  /// The activation code of Duo's app (`duo://`).
  case duo
  /// Other text.
  case text
  /// Other bytes.
  case binary

  /// Looks at bytes from their beginning.
  ///
  /// - Parameter bytes: any bytes.
  public init(of bytes: Span<UInt8>) {
    self = Content(signature: bytes) ?? Content(text: bytes) ?? .binary
  }

  /// What it is, with its article.
  public var label: String {
    switch self {
    case .empty: "empty"
    case .picture: "a picture"
    case .pdf: "a PDF document"
    case .json: "JSON"
    case .zip: "a zip archive"
    case .keePass: "a KeePass database"
    case .sqlite: "an SQLite database"
    case .vault: "a vault or a backup of fob"
    case .program: "a program"
    case .compressed: "a compressed file"
    case .webAddress: "a web address"
    case .phoneFactor: "a sign-in code for Microsoft's own app"
    case .duo: "an activation code for Duo's own app"
    case .text: "text"
    case .binary: "binary data"
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .picture: "a picture is read where its QR code is sharp and whole"
    case .phoneFactor:
      "it has no secret: choose \"I want to use a different authenticator app\" on Microsoft's page"
    case .duo: "it has no secret: ask for a hardware token or a TOTP code in its place"
    case .webAddress: "open it in a browser; the QR code of an account starts with otpauth://"
    case .vault: "fob restore-vault FILE takes the accounts of a vault or a backup"
    case .compressed: "decompress it first"
    case .empty, .program, .pdf, .json, .zip, .keePass, .sqlite, .text, .binary:
      "pictures of QR codes, otpauth:// URIs and backups can be read; fob import --formats lists them"
    }
  }
}
