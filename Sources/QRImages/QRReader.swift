/// Reads the QR codes of a picture.
public enum QRReader {
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
    file: [UInt8], seeking isSought: ([UInt8]) -> Bool, whileThereIs hasTime: () -> Bool
  ) throws(PictureError) -> Reading {
    var reading = Reading()
    var (first, frames): ([GreyPicture], Int) = ([], 0)
    try Picture.forEachFrame(of: file) { views in
      frames += 1
      if frames == 1 { first = views }
      guard hasTime() else { return }
      reading.add(climb(Rung.quick, views, seeking: isSought))
    }
    if !reading.codes.contains(where: { $0.part != nil || isSought($0.payload) }) {
      reading.add(climb(Rung.thorough, first, seeking: isSought, whileThereIs: hasTime))
    }
    if reading.codes.isEmpty { reading.notice(first) }
    return reading
  }
}
