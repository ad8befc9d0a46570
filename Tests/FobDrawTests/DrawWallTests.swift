import ChildProcesses
import Testing

@Suite struct `fob-draw's walls` {
  @Test func `stand before the first byte of a payload is read`() async throws {
    let calls = "trace=read,openat,landlock_restrict_self,seccomp,prctl"
    let result = try await run(
      "/usr/bin/strace", ["-e", calls, builtProduct("fob-draw")],
      input: DrawRequest("secret").bytes)
    let trace = result.error.split(separator: "\n")
    let filter = try #require(trace.lastIndex { $0.hasPrefix("seccomp(SECCOMP_SET_MODE_FILTER") })
    let paths = try #require(trace.lastIndex { $0.hasPrefix("landlock_restrict_self(") })
    let input = try #require(trace.firstIndex { $0.hasPrefix("read(0,") })
    #expect(result.end == .exited(0) && paths < filter && filter < input)
    #expect(trace[filter].hasSuffix("= 0") && trace[paths].hasSuffix("= 0"))
    #expect(!trace[filter...].contains { $0.hasPrefix("openat(") && !$0.contains("EACCES") })
  }

  /// Looks for the payload in the memory of a fob-draw that is held at a system call.
  private func traces(of payload: String, at call: String, form: String) async throws -> Int? {
    var request = DrawRequest(payload)
    request.form = form
    let script = """
      import os, subprocess, sys, time
      needle = sys.argv[2].encode()
      child = subprocess.Popen(["/usr/bin/strace", "-qq", "-o", "/dev/null", "-e",
          f"inject={sys.argv[3]}:delay_enter=3000000:when=1", sys.argv[1]],
          stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
      child.stdin.write(sys.stdin.buffer.read()); child.stdin.close(); time.sleep(1.5)
      children = open(f"/proc/{child.pid}/task/{child.pid}/children").read().split()
      found = 0
      with open(f"/proc/{children[0]}/maps") as maps, \\
              open(f"/proc/{children[0]}/mem", "rb", 0) as memory:
          for line in maps:
              place, rights = line.split()[:2]
              low, high = (int(end, 16) for end in place.split("-"))
              if rights.startswith("rw"):
                  memory.seek(low); found += memory.read(high - low).count(needle)
      print(found); child.kill()
      """
    let result = try await run(
      "/usr/bin/python3", ["-c", script, builtProduct("fob-draw"), payload, call],
      input: request.bytes)
    return Int(result.text.split(separator: "\n").first ?? "")
  }

  private static let payload = "otpauth://totp/x?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"

  @Test(arguments: ["matrix", "png 8"])
  func `keep nothing of a payload in memory that was used`(form: String) async throws {
    let during = try await traces(of: Self.payload, at: "write", form: form)
    let after = try await traces(of: Self.payload, at: "exit_group", form: form)
    #expect((during ?? 0) > 0)
    #expect(after == 0)
  }
}
