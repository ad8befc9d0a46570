internal import Secrets
internal import SystemPackage

/// Reads QR codes through helpers that can do nothing else. This process never decodes one.
enum PictureScanner {
  private static let outputLimit = 1 << 20

  /// Starts to read the codes in a picture.
  ///
  /// - Parameters:
  ///   - picture: a descriptor at the picture's first byte; the caller closes it.
  ///   - helper: who reads it.
  /// - Returns: the helper, to be served until it has a result.
  /// - Throws: `Failure`.
  static func start(
    _ picture: FileDescriptor, with helper: PictureHelper
  ) throws(Failure) -> RunningChild {
    let child = ChildProcess(
      executable: try helper.program.place(), arguments: helper.arguments,
      outputLimit: outputLimit, seconds: helper.seconds)
    do {
      return try child.start(input: picture)
    } catch {
      throw Failure("cannot start \(child.executable): \(error.text)")
    }
  }

  /// The text of the only code in a picture that stands in memory; `nil` where there is none.
  static func payload(of picture: Secret) -> Secret? {
    guard let file = try? picture.anonymousFile() else { return nil }
    defer { try? file.close() }
    return try? payload(of: file)
  }

  /// The text of the only code in a picture; `nil` where there is none.
  ///
  /// - Throws: `Failure` where the helper cannot be started.
  static func payload(of picture: FileDescriptor) throws(Failure) -> Secret? {
    let child = try start(picture, with: .scan)
    while child.result == nil { RunningChild.serve([child], milliseconds: 1000) }
    let codes = child.result.flatMap { try? PictureScanner.picture(of: $0).codes } ?? []
    return codes.count == 1 ? codes[0].payload : nil
  }

  /// What the helper found.
  ///
  /// - Parameter result: how it ended.
  /// - Returns: the codes, and what else was seen.
  /// - Throws: `Failure` with `.unreadableInput` where it is no picture that can be read.
  static func picture(
    of result: Result<ChildProcess.Finished, ChildProcess.Fault>
  ) throws(Failure) -> ScannedPicture {
    guard let finished = try? result.get() else { throw .decoderFailed }
    switch finished.status {
    case 0: return try finished.output.withBytes(ScanOutput.read)
    case 6:
      let reason = finished.error.split(separator: "\n").first.map(String.init)
      throw Failure(reason ?? "this is no picture that can be read", status: .unreadableInput)
    default: throw .decoderFailed
    }
  }
}
