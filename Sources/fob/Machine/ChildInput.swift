internal import CMachine
internal import Secrets
internal import SystemPackage

extension ChildProcess {
  /// The most bytes that a pipe holds where nobody may have more (Linux's `pipe-max-size`).
  static let longestInput = 1 << 20

  /// Runs it to its end, with secret bytes on its standard input: through a pipe that holds them
  /// all, whose memory is never swapped out.
  ///
  /// - Parameter bytes: at most `longestInput`.
  /// - Returns: how it ended.
  /// - Throws: `Fault`; the child is gone then too.
  func run(giving bytes: Secret) throws(Fault) -> Finished {
    do {
      let (reader, writer) = try FileDescriptor.pipe()
      defer { try? reader.close() }
      try writer.closeAfter {
        try SystemCall.check(fob_widen_pipe(writer.rawValue, Int32(clamping: bytes.count)))
        SystemCall.makeNonBlocking(writer)
        try bytes.withBytes { (bytes) throws in try writer.writeAll(bytes) }
      }
      return try run(input: reader)
    } catch {
      throw error as? Fault ?? .cannotStart(error as? Errno ?? .ioError)
    }
  }
}
