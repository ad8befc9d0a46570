internal import CMachine
internal import Secrets
internal import SystemPackage

/// A program that fob starts: it gets the descriptors, arguments and variables that are named here
/// and nothing else, and is never waited for longer than it may take. There is no shell.
struct ChildProcess {
  /// How it ended, and what it wrote.
  struct Finished {
    /// The status, or `nil` where a signal ended it.
    let status: Int32?
    let output: Secret
    let error: String
  }

  /// Why there is no result.
  enum Fault: Error, Equatable {
    case cannotStart(Errno)
    /// It took too long, or wrote too much.
    case outOfBounds
    /// This process is to end itself.
    case interrupted
    /// The terminal that it uses is gone.
    case terminalGone

    /// What happened.
    var text: String {
      switch self {
      case .cannotStart(let errno): errno.description.lowercasedFirst
      case .outOfBounds: "it took too long, or wrote too much"
      case .interrupted: "it was interrupted"
      case .terminalGone: "its terminal is gone"
      }
    }
  }

  let executable: FilePath
  /// Without the program's own name.
  var arguments: [String] = []
  /// The whole environment.
  var environment: [String: String] = [:]
  /// Where its standard error goes; `nil` for what `Finished.error` tells.
  var error: FileDescriptor?
  /// The terminal that it opens by itself, if it does: without that it is not waited for.
  var terminal: FileDescriptor?
  /// The most bytes of its standard output.
  let outputLimit: Int
  /// The longest that it may take.
  let seconds: UInt64

  /// Starts it.
  ///
  /// - Parameter input: becomes its standard input; the caller closes its own.
  /// - Returns: the child, to be served until it has a result.
  /// - Throws: `Fault`.
  func start(input: FileDescriptor) throws(Fault) -> RunningChild {
    var output = try Pipe()
    var said = try Pipe()
    let child = try spawn(input: input, output: output.writer, error: error ?? said.writer)
    return RunningChild(
      child, output: output.takeReader(), error: said.takeReader(), outputLimit: outputLimit,
      deadline: Clock.monotonicMilliseconds + seconds * 1000)
  }

  /// Runs it to its end.
  ///
  /// - Parameter input: becomes its standard input; the caller closes its own.
  /// - Returns: how it ended.
  /// - Throws: `Fault`; the child is gone then too.
  func run(input: FileDescriptor) throws(Fault) -> Finished {
    let child = try start(input: input)
    while true {
      if let result = child.result { return try result.get() }
      if Interruption.hasCome { throw .interrupted }
      if let terminal, SystemCall.hasHungUp(terminal) { throw .terminalGone }
      RunningChild.serve([child], milliseconds: 1000)
    }
  }

  /// Runs it to its end, with nothing on its standard input.
  ///
  /// - Throws: `Fault`; the child is gone then too.
  func run() throws(Fault) -> Finished {
    let nothing = try ChildProcess.nowhere(.readOnly)
    defer { try? nothing.close() }
    return try run(input: nothing)
  }

  /// Opens /dev/null.
  static func nowhere(_ mode: FileDescriptor.AccessMode) throws(Fault) -> FileDescriptor {
    do {
      return try FileDescriptor.open(FilePath("/dev/null"), mode, options: .closeOnExec)
    } catch {
      throw .cannotStart(error as? Errno ?? .ioError)
    }
  }

  /// Starts it, with these as its standard descriptors.
  func spawn(
    input: FileDescriptor, output: FileDescriptor, error: FileDescriptor
  ) throws(Fault) -> fob_child {
    let arguments = CStringList([executable.string] + arguments)
    let environment = CStringList(environment.map { "\($0)=\($1)" })
    var child = fob_child()
    let result = unsafe fob_spawn(
      executable.string, arguments.pointers, environment.pointers, input.rawValue,
      output.rawValue, error.rawValue, &child)
    guard result == 0 else { throw .cannotStart(Errno(rawValue: result)) }
    return child
  }
}
