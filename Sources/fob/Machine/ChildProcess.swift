internal import CMachine
internal import Glibc
internal import Secrets
internal import SystemPackage

/// A helper program: started with nothing but an input, and never waited for longer than it may take.
struct ChildProcess {
  /// How it ended, and what it wrote.
  struct Finished: ~Copyable {
    /// The status, or `nil` where a signal ended it.
    let status: Int32?
    let output: SecretBytes
    let error: String
  }

  /// Why there is no result.
  enum Fault: Error, Equatable {
    case cannotStart(Errno)
    /// It took too long, or wrote too much.
    case outOfBounds
  }

  let executable: FilePath
  /// The most bytes of its standard output.
  let outputLimit: Int
  /// The longest that it may take.
  let seconds: Int32

  private static let errorLimit = 16_384

  /// Runs it to its end.
  ///
  /// - Parameter input: becomes its standard input.
  /// - Returns: how it ended.
  /// - Throws: `Fault`; the child is gone then too.
  func run(input: FileDescriptor) throws(Fault) -> Finished {
    let output = try Pipe()
    let error = try Pipe()
    let process = try start(input: input, output: output.writer, error: error.writer)
    output.closeWriter()
    error.closeWriter()
    var written = Collector(limit: outputLimit)
    var said = Collector(limit: ChildProcess.errorLimit)
    let isWithinBounds = collect(
      from: [(output.reader, { written.take(from: $0) }), (error.reader, { said.take(from: $0) })])
    if !isWithinBounds { kill(process, SIGKILL) }
    let status = ChildProcess.wait(for: process)
    guard isWithinBounds else { throw .outOfBounds }
    return Finished(
      status: status, output: written.bytes,
      error: said.bytes.withBytes { String(decoding: $0.copy, as: UTF8.self) })
  }

  /// Reads until both ends are closed; false where a bound is passed first.
  private func collect(
    from sources: [(reader: FileDescriptor, take: (FileDescriptor) -> Collector.Step)]
  ) -> Bool {
    var open = sources
    let deadline = Clock.milliseconds + UInt64(seconds) * 1000
    while !open.isEmpty {
      let left = Int64(deadline) - Int64(Clock.milliseconds)
      var polled = open.map { pollfd(fd: $0.reader.rawValue, events: Int16(POLLIN), revents: 0) }
      guard left > 0, unsafe poll(&polled, nfds_t(polled.count), Int32(left)) != 0 else {
        return false
      }
      for index in polled.indices.reversed() where polled[index].revents != 0 {
        switch open[index].take(open[index].reader) {
        case .more: break
        case .end: open.remove(at: index)
        case .tooMuch: return false
        }
      }
    }
    return true
  }

  private func start(
    input: FileDescriptor, output: FileDescriptor, error: FileDescriptor
  ) throws(Fault) -> pid_t {
    var process = pid_t()
    let result = unsafe fob_spawn(
      executable.string, input.rawValue, output.rawValue, error.rawValue, &process)
    guard result == 0 else { throw .cannotStart(Errno(rawValue: result)) }
    return process
  }

  private static func wait(for process: pid_t) -> Int32? {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }
}

/// Both ends of a pipe, closed when it goes.
private struct Pipe: ~Copyable {
  let reader: FileDescriptor
  let writer: FileDescriptor

  init() throws(ChildProcess.Fault) {
    do {
      (reader, writer) = try FileDescriptor.pipe()
    } catch {
      throw .cannotStart(error as? Errno ?? .ioError)
    }
  }

  /// The writer belongs to the child from its start on.
  func closeWriter() { try? writer.close() }

  deinit { try? reader.close() }
}

/// Collects what a descriptor gives, up to a limit, in locked memory.
private struct Collector: ~Copyable {
  enum Step { case more, end, tooMuch }

  private var buffer: SecretBytes
  private var count = 0

  init(limit: Int) {
    buffer = SecretBytes(capacity: limit) { $0.append(repeating: 0, count: limit) }
  }

  var bytes: SecretBytes { buffer.withBytes { SecretBytes(copying: $0.extracting(0..<count)) } }

  mutating func take(from descriptor: FileDescriptor) -> Step {
    guard count < buffer.count else { return .tooMuch }
    guard let read = try? descriptor.read(into: &buffer, from: count), read > 0 else { return .end }
    count += read
    return .more
  }
}
