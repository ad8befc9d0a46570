/// When a backup was last proven to restore.
struct BackupProofCheck: HealthCheck {
  let name = "backup"

  private static let remedy = "make one, and prove it: fob backup FOLDER, fob backup verify FILE"

  func look(at patient: Patient) -> Finding {
    patient.finding { (health: VaultHealth) in
      let age = BackupAge(proven: health.backupProven, newer: health.accountsAfterBackup)
      guard age.isUnknown || age.isOld || age.isIncomplete else { return .fine(age.text) }
      return .advice(age.text, remedy: BackupProofCheck.remedy)
    }
  }
}
