internal import CMachine
internal import SystemPackage

/// A camera of this machine (Video for Linux 2). fob opens it; the helper looks at its pictures.
enum Camera {
  /// What stands for the first one that there is.
  static let any = "any"

  private static let numbers = 0..<64

  /// Opens a camera.
  ///
  /// - Parameter name: of a device, or `any`.
  /// - Returns: its descriptor, and its name.
  /// - Throws: `Failure` with `.unreadableInput`.
  static func open(_ name: String) throws(Failure) -> (FileDescriptor, name: String) {
    guard name == any else { return (try open(device: name), name) }
    var failures: [Failure] = []
    for device in numbers.map({ "/dev/video\($0)" })
    where SystemCall.resolve(FilePath(device)) != nil {
      do throws(Failure) {
        return (try open(device: device), device)
      } catch {
        failures.append(error)
      }
    }
    guard let first = failures.first else { throw .noCamera(numbers) }
    throw Failure(
      failures.map(\.message).joined(separator: "; "), hint: first.hint, status: first.status)
  }

  private static func open(device: String) throws(Failure) -> FileDescriptor {
    do {
      // What is no camera must not be waited for.
      let descriptor = try FileDescriptor.open(
        FilePath(device), .readWrite, options: [.nonBlocking, .closeOnExec])
      if fob_prepare_camera(descriptor.rawValue) == 0 { return descriptor }
      try? descriptor.close()
    } catch {
      throw .camera(device, error as? Errno ?? .ioError)
    }
    throw Failure(
      "\(device) is no camera that gives pictures",
      hint: "--camera=DEVICE names another one", status: .unreadableInput)
  }
}

extension Failure {
  fileprivate static func noCamera(_ numbers: Range<Int>) -> Failure {
    Failure(
      "there is none: /dev/video\(numbers.lowerBound) to /dev/video\(numbers.upperBound - 1) were looked for",
      hint: "plug one in, or import a photo or a screenshot of the code", status: .unreadableInput)
  }

  fileprivate static func camera(_ device: String, _ errno: Errno) -> Failure {
    Failure(
      "cannot open \(device): \(errno.description.lowercasedFirst)",
      hint: errno == .permissionDenied
        ? "cameras are for members of the group video"
        : errno == .resourceBusy ? "another program uses it" : nil,
      status: .unreadableInput)
  }
}
