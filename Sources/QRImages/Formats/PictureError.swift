/// Why a file could not be read as a picture.
public enum PictureError: Error, Equatable {
  /// The bytes are of a kind that is not read here.
  case otherKind(OtherKind)
  /// The file starts as a picture does, but nothing can be decoded from it.
  case damaged(PictureFormat)
  /// More pixels than are taken, or more than fit into memory.
  case tooLarge(PictureFormat)
  /// Its pixels are packed in a way that is not read here.
  case otherwisePacked(PictureFormat)
}

extension PictureError: CustomStringConvertible {
  /// What was seen, and what could be read.
  public var description: String {
    switch self {
    case .otherKind(let kind):
      """
      this is \(kind.rawValue); fob reads QR codes from PNG, JPEG, WebP, GIF, BMP, TIFF and PNM \
      pictures
      """
    case .damaged(let format):
      "this \(format) picture is damaged; save or take it again"
    case .otherwisePacked(let format):
      "this \(format) picture is packed in a way that fob does not read; save it as PNG"
    case .tooLarge(let format):
      """
      this \(format) picture is too large; at most 50 million pixels are read, so cut out the code
      """
    }
  }
}
