internal import Glibc
internal import Hardening

/// Opens one archive or database on standard input and prints what is in it.
///
/// Everything that it could lose is given up before the first byte is read. It is fob's helper and
/// takes no options but the two that every program has.
@main enum FobUnpack {
  private static let usage = """
    usage: fob-unpack < REQUEST

    Opens a zip archive or an SQLite database. A request is these lines, in this order:
      fob-unpack 1
      password LENGTH           may be missing; that many bytes, and a newline, follow
      log LENGTH                may be missing; the -wal file of a database, in the same way
      file LENGTH               the archive or the database, in the same way
      end
    The answer for an archive has, for each file in it, one of these, then a line "end":
      member NAME CONTENT       bytes of both, which follow, each with a newline
      unreadable NAME           bytes of the name of a damaged file, which follows
    The answer for a database has, for each table, these, then a line "end":
      table NAME COLUMNS        bytes of its name, which follows, and how many columns it has
      column NAME               for each column
      row                       for each row; for each of its values one of these follows:
      null, integer N, real X, text LENGTH, blob LENGTH
      unreadable NAME           for a damaged table, after as much of it as there is

    exit status: 0 done; 1 failed; 2 it has a password; 3 the password is wrong; 4 it would become
    too large; 6 it is damaged, or neither; 64 no such request

    """
  private static let version = "fob-unpack 0.1.0\n"

  /// Bytes of a request: a file and its log of 64 MiB each, and a password.
  private static let longestRequest = 129 << 20
  private static let memory: UInt = 1 << 30
  private static let cpuSeconds: UInt = 20

  static func main() {
    Hardening.protectProcess()
    Database.prepare()
    Hardening.confineToPipes(memory: memory, cpuSeconds: cpuSeconds)
    switch Array(CommandLine.arguments.dropFirst()) {
    case []: unpack()
    case ["--help"]: finish(.done, write(usage, to: STDOUT_FILENO))
    case ["--version"]: finish(.done, write(version, to: STDOUT_FILENO))
    default: finish(.wrongUsage, write(usage, to: STDERR_FILENO))
    }
  }

  private static func unpack() -> Never {
    guard let bytes = try? readStandardInput(limit: longestRequest), let request = Request(bytes)
    else {
      finish(.wrongUsage, write("this is no request that fob-unpack knows\n", to: STDERR_FILENO))
    }
    do throws(UnpackError) {
      var answer = Answer()
      if request.file.starts(with: Database.signature) {
        try Database(request.file, log: request.log).unpack(into: &answer)
      } else {
        try Archive(request.file, password: request.password).unpack(into: &answer)
      }
      answer.end()
      finish(.done, answer.isWritten)
    } catch {
      finish(error.status, true)
    }
  }

  private static func finish(_ status: UnpackError.Status, _ isWritten: Bool) -> Never {
    _exit(isWritten ? status.rawValue : UnpackError.Status.failed.rawValue)
  }
}

/// Why nothing can be unpacked.
enum UnpackError: Error {
  case needsPassword
  case wrongPassword
  case tooLarge
  case damaged

  /// How the program ends.
  enum Status: Int32 {
    case done = 0
    case failed = 1
    case needsPassword = 2
    case wrongPassword = 3
    case tooLarge = 4
    case damaged = 6
    case wrongUsage = 64
  }

  /// How the program ends for it.
  var status: Status {
    switch self {
    case .needsPassword: .needsPassword
    case .wrongPassword: .wrongPassword
    case .tooLarge: .tooLarge
    case .damaged: .damaged
    }
  }
}
