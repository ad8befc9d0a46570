import Glibc
import Hardening
import Testing

/// Each promise is tried in a process of its own, which ends with 0 where it was kept.
@Suite struct `A protected process` {
  @Test func `leaves no core dump, and cannot raise that limit again`() async {
    await #expect(processExitsWith: .success) {
      #expect(Hardening.protectProcess())
      var core = rlimit()
      _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
      #expect(core.rlim_cur == 0 && core.rlim_max == 0)
    }
  }

  @Test func `gives its own files away to nobody`() async {
    await #expect(processExitsWith: .success) {
      var before = stat()
      _ = unsafe stat("/proc/self/mem", &before)
      #expect(before.st_uid == getuid())
      _ = setuid(65_534)
      Hardening.protectProcess()
      #expect(open("/proc/self/mem", O_RDONLY) == -1)
      #expect(errno == EACCES)
    }
  }

  @Test func `makes files that only their owner reads`() async {
    await #expect(processExitsWith: .success) {
      Hardening.protectProcess()
      #expect(umask(0) == 0o077)
    }
  }

  @Test func `learns of a closed pipe from the error of a write`() async {
    await #expect(processExitsWith: .success) {
      Hardening.protectProcess()
      var ends: [Int32] = [0, 0]
      _ = unsafe pipe(&ends)
      close(ends[0])
      #expect(unsafe write(ends[1], "x", 1) == -1)
      #expect(errno == EPIPE)
    }
  }

  @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS])
  func `ends at once on a crash signal, whatever caught it before`(crash: Int32) async {
    let result = await #expect(
      processExitsWith: .signal(crash), observing: [\.standardErrorContent]
    ) { [crash] in
      _ = signal(crash) { _ in _exit(0) }
      Hardening.protectProcess()
      raise(crash)
      _exit(1)
    }
    #expect(result?.standardErrorContent.isEmpty == true)
  }
}

@Suite struct `A process without a network` {
  @Test(arguments: [AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK])
  func `gets no socket that leaves the machine`(family: Int32) async {
    await #expect(processExitsWith: .success) { [family] in
      #expect(Hardening.denyNetwork())
      #expect(socket(family, Int32(SOCK_DGRAM.rawValue), 0) == -1)
      #expect(errno == EACCES)
    }
  }

  @Test func `would have had one before`() async {
    await #expect(processExitsWith: .success) {
      #expect(socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0) >= 0)
    }
  }

  @Test func `keeps local sockets, files and children`() async {
    await #expect(processExitsWith: .success) {
      #expect(Hardening.denyNetwork())
      #expect(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) >= 0)
      #expect(open("/dev/null", O_RDONLY) >= 0)
      var child = pid_t()
      let arguments: [UnsafeMutablePointer<CChar>?] = [nil]
      #expect(unsafe posix_spawn(&child, "/bin/true", nil, nil, arguments, nil) == 0)
      var status: Int32 = 1
      _ = unsafe waitpid(child, &status, 0)
      #expect(status == 0)
    }
  }
}
