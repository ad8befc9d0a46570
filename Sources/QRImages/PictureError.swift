/// Why a file could not be read as a picture.
public enum PictureError: Error, Equatable {
  /// The bytes are of a kind that is not read here; the name is one such as "a GIF picture".
  case otherKind(String)
  /// The file starts as a picture does, but nothing can be decoded from it.
  case damaged(PictureFormat)
  /// More pixels than are taken, or more than fit into memory.
  case tooLarge(PictureFormat)
}

extension PictureError: CustomStringConvertible {
  /// What was seen, and what could be read.
  public var description: String {
    switch self {
    case .otherKind(let kind): "this is \(kind); fob reads QR codes from PNG and JPEG pictures"
    case .damaged(let format):
      "this \(format) is damaged; save or take the picture again"
    case .tooLarge(let format):
      "this \(format) is too large; at most 50 million pixels are read, so cut out the code"
    }
  }
}
