/// Secrets that are too short.
struct WeakSecretCheck: HealthCheck {
  let name = "weak secrets"

  func look(at patient: Patient) -> Finding {
    patient.finding { (health: VaultHealth) in
      guard !health.weak.isEmpty else { return .fine("each secret has 80 bits or more") }
      return .advice(
        "under 80 bits: \(VaultHealth.list(health.weak))",
        remedy: "let the service set the authenticator up anew")
    }
  }
}
