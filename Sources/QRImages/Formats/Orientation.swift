/// How a camera was held (EXIF tag 0x0112): how the stored picture is turned to stand upright.
enum Orientation: UInt16, CaseIterable {
  case upright = 1
  case mirrored, upsideDown, flipped, transposed, turnedLeft, transverse, turnedRight
}

extension GreyPicture {
  /// The picture upright.
  func turned(_ orientation: Orientation) -> GreyPicture {
    switch orientation {
    case .upright: self
    case .mirrored: transposed().flippedVertically().transposed()
    case .upsideDown: flippedVertically().turned(.mirrored)
    case .flipped: flippedVertically()
    case .transposed: transposed()
    case .turnedLeft: flippedVertically().transposed()
    case .transverse: turned(.upsideDown).transposed()
    case .turnedRight: transposed().flippedVertically()
    }
  }
}

// MARK: - Where a file says so

extension Orientation {
  /// The orientation that a file's EXIF part tells, upright where it tells none.
  init(of file: [UInt8], _ format: PictureFormat) {
    let exif = format == .png ? Self.exif(ofPNG: file) : Self.exif(ofJPEG: file)
    self = exif.flatMap(Self.init(exif:)) ?? .upright
  }

  /// The `eXIf` chunk, of a PNG's chunks of length, name, data and checksum.
  private static func exif(ofPNG file: [UInt8]) -> ArraySlice<UInt8>? {
    var rest = Bytes(file.dropFirst(8), littleEndian: false)
    while let length = rest.number(at: 0, bytes: 4), let name = rest.slice(4, 4) {
      if name.elementsEqual("eXIf".utf8) { return rest.slice(8, length) }
      guard rest.skip(length + 12) else { return nil }
    }
    return nil
  }

  /// The APP1 segment of that name, of a JPEG's segments of marker, length and data.
  private static func exif(ofJPEG file: [UInt8]) -> ArraySlice<UInt8>? {
    var rest = Bytes(file.dropFirst(2), littleEndian: false)
    while let marker = rest.number(at: 0, bytes: 2), let length = rest.number(at: 2, bytes: 2) {
      guard marker >> 8 == 0xFF, marker != 0xFFDA, length >= 2 else { return nil }
      let name = rest.slice(4, 6)
      if marker == 0xFFE1, length >= 8, let name, name.elementsEqual("Exif\0\0".utf8) {
        return rest.slice(10, length - 8)
      }
      guard rest.skip(length + 2) else { return nil }
    }
    return nil
  }

  /// The tag in the first directory of a TIFF structure, of entries of 12 bytes each.
  private init?(exif: ArraySlice<UInt8>) {
    let littleEndian = exif.starts(with: "II".utf8)
    let tiff = Bytes(exif, littleEndian: littleEndian)
    guard let directory = tiff.number(at: 4, bytes: 4),
      let count = tiff.number(at: directory, bytes: 2)
    else { return nil }
    for entry in 0..<count {
      let place = directory + 2 + 12 * entry
      guard tiff.number(at: place, bytes: 2) == 0x0112 else { continue }
      guard let value = tiff.number(at: place + 8, bytes: 2) else { return nil }
      self.init(rawValue: UInt16(value))
      return
    }
    return nil
  }
}
