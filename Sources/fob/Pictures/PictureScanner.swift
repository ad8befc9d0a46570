internal import Secrets
internal import SystemPackage

/// Reads QR codes through `fob-scan`, which can do nothing else. This process never decodes one.
enum PictureScanner {
  private static let outputLimit = 1 << 20
  private static let seconds: UInt64 = 20

  /// Starts to read the codes in a picture.
  ///
  /// - Parameter picture: a descriptor at the picture's first byte; the caller closes it.
  /// - Returns: the helper, to be served until it has a result.
  /// - Throws: `Failure`.
  static func start(_ picture: FileDescriptor) throws(Failure) -> RunningChild {
    let child = ChildProcess(
      executable: try helper(), outputLimit: outputLimit, seconds: seconds)
    do {
      return try child.start(input: picture)
    } catch {
      throw Failure("cannot start \(child.executable): \(error.text)")
    }
  }

  /// The codes that the helper found.
  ///
  /// - Parameter result: how it ended.
  /// - Returns: the payloads.
  /// - Throws: `Failure` with `.unreadableInput` where it is no picture that can be read.
  static func payloads(
    of result: Result<ChildProcess.Finished, ChildProcess.Fault>
  ) throws(Failure) -> [Secret] {
    guard let finished = try? result.get() else { throw .decoderFailed }
    switch finished.status {
    case 0: return try finished.output.withBytes(ScanOutput.payloads)
    case 6:
      let reason = finished.error.split(separator: "\n").first.map(String.init)
      throw Failure(reason ?? "this is no picture that can be read", status: .unreadableInput)
    default: throw .decoderFailed
    }
  }

  /// Beside fob itself, or where `make install` puts it; never somewhere on PATH.
  private static func helper() throws(Failure) -> FilePath {
    let own = SystemCall.ownExecutable() ?? "/"
    let folder = own.removingLastComponent()
    let places = [
      folder.appending("fob-scan"),
      folder.removingLastComponent().appending("libexec/fob/fob-scan"),
    ]
    guard let place = places.first(where: { SystemCall.resolve($0) != nil }) else {
      throw Failure(
        "fob-scan is missing: fob reads pictures with it",
        hint: "install fob again; it belongs into \(places[1])")
    }
    return place
  }
}
