/// When a backup was last proven to restore.
struct BackupProofCheck: HealthCheck {
  let name = "backup"

  private static let daysOfTrust: UInt64 = 90

  func look(at patient: Patient) -> Finding {
    patient.finding { (health: VaultHealth) in
      guard let proven = health.backupProven else {
        return .skipped("none was proven to restore yet")
      }
      let days = (max(Clock.seconds, proven) - proven) / 86_400
      guard days > BackupProofCheck.daysOfTrust else {
        return .fine("last proven to restore \(counted(Int(days), "day")) ago")
      }
      return .advice(
        "last proven to restore \(days) days ago", remedy: "make a new one, and prove it")
    }
  }
}
