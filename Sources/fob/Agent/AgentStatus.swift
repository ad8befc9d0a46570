internal import Authenticator

/// What an agent holds, and for how long.
struct AgentStatus: Transferable {
  /// Its process id.
  let process: Int
  /// The path of the vault.
  let vault: String
  /// When it was started, in Unix seconds.
  let since: UInt64
  /// Seconds without a question after which it locks.
  let timeout: UInt64
  /// How many of them are left, rounded up.
  let left: UInt64

  var value: Value { .parts(process, vault, since, timeout, left) }

  init(process: Int, vault: String, since: UInt64, timeout: UInt64, left: UInt64) {
    (self.process, self.vault, self.since) = (process, vault, since)
    (self.timeout, self.left) = (timeout, left)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 5), let process: Int = parts.next(),
      let vault: String = parts.next(), let since: UInt64 = parts.next(),
      let timeout: UInt64 = parts.next(), let left: UInt64 = parts.next()
    else { return nil }
    self.init(process: process, vault: vault, since: since, timeout: timeout, left: left)
  }
}

/// Counts down while nobody asks.
struct IdleTime {
  let since = Clock.seconds
  /// Seconds.
  var timeout: UInt64
  private var lastUse = Clock.monotonicMilliseconds

  init(timeout: UInt64) { self.timeout = timeout }

  /// Milliseconds.
  var left: UInt64 {
    let end = lastUse + timeout * 1000
    return end - min(end, Clock.monotonicMilliseconds)
  }

  /// Somebody is there.
  mutating func startAgain() { lastUse = Clock.monotonicMilliseconds }
}
