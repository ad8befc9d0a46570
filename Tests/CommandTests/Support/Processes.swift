import ChildProcesses

/// Whether a process has ended; somebody may still have to note that.
func isGone(_ process: String) async throws -> Bool {
  let state = try await run("/bin/ps", ["-o", "stat=", "-p", process]).text
  return state.isEmpty || state.hasPrefix("Z")
}

/// Waits until processes have ended.
func areGone(_ processes: [String], within seconds: Double = 10) async throws -> Bool {
  let end = ContinuousClock.now + .seconds(seconds)
  var left = processes
  while let process = left.last, ContinuousClock.now < end {
    if try await isGone(process) {
      left.removeLast()
    } else {
      try await Task.sleep(for: .milliseconds(50))
    }
  }
  return left.isEmpty
}
