/// A picture as a camera gives it.
public struct CameraFrame: Sendable {
  /// How its bytes stand for greys. The colours beside them are not looked at.
  public enum Format: UInt32, Sendable, CaseIterable {
    /// A grey and half a colour for each pixel, the grey first: `YUYV`.
    case yuyv = 0x5659_5559
    /// The same, the grey last: `UYVY`.
    case uyvy = 0x5956_5955
    /// All greys, then the colours: `NV12`.
    case nv12 = 0x3231_564E
    /// All greys, then the colours: `YU12`.
    case yu12 = 0x3231_5559
    /// Greys alone: `GREY`.
    case grey = 0x5945_5247
    /// A JPEG: `MJPG`.
    case mjpeg = 0x4750_4A4D
    /// A JPEG: `JPEG`.
    case jpeg = 0x4745_504A
  }

  /// How its bytes are laid out.
  public let format: Format
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Bytes from row to row; 0 where the rows have no gaps.
  public let stride: Int
  /// What the camera gave, which may be less than a whole picture.
  public let bytes: [UInt8]

  /// A picture.
  ///
  /// - Parameters:
  ///   - format: how its bytes are laid out.
  ///   - width: pixels in a row.
  ///   - height: rows.
  ///   - stride: bytes from row to row; 0 where the rows have no gaps.
  ///   - bytes: what the camera gave.
  public init(format: Format, width: Int, height: Int, stride: Int, bytes: [UInt8]) {
    (self.format, self.width, self.height) = (format, width, height)
    (self.stride, self.bytes) = (stride, bytes)
  }

  /// Its greys, or nil where they are not all there.
  func picture() -> GreyPicture? {
    switch format {
    case .yuyv: greys(every: 2, from: 0)
    case .uyvy: greys(every: 2, from: 1)
    case .nv12, .yu12, .grey: greys(every: 1, from: 0)
    case .mjpeg, .jpeg: jpeg()
    }
  }

  private func greys(every step: Int, from first: Int) -> GreyPicture? {
    guard (1...1 << 14).contains(width), (1...1 << 14).contains(height), stride >= 0 else {
      return nil
    }
    let row = stride > 0 ? stride : width * step
    guard row >= width * step, bytes.count / height >= row else { return nil }
    return GreyPicture(width: width, height: height) { y, target in
      Kernel.pick(bytes.span.extracting(y * row..<y * row + width * step), first, into: &target)
    }
  }

  private func jpeg() -> GreyPicture? {
    var picture: GreyPicture?
    _ = try? Picture.forEachFrame(of: bytes) { views in
      picture = views.first
      return false
    }
    return picture
  }
}
