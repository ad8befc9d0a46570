internal import Authenticator

/// How a vault stands to the machines that it syncs with, in words.
struct SyncHealth: Transferable {
  let text: String
  let isWell: Bool

  /// So many seconds without a file of a device are long.
  private static let longSilence: UInt64 = 30 * 86_400

  /// `nil` where the vault does not sync.
  init?(_ opened: borrowing OpenVault) {
    guard let standing = opened.vault.syncStanding else { return nil }
    do throws(Failure) {
      let run = try SyncRun.trial(opened)
      let latest = standing.devices.filter { !$0.isThis }
      let silent = latest.filter { device in
        device.lastSeen.map { $0 + SyncHealth.longSilence < Clock.seconds } ?? false
      }
      if let failure = run.putOut {
        (text, isWell) = (failure.message, false)
      } else if !run.isWell {
        (text, isWell) = (run.notes.joined(separator: "; "), false)
      } else if !silent.isEmpty {
        let names = silent.map(\.label).joined(separator: ", ")
        (text, isWell) = ("nothing new in 30 days from \(names)", false)
      } else {
        (text, isWell) = (SyncHealth.text(latest.compactMap(\.lastSeen).max()), true)
      }
    } catch {
      (text, isWell) = (error.message, false)
    }
  }

  private static func text(_ latest: UInt64?) -> String {
    latest.map { "the newest file of another machine is from \(Clock.localText($0))" }
      ?? "no other machine has written yet"
  }

  var value: Value { .parts(text, isWell) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let text: String = parts.next(),
      let isWell: Bool = parts.next()
    else { return nil }
    (self.text, self.isWell) = (text, isWell)
  }
}
