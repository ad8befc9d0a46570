import ChildProcesses
import VaultSupport

extension Pane {
  /// Whether the memory of the `fob` that was started last holds some text: all that it can read
  /// itself. Only root may look.
  func memory(holds text: String) async throws -> Bool {
    let script = """
      import sys
      process = open(sys.argv[1]).read().strip()
      wanted = sys.argv[2].encode()
      with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb") as memory:
          for line in maps:
              start, end = (int(part, 16) for part in line.split()[0].split("-"))
              try:
                  memory.seek(start)
                  found = wanted in memory.read(end - start)
              except (OSError, ValueError, OverflowError):
                  continue
              if found:
                  sys.exit(3)
      """
    let result = try await run("/usr/bin/python3", ["-c", script, vault.folder + "/pid", text])
    return result.end == .exited(3)
  }
}
