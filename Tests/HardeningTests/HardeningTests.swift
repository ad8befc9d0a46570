import ChildProcesses
import Glibc
import Testing

/// Puts up a wall in a process of its own and tries something behind it: 0, or the errno it got.
private func attempt(
  _ act: String, _ argument: String = "", behind wall: String
) async throws -> Finished {
  try await run(builtProduct("hardening-probe"), [wall, act, argument])
}

@Suite struct `A protected process` {
  @Test func `leaves no core dump`() async throws {
    let before = try await attempt("core-limit", behind: "none")
    let after = try await attempt("core-limit", behind: "protected")
    #expect(before.text != "0" && after.text == "0")
  }

  @Test func `makes files that only their owner reads`() async throws {
    let result = try await attempt("umask", behind: "protected")
    #expect(result.text == "77")
  }

  @Test func `shows its memory to no other process of its user`() async throws {
    let before = try await attempt("traceable", behind: "none")
    let after = try await attempt("traceable", behind: "protected")
    #expect(before.text == "1" && after.text == "0")
  }

  @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS])
  func `ends at once on a crash signal, whatever caught it before`(signal: Int32) async throws {
    let before = try await attempt("crash", "\(signal)", behind: "none")
    let after = try await attempt("crash", "\(signal)", behind: "protected")
    #expect(before.end == .exited(42))
    #expect(after.end == .killed(signal) && after.error.isEmpty)
  }

  @Test func `learns of a closed pipe from the error of a write`() async throws {
    let before = try await attempt("write-to-broken-pipe", behind: "none")
    let after = try await attempt("write-to-broken-pipe", behind: "protected")
    #expect(before.end == .killed(SIGPIPE) && after.end == .exited(EPIPE))
  }
}

@Suite struct `A process without a network` {
  @Test(arguments: [AF_INET, AF_INET6, AF_NETLINK])
  func `gets no socket that leaves the machine`(family: Int32) async throws {
    let before = try await attempt("socket", "\(family)", behind: "none")
    let after = try await attempt("socket", "\(family)", behind: "without-network")
    #expect(before.end == .exited(0) && after.end == .exited(EACCES))
  }

  @Test func `has no io_uring, through which it could make one unseen`() async throws {
    let result = try await attempt("io-uring", behind: "without-network")
    #expect(result.end == .exited(ENOSYS))
  }

  #if arch(x86_64)
    @Test func `ends where it calls by the numbers of another table`() async throws {
      let before = try await attempt("x32", behind: "none")
      let after = try await attempt("x32", behind: "without-network")
      #expect(before.end != .killed(SIGSYS) && after.end == .killed(SIGSYS))
    }
  #endif

  @Test(arguments: [("socket", "\(AF_UNIX)"), ("open", "/dev/null"), ("spawn", "")])
  func `keeps local sockets, files and children`(act: String, argument: String) async throws {
    let result = try await attempt(act, argument, behind: "without-network")
    #expect(result.end == .exited(0))
  }
}

@Suite struct `A confined process` {
  @Test func `still computes and writes`() async throws {
    let result = try await attempt("compute", behind: "confined")
    #expect(result.end == .exited(0) && result.text == "100000")
  }

  @Test(arguments: ["/etc/passwd", "/dev/null", "/", "."])
  func `opens nothing, and lives on`(path: String) async throws {
    let before = try await attempt("open", path, behind: "none")
    let after = try await attempt("open", path, behind: "confined")
    #expect(before.end == .exited(0) && after.end == .exited(EACCES))
  }

  @Test func `has only its standard descriptors`() async throws {
    let before = try await attempt("read-open-file", "/etc/passwd", behind: "none")
    let after = try await attempt("read-open-file", "/etc/passwd", behind: "confined")
    #expect(before.end == .exited(0) && after.end == .exited(EBADF))
  }

  @Test(arguments: [
    ("socket", "\(AF_INET)"), ("socket", "\(AF_UNIX)"), ("spawn", ""), ("exec", ""),
    ("signal", ""), ("executable-memory", ""),
  ])
  func `ends when it reaches out`(act: String, argument: String) async throws {
    let before = try await attempt(act, argument, behind: "none")
    let after = try await attempt(act, argument, behind: "confined")
    #expect(before.end == .exited(0) && after.end == .killed(SIGSYS))
  }

  @Test func `gets no memory past its limit`() async throws {
    let before = try await attempt("allocate", "\(1 << 30)", behind: "none")
    let after = try await attempt("allocate", "\(1 << 30)", behind: "confined")
    #expect(before.end == .exited(0) && after.end == .exited(ENOMEM))
  }

  @Test func `ends when its processor time is used up`() async throws {
    let result = try await attempt("compute-forever", behind: "confined")
    #expect(result.end == .killed(SIGKILL))
  }
}

/// /dev/null is no camera, which it says where it can be asked: ENOTTY.
@Suite struct `A process with a camera` {
  @Test func `may ask it what a camera is asked`() async throws {
    let before = try await attempt("ask-camera", "/dev/null", behind: "none")
    let after = try await attempt("ask-camera", "/dev/null", behind: "camera")
    let without = try await attempt("ask-camera", "/dev/null", behind: "confined")
    #expect(before.end == .exited(ENOTTY) && after.end == .exited(ENOTTY))
    #expect(without.end == .exited(EACCES))
  }

  @Test func `ends when it asks for anything else`() async throws {
    let before = try await attempt("ask-terminal", "/dev/null", behind: "none")
    let after = try await attempt("ask-terminal", "/dev/null", behind: "camera")
    #expect(before.end == .exited(ENOTTY) && after.end == .killed(SIGSYS))
  }

  @Test(arguments: [("socket", "\(AF_UNIX)"), ("spawn", ""), ("executable-memory", "")])
  func `ends when it reaches out`(act: String, argument: String) async throws {
    let after = try await attempt(act, argument, behind: "camera")
    #expect(after.end == .killed(SIGSYS))
  }

  @Test func `opens nothing, and still computes`() async throws {
    let open = try await attempt("open", "/dev/null", behind: "camera")
    let compute = try await attempt("compute", behind: "camera")
    #expect(open.end == .exited(EACCES) && compute.text == "100000")
  }
}
