import ChildProcesses
import Testing
import VaultSupport

@testable import fob

@Suite struct `A sleep of the machine` {
  /// Clocks, read at once, of a machine that has been up for an hour and has slept so long.
  private func clocks(slept: UInt64, at time: UInt64 = 3_600_000) -> Clocks {
    let awake = time - slept
    return Clocks(withSleep: time, withoutSleep: awake...awake)
  }

  @Test(arguments: [
    (0, 0, false), (0, 99, false), (0, 100, true), (0, 3_000_000, true),
    (50_000, 50_099, false), (50_000, 50_100, true), (50_000, 0, false),
  ])
  func `is seen by the clock that goes on meanwhile`(before: UInt64, after: UInt64, isSeen: Bool) {
    #expect(clocks(slept: after).showSleep(since: clocks(slept: before)) == isSeen)
  }

  @Test func `is not taken for time in which nothing was looked at`() {
    #expect(!clocks(slept: 7, at: 90_000_000).showSleep(since: clocks(slept: 7)))
  }

  /// The process is kept waiting for five seconds between two of the clocks.
  @Test(arguments: [3_600_000, 3_602_000, 3_605_000])
  func `is not taken for a wait between two clocks`(withSleep: UInt64) {
    let torn = Clocks(withSleep: withSleep, withoutSleep: 3_600_000...3_605_000)
    let (before, after) = (clocks(slept: 0), clocks(slept: 0, at: 3_610_000))
    #expect(!torn.showSleep(since: before) && !after.showSleep(since: torn))
  }

  @Test func `is not seen where there was none, by the clocks of this machine`() {
    let start = Clocks.now
    #expect(!Clocks.now.showSleep(since: start))
  }

  /// In a namespace whose clock is a day ahead, as after a day's sleep before the agent's start. Only
  /// root may make one, and not in every container. Nothing moves the clock of a running process.
  @Test(.enabled { try await run("/usr/bin/unshare", ["--time", "/bin/true"]).end == .exited(0) })
  func `before an agent has started does not end it`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try TestAgent(on: vault)
    let script = """
      "$0" unlock --password-fd 4 && sleep 3 && setsid --wait "$0" code github --at 59
      "$0" lock
      """
    let result = try await run(
      "/usr/bin/unshare",
      ["--time", "--boottime", "86400", "/bin/bash", "-c", script, fobProgram],
      environment: vault.environment.merging(fob.variables) { $1 }, opening: vault.keyFiles)
    #expect(result.printed("287082"), "\(result.error)")
  }
}
