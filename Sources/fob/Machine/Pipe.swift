internal import SystemPackage

/// Both ends of a pipe, closed when it goes.
struct Pipe: ~Copyable {
  let writer: FileDescriptor
  private var reader: FileDescriptor?

  init() throws(ChildProcess.Fault) {
    do {
      let ends = try FileDescriptor.pipe()
      (reader, writer) = (ends.readEnd, ends.writeEnd)
    } catch {
      throw .cannotStart(error as? Errno ?? .ioError)
    }
  }

  /// Gives the reading end away.
  mutating func takeReader() -> FileDescriptor? { reader.take() }

  deinit {
    try? reader?.close()
    try? writer.close()
  }
}
