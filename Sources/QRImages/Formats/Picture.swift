internal import CPictures

/// Decodes picture files of every format.
enum Picture {
  /// Most pixels that are decoded.
  static let mostPixels: UInt64 = 50_000_000

  /// Decodes a file and hands over its picture upright, or each frame or page of it.
  ///
  /// - Parameters:
  ///   - file: the whole file.
  ///   - see: takes what to look for codes in: the picture, or where it is transparent, the picture
  ///     on white and then on black. Tells whether the next one is wanted.
  /// - Returns: how many there were.
  /// - Throws: `PictureError` where not one frame could be decoded.
  @discardableResult
  static func forEachFrame(
    of file: [UInt8], _ see: ([GreyPicture]) -> Bool
  ) throws(PictureError) -> Extent {
    let format = try PictureFormat(of: file)
    let extent: Extent
    switch format {
    case .png, .jpeg:
      let orientation = Orientation(of: file, format)
      _ = see(try DecodedPixels(file, format).views().map { $0.turned(orientation) })
      extent = .picture
    case .bmp:
      _ = see([try BMP(file).picture()])
      extent = .picture
    case .webp: extent = try decodeWebP(file, see)
    case .gif:
      var gif = try GIF(file)
      extent = gif.forEachFrame(see)
    case .tiff: extent = TIFF(file).forEachFrame(see)
    case .anymap: return try forEachPage(of: ByteStream(file), see)
    }
    guard extent.seen > 0 else { throw extent.problem(of: format) }
    return extent
  }

  /// Hands over pages as they come from a converter.
  ///
  /// - Throws: `PictureError` where there is none.
  static func forEachPage(
    of bytes: ByteStream, _ see: ([GreyPicture]) -> Bool
  ) throws(PictureError) -> Extent {
    var anymap = Anymap(bytes)
    let extent = anymap.forEachFrame(see)
    guard extent.seen > 0 else { throw extent.problem(of: .anymap) }
    return extent
  }

  private static func decodeWebP(
    _ file: [UInt8], _ see: ([GreyPicture]) -> Bool
  ) throws(PictureError) -> Extent {
    var (extent, frames) = (Extent(of: "frame"), UInt32(0))
    let outcome = withoutActuallyEscaping(see) { see in
      var taker = FrameTaker(see: see)
      let outcome = unsafe withUnsafeMutablePointer(to: &taker) { taker in
        unsafe file.withUnsafeBufferPointer { file in
          unsafe fob_decode_webp(
            file.baseAddress, file.count, mostPixels,
            { taker, frame in
              guard let frame = unsafe frame?.pointee else { return 0 }
              return unsafe taker?.assumingMemoryBound(to: FrameTaker.self).pointee.take(
                frame.views()) == true ? 1 : 0
            }, taker, &frames)
        }
      }
      (extent.seen, extent.isCutShort) = (taker.seen, taker.isCutShort)
      return outcome
    }
    try outcome.check(.webp)
    extent.all = Int(frames)
    extent.isCutShort = extent.isCutShort && extent.seen < Int(frames)
    return extent
  }
}

/// Takes frames over from C while they live.
private struct FrameTaker {
  /// The most frames that are taken of a file.
  private static let most = 400

  let see: ([GreyPicture]) -> Bool
  private(set) var seen = 0
  private(set) var isCutShort = false

  init(see: @escaping ([GreyPicture]) -> Bool) { self.see = see }

  /// Takes a frame; tells whether the next one is wanted.
  mutating func take(_ views: [GreyPicture]) -> Bool {
    seen += 1
    isCutShort = !see(views) || seen == Self.most
    return !isCutShort
  }
}

/// Unpacks deflated data (RFC 1950).
enum Inflate {
  /// As much as fits into `room` bytes and could be unpacked.
  static func inflated(_ data: [UInt8], room: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
      count = unsafe data.withUnsafeBufferPointer { data in
        unsafe fob_inflate(data.baseAddress, data.count, output.baseAddress, room)
      }
    }
  }
}

extension fob_picture_outcome {
  fileprivate func check(_ format: PictureFormat) throws(PictureError) {
    switch self {
    case fob_picture_decoded, fob_picture_partly_decoded: break
    case fob_picture_too_large: throw .tooLarge(format)
    default: throw .damaged(format)
    }
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
    try outcome.check(format)
  }

  deinit {
    var pixels = unsafe pixels
    unsafe fob_free_pixels(&pixels)
  }

  func views() -> [GreyPicture] { unsafe pixels.views() }
}

extension fob_pixels {
  /// The pixels as they are, or where some are transparent, on white and on black.
  fileprivate func views() -> [GreyPicture] {
    guard unsafe channels == 2 else {
      return [unsafe written { Kernel.copy($0, into: &$1) }]
    }
    let onWhite = unsafe written { Kernel.compose($0, on: .max, into: &$1) }
    let onBlack = unsafe written { Kernel.compose($0, on: .min, into: &$1) }
    return onWhite == onBlack ? [onWhite] : [onWhite, onBlack]
  }

  /// A picture whose rows are written from the decoded ones.
  private func written(by write: (Span<UInt8>, inout MutableSpan<UInt8>) -> Void) -> GreyPicture {
    let (width, height) = unsafe (Int(self.width), Int(self.height))
    let stride = unsafe width * Int(channels)
    let bytes = unsafe Span(_unsafeStart: UnsafePointer(self.bytes), count: height * stride)
    return GreyPicture(width: width, height: height) { y, row in
      write(bytes.extracting(y * stride..<(y + 1) * stride), &row)
    }
  }
}
