internal import CCamera
internal import Glibc
internal import QRImages

/// The camera on standard input.
enum Camera {
  /// A code that is held before a camera fills much of the picture: more pixels only take longer.
  private static let (width, height) = (UInt32(1280), UInt32(720))

  /// Starts it.
  ///
  /// - Returns: 0, or an errno.
  static func start() -> Int32 {
    let formats = CameraFrame.Format.allCases.map(\.rawValue)
    return unsafe fob_start_camera(STDIN_FILENO, width, height, formats, formats.count)
  }

  /// Waits for the next picture; `nil` where the camera gives no more.
  static func next() -> CameraFrame? {
    var picture = unsafe fob_camera_picture()
    guard unsafe fob_next_picture(&picture) == 0,
      let format = unsafe CameraFrame.Format(rawValue: picture.format)
    else { return nil }
    return unsafe CameraFrame(
      format: format, width: Int(picture.width), height: Int(picture.height),
      stride: Int(picture.stride),
      bytes: Array(UnsafeBufferPointer(start: picture.bytes, count: picture.count)))
  }
}
