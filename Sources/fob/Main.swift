internal import ArgumentParser
internal import Glibc
internal import Hardening
internal import SystemPackage

/// Where fob starts: it gives up what it must not have, then runs one command.
@main
enum Main {
  static func main() {
    Hardening.protectProcess()
    Hardening.denyNetwork()
    do {
      var command = try Fob.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Standard.report(failure)
      exit(failure.status.rawValue)
    } catch let error as Errno {
      Standard.report(Failure(error.description.lowercasedFirst))
      exit(ExitStatus.failed.rawValue)
    } catch {
      Fob.exit(withError: error)
    }
  }
}
