internal import CMachine
internal import Glibc
internal import Secrets
internal import SystemPackage

/// A child that was started. Who started it serves it until it has a result; several are served
/// together, in one loop. It does not outlive its handle.
final class RunningChild {
  private static let errorLimit = 16_384

  /// How it ended; `nil` as long as it runs.
  private(set) var result: Result<ChildProcess.Finished, ChildProcess.Fault>?

  private let child: fob_child
  private let deadline: UInt64
  private var output: FileDescriptor?
  private var error: FileDescriptor?
  private var written: SecretCollector
  private var said: [UInt8] = []

  init(
    _ child: fob_child, output: FileDescriptor?, error: FileDescriptor?, outputLimit: Int,
    deadline: UInt64
  ) {
    self.child = child
    self.deadline = deadline
    (self.output, self.error) = (output, error)
    written = SecretCollector(limit: outputLimit)
    for descriptor in [output, error].compactMap(\.self) {
      SystemCall.makeNonBlocking(descriptor)
    }
  }

  deinit { if result == nil { end() } }

  /// Takes what children have written, and notes which have ended or passed a bound.
  ///
  /// - Parameters:
  ///   - children: that have no result yet.
  ///   - milliseconds: the longest to wait for any of them.
  static func serve(_ children: [RunningChild], milliseconds: Int32) {
    var polled = children.flatMap(\.polled)
    let left = children.map(\.timeLeft).min() ?? 0
    let wait = Int32(clamping: min(left, Int64(milliseconds)))
    guard SystemCall.poll(&polled, milliseconds: wait) else { return }
    for (index, child) in children.enumerated() {
      child.serve(polled[index * 3..<index * 3 + 3].map { $0.revents != 0 })
    }
  }

  private var timeLeft: Int64 {
    max(0, Int64(deadline) - Int64(Clock.monotonicMilliseconds))
  }

  /// Output, error and end; a descriptor of -1 is passed over.
  private var polled: [pollfd] {
    [output?.rawValue ?? -1, error?.rawValue ?? -1, child.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
  }

  private func serve(_ isReady: [Bool]) {
    let hasEnded = isReady[2]
    if hasEnded || isReady[0] { readOutput() }
    if hasEnded || isReady[1] { readError() }
    guard result == nil else { return }
    if hasEnded {
      let status = end()
      result = .success(
        .init(
          status: status, output: Secret(written.bytes),
          error: String(decoding: said, as: UTF8.self)))
    } else if timeLeft == 0 {
      fail()
    }
  }

  /// Reads as long as something is there; an end that was closed is not read again.
  private func readOutput() {
    while result == nil, let descriptor = output {
      do {
        switch try written.take(from: descriptor) {
        case .more: continue
        case .end: closeOutput()
        case .tooMuch: fail()
        }
      } catch {
        return
      }
    }
  }

  private func readError() {
    while result == nil, let descriptor = error {
      let start = said.count
      said += [UInt8](repeating: 0, count: 1024)
      let count = try? descriptor.read(into: &said, from: start)
      said.removeLast(1024 - (count ?? 0))
      guard let count else { return }
      if count == 0 { closeError() }
      if said.count > Self.errorLimit { fail() }
    }
  }

  private func fail() {
    result = .failure(.outOfBounds)
    end()
  }

  /// Ends it, if it has not ended yet.
  ///
  /// - Returns: the status, or `nil` where a signal ended it.
  @discardableResult
  private func end() -> Int32? {
    kill(child.process, SIGKILL)
    var status: Int32 = 0
    var ended = unsafe waitpid(child.process, &status, 0)
    while ended < 0, errno == EINTR { ended = unsafe waitpid(child.process, &status, 0) }
    closeOutput()
    closeError()
    try? FileDescriptor(rawValue: child.descriptor).close()
    return ended > 0 && status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  private func closeOutput() {
    try? output.take()?.close()
  }

  private func closeError() {
    try? error.take()?.close()
  }
}
