import Glibc
import Testing

@testable import Authenticator

/// How many seeds to try; `FOB_SEEDS` says otherwise.
private let seeds: UInt64 = {
  guard let text = unsafe getenv("FOB_SEEDS") else { return 120 }
  return UInt64(unsafe String(cString: text)) ?? 120
}()

@Suite struct `Devices that sync` {
  /// Over the real sealed files: no entry is lost, no counter goes back, nothing purged returns, and
  /// all come to the same state and then to rest.
  @Test(arguments: [0, 1] as [UInt64])
  func `keep their laws whatever reaches them`(parity: UInt64) throws {
    for seed in stride(from: parity, to: seeds, by: 2) {
      do {
        var trial = try SyncTrial(seed: seed)
        try trial.run()
      } catch {
        Issue.record("seed \(seed): \(error)")
        return
      }
    }
  }
}
