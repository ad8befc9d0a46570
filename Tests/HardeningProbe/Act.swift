import CHardening
import CHardeningProbe
import Glibc

/// What a hardened process is made to try.
enum Act: String {
  case openFile = "open"
  case readOpenFile = "read-open-file"
  case writeToBrokenPipe = "write-to-broken-pipe"
  case makeSocket = "socket"
  case makeRing = "io-uring"
  case useOtherTable = "x32"
  case runChild = "spawn"
  case execute = "exec"
  case signalParent = "signal"
  case deleteFile = "unlink"
  case makeCode = "executable-memory"
  case allocate = "allocate"
  case compute = "compute"
  case computeForever = "compute-forever"
  case askCamera = "ask-camera"
  case askTerminal = "ask-terminal"
  case crash = "crash"
  case printTraceable = "traceable"
  case printCoreLimit = "core-limit"
  case printUmask = "umask"

  /// What must be in place before the wall: a descriptor to use afterwards, a handler.
  func prepare(_ argument: String) -> Int32 {
    switch self {
    case .readOpenFile: return open(argument)
    case .askCamera, .askTerminal:
      // Only the standard descriptors stay open.
      close(STDIN_FILENO)
      return open(argument)
    case .writeToBrokenPipe: return brokenPipe()
    case .crash: _ = signal(Int32(argument) ?? 0) { _ in _exit(42) }
    default: break
    }
    return -1
  }

  /// Does it; where it fails, `errno` tells why.
  func attempt(_ argument: String, _ subject: Int32) -> Bool {
    switch self {
    case .openFile: open(argument) >= 0
    case .readOpenFile: readByte(from: subject)
    case .writeToBrokenPipe: write("x", to: subject)
    case .makeSocket: socket(Int32(argument) ?? 0, Int32(SOCK_DGRAM.rawValue), 0) >= 0
    case .makeRing: fob_try_io_uring() == 0
    case .useOtherTable: fob_try_other_table() == 0
    case .runChild: spawnTrue()
    case .execute: executeTrue()
    case .signalParent: kill(getppid(), 0) == 0
    case .deleteFile: delete(argument)
    case .makeCode: mapExecutable()
    case .allocate: reserve(Int(argument) ?? 0)
    case .compute: write("\((0..<100_000).map { $0 ^ 1 }.count)", to: STDOUT_FILENO)
    case .computeForever: spin()
    case .askCamera: fob_try_camera(subject) == 0
    case .askTerminal: fob_try_terminal(subject) == 0
    case .crash: raise(Int32(argument) ?? 0) == 0
    case .printTraceable: write("\(fob_may_be_traced())", to: STDOUT_FILENO)
    case .printCoreLimit: write("\(coreLimit())", to: STDOUT_FILENO)
    case .printUmask: write(String(umask(0), radix: 8), to: STDOUT_FILENO)
    }
  }
}

private func spin() -> Bool {
  var word: UInt64 = 1
  while word != 0 { word = word &* 6_364_136_223_846_793_005 | 1 }
  return true
}
