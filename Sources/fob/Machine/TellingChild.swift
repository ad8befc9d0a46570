internal import CMachine
internal import Glibc
internal import SystemPackage

/// A child that tells something now and then. It does not outlive its handle.
final class TellingChild {
  /// What it tells; reading it never waits.
  let output: FileDescriptor
  private let child: fob_child

  /// Starts a program with nothing on its standard input.
  ///
  /// - Throws: `ChildProcess.Fault`.
  init(_ program: ChildProcess) throws(ChildProcess.Fault) {
    let nothing = try ChildProcess.nowhere(.readWrite)
    defer { try? nothing.close() }
    var pipe = try Pipe()
    child = try program.spawn(input: nothing, output: pipe.writer, error: nothing)
    guard let reader = pipe.takeReader() else { throw .cannotStart(.badFileDescriptor) }
    output = reader
    SystemCall.makeNonBlocking(reader)
  }

  deinit {
    kill(child.process, SIGKILL)
    var ended = waitpid(child.process, nil, 0)
    while ended < 0, errno == EINTR { ended = waitpid(child.process, nil, 0) }
    try? FileDescriptor(rawValue: child.descriptor).close()
    try? output.close()
  }
}
