internal import ArgumentParser
internal import Glibc
internal import Hardening
internal import SystemPackage

/// Where fob starts: it gives up what it must not have, then runs one command.
@main
enum Main {
  static func main() {
    SystemCall.guardStandardDescriptors()
    Hardening.protectProcess()
    Hardening.denyNetwork()
    do {
      // Swift reads them from /proc; where that fails there are none, not even the program's name.
      guard !CommandLine.arguments.isEmpty else { throw Failure("cannot read the command line") }
      try run(CommandLine.arguments.dropFirst())
    } catch let failure as Failure {
      Terminal.dropAnswers()
      Standard.report(failure)
      exit(failure.status.rawValue)
    } catch let error as Errno {
      Standard.report(Failure(error.description.lowercasedFirst))
      exit(ExitStatus.failed.rawValue)
    } catch {
      end(withParserError: error)
    }
  }

  private static func run(_ arguments: ArraySlice<String>) throws {
    // Asked for so often, and by scripts, that it does not wait for the parser: 1 ms.
    guard arguments != ["--version"] else { return try Standard.print(Fob.version) }
    if let request = CodeRequest(plain: arguments) { return try request.run() }
    var command = try Fob.parse(arguments)
    try command.run()
  }

  /// Help goes to standard output; what was wrong with the arguments to standard error,
  /// escaped, since it repeats them.
  private static func end(withParserError error: any Error) {
    let status = Fob.exitCode(for: error)
    if status == .success {
      Fob.exit(withError: error)
    }
    let message = Fob.fullMessage(for: error)
    Standard.note(message.hasPrefix("Error: ") ? "fob: " + message.dropFirst(7) : message)
    exit(status.rawValue)
  }
}
