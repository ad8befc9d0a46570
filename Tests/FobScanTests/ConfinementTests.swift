import ChildProcesses
import Testing

/// What a shell can still do where a converter runs. It tries with its own built-in commands.
@Suite struct `A confined converter` {
  private func attempt(_ script: String, confined: Bool = true) async throws -> Finished {
    let command = ["/bin/bash", "-c", script]
    return confined
      ? try await run(builtProduct("confinement-probe"), command)
      : try await run(command[0], Array(command.dropFirst()))
  }

  @Test func `computes, reads its input and writes its output`() async throws {
    let result = try await run(
      builtProduct("confinement-probe"), ["/bin/bash", "-c", "read line; echo $line $((6 * 7))"],
      input: Array("answer\n".utf8))
    #expect(result.end == .exited(0) && result.text == "answer 42\n")
  }

  @Test(arguments: [
    "read x < /etc/passwd", "read x < /proc/self/status", "echo x > /tmp/fob-confined",
    "exec /bin/true", "(:)", "exec 3<>/dev/tcp/127.0.0.1/9", "exec 3<>/dev/udp/127.0.0.1/9",
    "kill -0 $PPID", "cd /tmp",
  ])
  func `is refused what lies outside`(script: String) async throws {
    let result = try await attempt(script + " && echo done")
    #expect(result.end != .exited(0) && !result.text.contains("done"))
    let allowed = ["Permission denied", "Operation not permitted", "fork", "cannot execute"]
    #expect(allowed.contains { result.error.contains($0) }, "\(result.error)")
  }

  @Test(arguments: ["read x < /etc/passwd", "(:)", "kill -0 $PPID", "cd /tmp"])
  func `could do it all were it not confined`(script: String) async throws {
    #expect(try await attempt(script, confined: false).end == .exited(0))
  }

  /// What a process could do to the one that started it.
  private static let reaches = [
    "libc.tgkill(parent, parent, 0)", "libc.sigqueue(parent, 0, None)",
    "os.setpriority(os.PRIO_PROCESS, parent, os.getpriority(os.PRIO_PROCESS, parent))",
    "os.sched_setaffinity(parent, os.sched_getaffinity(parent))",
    "resource.prlimit(parent, resource.RLIMIT_NOFILE)",
    "fcntl.fcntl(1, fcntl.F_SETOWN, parent)", "fcntl.fcntl(1, fcntl.F_SETSIG, 0)",
    "libc.prctl(1, 0, 0, 0, 0)",
  ]

  private func attemptCall(_ call: String, confined: Bool = true) async throws -> Finished {
    let script = """
      import ctypes, errno, fcntl, os, resource
      libc, parent, own = ctypes.CDLL(None, use_errno=True), os.getppid(), os.getpid()
      try:
        refused = \(call) == -1 and ctypes.get_errno() == errno.EACCES
      except PermissionError:
        refused = True
      print("refused" if refused else "done")
      """
    let command = ["/usr/bin/python3", "-I", "-S", "-c", script]
    return confined
      ? try await run(builtProduct("confinement-probe"), command)
      : try await run(command[0], Array(command.dropFirst()))
  }

  @Test(arguments: reaches) func `cannot reach another process`(call: String) async throws {
    let result = try await attemptCall(call)
    #expect(result.text == "refused\n", "\(result.error)")
  }

  @Test(arguments: reaches) func `could reach it were it not confined`(call: String) async throws {
    #expect(try await attemptCall(call, confined: false).text == "done\n")
  }

  @Test(arguments: [
    "libc.tgkill(own, own, 0)", "getattr(libc, 'raise')(0)",
    "resource.getrlimit(resource.RLIMIT_AS)",
  ])
  func `can signal itself and ask for its limits`(call: String) async throws {
    let result = try await attemptCall(call)
    #expect(result.text == "done\n", "\(result.error)")
  }

  @Test func `does not ignore the signals that fob ignores`() async throws {
    let script = "trap '' PIPE XFSZ; exec \"$0\" /bin/bash -c \"trap -p; echo done\""
    let probe = try await run("/bin/bash", ["-c", script, builtProduct("confinement-probe")])
    #expect(probe.text == "done\n")
    let other = try await run("/usr/bin/env", ["bash", "-c", script.replacing("$0", with: "env")])
    #expect(other.text.contains("SIGPIPE") && other.text.contains("SIGXFSZ"))
  }

  @Test func `ends with the process that started it`() async throws {
    let starter = """
      coproc { exec "$0" /bin/bash -c "echo ready; while :; do :; done"; }
      read -u ${COPROC[0]} && echo $REPLY >&2
      """
    // It shares the standard error, which is open as long as it runs: ten seconds of processor.
    let script = """
      start=$SECONDS; bash -c "$1" "$0" 2>&1 | cat; echo $((SECONDS - start < 9 ? 1 : 0))
      """
    let result = try await run(
      "/bin/bash", ["-c", script, builtProduct("confinement-probe"), starter])
    #expect(result.text == "ready\n1\n")
  }

  @Test func `sees nothing of fob's environment`() async throws {
    let result = try await attempt("echo $HOME $PATH $FOB_SCAN $USER")
    #expect(result.text.hasPrefix("/nonexistent"))
  }

  @Test func `has 512 MiB and ten seconds`() async throws {
    let result = try await attempt("ulimit -v; ulimit -t; ulimit -f; ulimit -c")
    #expect(result.text == "524288\n10\n0\n0\n")
  }
}
