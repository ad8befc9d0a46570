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

  @Test func `sees nothing of fob's environment`() async throws {
    let result = try await attempt("echo $HOME $PATH $FOB_SCAN $USER")
    #expect(result.text.hasPrefix("/nonexistent"))
  }

  @Test func `has 512 MiB and ten seconds`() async throws {
    let result = try await attempt("ulimit -v; ulimit -t; ulimit -f; ulimit -c")
    #expect(result.text == "524288\n10\n0\n0\n")
  }
}
