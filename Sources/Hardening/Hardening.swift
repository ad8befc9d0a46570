internal import CHardening
internal import Glibc

/// What a process that meets secrets or hostile input gives up, for good, before it does so.
///
/// Every function is meant for the first lines of `main`, while there is one thread: the filters
/// hold for the calling thread, for those it starts later, and for its children. None fails hard;
/// each tells what is in force.
public enum Hardening {
  /// Keeps this process's memory from being dumped, traced or printed, and its files private.
  ///
  /// No core dumps; not dumpable, so `/dev/stdin` and `/proc/self` may become unreadable; crash
  /// signals end the process at once, without Swift's backtrace; umask 077; SIGPIPE and SIGXFSZ
  /// ignored, so that a write to a closed pipe or beyond a limit fails with an error. A child
  /// inherits these: start it with both at their defaults.
  ///
  /// - Returns: whether all of it is in force.
  @discardableResult
  public static func protectProcess() -> Bool {
    for crash in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS] {
      _ = signal(crash, SIG_DFL)
    }
    // Ignored by a parent, it would leave no status of a helper to wait for.
    _ = signal(SIGCHLD, SIG_DFL)
    for failedWrite in [SIGPIPE, SIGXFSZ] { _ = signal(failedWrite, SIG_IGN) }
    umask(0o077)
    let noDumps = limit(RLIMIT_CORE, to: 0)
    return fob_forbid_tracing() == 0 && noDumps
  }

  /// Whether `protectProcess` is in force: nothing of this process can be dumped, and none may trace
  /// it.
  public static var isProcessProtected: Bool {
    softLimit(of: RLIMIT_CORE) == 0 && fob_may_be_traced() == 0
  }

  /// Whether a filter of system calls is in force in this process.
  public static var hasFilter: Bool { fob_has_filter() == 1 }

  /// The version of Landlock that this kernel has; 0 where it has none.
  public static var landlockVersion: Int { Int(fob_landlock_version()) }

  /// Denies every socket but AF_UNIX ones (EACCES) and io_uring (ENOSYS), here and in children.
  ///
  /// Neither can a program gain rights by being run any more (PR_SET_NO_NEW_PRIVS, which the kernel
  /// asks for), and a call by another architecture's table ends the process. Costs 0.04 ms.
  ///
  /// - Returns: whether the filter is in force.
  @discardableResult
  public static func denyNetwork() -> Bool {
    fob_deny_network() == 0
  }

  /// Leaves this process nothing but its memory, the processor and its standard descriptors.
  ///
  /// Looking for or opening a file fails with EACCES; any other system call, such as those that
  /// connect, fork or run a program, ends the process with SIGSYS.
  ///
  /// - Parameters:
  ///   - memory: bytes of address space, what is mapped already included.
  ///   - cpuSeconds: processor time, after which the process ends with SIGKILL.
  /// - Returns: the walls that stand.
  @discardableResult
  public static func confineToPipes(memory: UInt, cpuSeconds: UInt) -> Walls {
    confine(memory, cpuSeconds) { fob_allow_computing_only() }
  }

  /// Leaves this process what `confineToPipes` does, and a camera that is open already: it may be
  /// asked for its format and for pictures (Video for Linux 2). Any other `ioctl` ends the process.
  ///
  /// - Parameters:
  ///   - memory: bytes of address space, what is mapped already included.
  ///   - cpuSeconds: processor time, after which the process ends with SIGKILL.
  /// - Returns: the walls that stand.
  @discardableResult
  public static func confineToCamera(memory: UInt, cpuSeconds: UInt) -> Walls {
    confine(memory, cpuSeconds) { fob_allow_camera_only() }
  }

  /// Lets this process be killed when the one that started it ends.
  ///
  /// - Returns: whether that will happen; not where it has just ended.
  public static func endWithParent() -> Bool { fob_end_with_parent() == 0 }

  private static func confine(
    _ memory: UInt, _ cpuSeconds: UInt, filter: () -> Int32
  ) -> Walls {
    var walls: Walls = []
    let closed = fob_close_all_but_standard() == 0
    let paths = fob_deny_paths() == 0
    let limited =
      limit(RLIMIT_AS, to: memory) && limit(RLIMIT_CPU, to: cpuSeconds)
      && limit(RLIMIT_NOFILE, to: 0) && limit(__RLIMIT_NPROC, to: 0)
    if closed && limited { walls.insert(.limits) }
    if paths { walls.insert(.paths) }
    if filter() == 0 { walls.insert(.systemCalls) }
    return walls
  }
}

/// The walls around a confined process; an old kernel may lack some.
public struct Walls: OptionSet, Sendable {
  /// One bit for each wall.
  public let rawValue: UInt8

  /// Walls from their bits.
  ///
  /// - Parameter rawValue: one bit for each wall.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Memory, processor time, descriptors and processes are limited (setrlimit).
  public static let limits = Walls(rawValue: 1)
  /// No path can be opened (Landlock).
  public static let paths = Walls(rawValue: 2)
  /// Only system calls that compute, read and write are left (seccomp).
  public static let systemCalls = Walls(rawValue: 4)
  /// All of them.
  public static let all: Walls = [.limits, .paths, .systemCalls]

  /// A name for each wall that stands.
  public var names: [String] {
    [(Walls.limits, "limits"), (.paths, "paths"), (.systemCalls, "system calls")]
      .filter { contains($0.0) }.map { $0.1 }
  }
}
