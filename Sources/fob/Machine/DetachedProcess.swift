internal import CMachine
internal import SystemPackage

/// A program that goes on after fob has ended: in a session of its own, where neither Ctrl-C nor the
/// end of the terminal reaches it, and with the descriptors, arguments and variables that are named
/// here and nothing else.
struct DetachedProcess {
  let executable: FilePath
  /// Without the program's own name.
  var arguments: [String] = []
  /// The whole environment.
  var environment: [String: String] = [:]

  /// Starts it. What it writes to standard error is lost.
  ///
  /// - Parameter input: becomes its standard input; the caller closes its own.
  /// - Returns: what reads its standard output; the caller closes it.
  /// - Throws: `ChildProcess.Fault`.
  func start(input: FileDescriptor) throws(ChildProcess.Fault) -> FileDescriptor {
    var output = try Pipe()
    let nowhere = try ChildProcess.nowhere(.writeOnly)
    defer { try? nowhere.close() }
    let arguments = CStringList([executable.string] + arguments)
    let environment = CStringList(environment.map { "\($0)=\($1)" })
    let result = unsafe fob_spawn_detached(
      executable.string, arguments.pointers, environment.pointers, input.rawValue,
      output.writer.rawValue, nowhere.rawValue)
    guard result == 0, let reader = output.takeReader() else {
      throw .cannotStart(Errno(rawValue: result))
    }
    return reader
  }
}
