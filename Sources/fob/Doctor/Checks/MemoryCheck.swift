internal import Authenticator
internal import CMachine

/// Whether secrets can be kept out of the swap.
struct MemoryCheck: HealthCheck {
  let name = "locked memory"

  /// What fob needs besides the vault: keys, and a picture of the screen.
  private static let least = 1 << 20

  func look(at patient: Patient) -> Finding {
    let limit = fob_lockable_bytes()
    let vault = (try? patient.file.get())?.bytes.count ?? 0
    let needed = MemoryCheck.least + vault * 4
    guard fob_can_lock(needed) == 0 else {
      return .fine(
        limit == .max ? "as much as there is" : "\(limit >> 10) KiB may be locked, which is enough")
    }
    return .advice(
      "\(limit >> 10) KiB may be locked, \(needed >> 10) are needed: secrets could reach the swap",
      remedy: "raise it: a line \"* hard memlock 65536\" in /etc/security/limits.d, or use no swap")
  }
}
