/// Reads the QR codes of a picture.
public struct QRReader {
  private let isSought: ([UInt8]) -> Bool
  private let hasTime: () -> Bool

  private var reading = Reading()
  private var frames = 0
  /// Where to look again: the first frame, if nothing is found, and those that show a code which
  /// could not be read.
  private var suspects: [Suspect] = []
  /// The pixels that those may have in all, but for the first.
  private var room = 50_000_000

  private struct Suspect {
    let views: [GreyPicture]
    let symbols: [Symbol]
    let hasUnread: Bool
  }

  private init(
    seeking isSought: @escaping ([UInt8]) -> Bool, whileThereIs hasTime: @escaping () -> Bool
  ) {
    (self.isSought, self.hasTime) = (isSought, hasTime)
  }

  /// Reads a picture file: every code in it, in reading order, each payload once.
  ///
  /// - Parameters:
  ///   - file: the bytes of a picture of any `PictureFormat`.
  ///   - isSought: whether a payload is what the picture was given for; until one is found, all
  ///     attempts are made, and without one, whatever else was read is returned.
  ///   - hasTime: whether there is time for further attempts.
  /// - Returns: the codes, exactly as encoded, and what was seen where nothing could be read.
  /// - Throws: `PictureError` where the file is no picture that can be read.
  public static func read(
    file: [UInt8], seeking isSought: @escaping ([UInt8]) -> Bool,
    whileThereIs hasTime: @escaping () -> Bool
  ) throws(PictureError) -> Reading {
    var reader = QRReader(seeking: isSought, whileThereIs: hasTime)
    let extent = try Picture.forEachFrame(of: file) { reader.look(at: $0) }
    return reader.finish(extent)
  }

  /// Reads what a converter prints: pages as PNM pictures, with a line `# pages N` before them where
  /// it tells how many there are; or one picture of another format.
  ///
  /// - Parameters:
  ///   - bytes: gives at least one and at most so many of the next bytes, or none at their end.
  ///   - longest: the most bytes of a picture of another format.
  ///   - isSought: as for a file.
  ///   - hasTime: as for a file.
  /// - Returns: the codes of all pages.
  /// - Throws: `PictureError` where there is no page.
  public static func read(
    converted bytes: @escaping (_ count: Int) -> [UInt8], longest: Int,
    seeking isSought: @escaping ([UInt8]) -> Bool, whileThereIs hasTime: @escaping () -> Bool
  ) throws(PictureError) -> Reading {
    var bytes = ByteStream(bytes)
    let start = Array(bytes.peek(32))
    if let format = try? PictureFormat(of: start), format != .anymap {
      let file = bytes.take(longest)
      guard bytes.peek(1).isEmpty else { throw .tooLarge(format) }
      return try read(file: file, seeking: isSought, whileThereIs: hasTime)
    }
    var reader = QRReader(seeking: isSought, whileThereIs: hasTime)
    let extent = try Picture.forEachPage(of: bytes) { reader.look(at: $0) }
    return reader.finish(extent)
  }

  /// Looks quickly at a picture of a camera: the next one comes soon.
  ///
  /// - Parameters:
  ///   - frame: what the camera gave.
  ///   - isSought: as for a file.
  /// - Returns: its codes; none where the frame is not whole.
  public static func read(frame: CameraFrame, seeking isSought: ([UInt8]) -> Bool) -> [Code] {
    guard let picture = frame.picture() else { return [] }
    var reading = Reading()
    reading.add(climb(Rung.quick, [picture], seeking: isSought).symbols)
    return reading.codes
  }

  /// Looks at a frame quickly.
  ///
  /// - Returns: whether there is time for the next one.
  private mutating func look(at views: [GreyPicture]) -> Bool {
    let sight = climb(Rung.quick, views, seeking: isSought)
    reading.add(sight.symbols)
    let pixels = views.reduce(0) { $0 + $1.pixels.count }
    if frames == 0 || sight.hasUnread && pixels <= room {
      room -= frames == 0 ? 0 : pixels
      suspects.append(
        Suspect(views: views, symbols: sight.symbols, hasUnread: sight.hasUnread))
    }
    frames += 1
    return hasTime()
  }

  /// Looks again where nothing was found, or not all.
  private mutating func finish(_ extent: Extent) -> Reading {
    reading.unseen = extent.unseen
    for suspect in suspects where suspect.hasUnread || !isDone {
      let sight = climb(
        Rung.thorough, suspect.views, knowing: suspect.symbols, seeking: isSought,
        whileThereIs: hasTime)
      reading.add(sight.symbols)
    }
    if !isDone, !hasTime() {
      reading.unseen.append("there was no time for all attempts to read it")
    }
    if reading.codes.isEmpty, let first = suspects.first { reading.notice(first.views) }
    return reading
  }

  private var isDone: Bool {
    reading.codes.contains { $0.part != nil || isSought($0.payload) }
  }
}
