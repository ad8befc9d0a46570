internal import CPictures

/// A decoded picture file.
struct Picture {
  /// Most pixels that are decoded.
  static let mostPixels: UInt64 = 50_000_000

  /// What to look for codes in: the picture, and where it is transparent, the picture on white and
  /// then on black.
  let views: [GreyPicture]

  /// Decodes a file and turns the picture upright.
  init(file: [UInt8]) throws(PictureError) {
    let format = try PictureFormat(of: file)
    let orientation = Orientation(of: file, format)
    let pixels = try DecodedPixels(file, format)
    views = pixels.views().map { $0.turned(orientation) }
  }
}

/// Pixels that a C library decoded, and their memory.
@safe
private struct DecodedPixels: ~Copyable {
  private var pixels = unsafe fob_pixels()

  init(_ file: [UInt8], _ format: PictureFormat) throws(PictureError) {
    var decoded = unsafe fob_pixels()
    let outcome = unsafe file.withUnsafeBufferPointer { file in
      let decode = unsafe format == .png ? fob_decode_png : fob_decode_jpeg
      return unsafe decode(file.baseAddress, file.count, Picture.mostPixels, &decoded)
    }
    unsafe pixels = decoded
    switch outcome {
    case fob_picture_decoded, fob_picture_partly_decoded: break
    case fob_picture_too_large: throw .tooLarge(format)
    default: throw .damaged(format)
    }
  }

  deinit {
    var pixels = unsafe pixels
    unsafe fob_free_pixels(&pixels)
  }

  /// The pixels as they are, or where some are transparent, on white and on black.
  func views() -> [GreyPicture] {
    guard unsafe pixels.channels == 2 else {
      return [written { Kernel.copy($0, into: &$1) }]
    }
    let onWhite = written { Kernel.compose($0, on: .max, into: &$1) }
    let onBlack = written { Kernel.compose($0, on: .min, into: &$1) }
    return onWhite == onBlack ? [onWhite] : [onWhite, onBlack]
  }

  /// A picture whose rows are written from the decoded ones.
  private func written(by write: (Span<UInt8>, inout MutableSpan<UInt8>) -> Void) -> GreyPicture {
    let (width, height) = unsafe (Int(pixels.width), Int(pixels.height))
    let stride = unsafe width * Int(pixels.channels)
    let bytes = unsafe Span(_unsafeStart: UnsafePointer(pixels.bytes), count: height * stride)
    return GreyPicture(width: width, height: height) { y, row in
      write(bytes.extracting(y * stride..<(y + 1) * stride), &row)
    }
  }
}
