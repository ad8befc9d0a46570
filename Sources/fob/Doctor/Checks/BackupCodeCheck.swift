/// Whether services' backup codes run out.
struct BackupCodeCheck: HealthCheck {
  let name = "backup codes"

  func look(at patient: Patient) -> Finding {
    patient.finding { (health: VaultHealth) in
      guard !health.fewCodes.isEmpty else { return .fine("none run out") }
      return .advice(
        "running out: \(VaultHealth.list(health.fewCodes))",
        remedy: "let the service make new ones, then: fob backup-codes QUERY --add")
    }
  }
}
