/// Reads the QR codes of a picture.
public enum QRReader {
  /// Reads a picture file: every code in it, in reading order, each payload once.
  ///
  /// - Parameters:
  ///   - file: the bytes of a PNG or a JPEG.
  ///   - isSought: whether a payload is what the picture was given for; until one is found, all
  ///     attempts are made, and without one, whatever else was read is returned.
  /// - Returns: the bytes of each code, exactly as encoded; empty where there is none.
  /// - Throws: `PictureError` where the file is no picture that can be read.
  public static func payloads(
    inFile file: [UInt8], seeking isSought: ([UInt8]) -> Bool
  ) throws(PictureError) -> [[UInt8]] {
    var symbols: [Symbol] = []
    for picture in try Picture(file: file).views {
      let (seen, found) = climb(picture, seeking: isSought)
      symbols.add(seen)
      if found { break }
    }
    return symbols.inReadingOrder().map(\.payload)
  }

  /// Tries rung after rung until one yields what is sought. Then those that see most are heard as
  /// well, since where there is one code there may be another, of another size.
  static func climb(
    _ picture: GreyPicture, seeking isSought: ([UInt8]) -> Bool
  ) -> (seen: [Symbol], found: Bool) {
    var seen: [Symbol] = []
    for (place, rung) in Rung.ladder.enumerated() {
      seen.add(rung.symbols(in: picture))
      guard seen.contains(where: { isSought($0.payload) }) else { continue }
      for (other, rung) in Rung.ladder.enumerated() where other > place && rung.seesMost {
        seen.add(rung.symbols(in: picture))
      }
      return (seen, true)
    }
    return (seen, false)
  }
}
