/// Accounts that are there twice.
struct SameSecretCheck: HealthCheck {
  let name = "same secrets"

  func look(at patient: Patient) -> Finding {
    patient.finding { (health: VaultHealth) in
      guard let first = health.sameSecrets.first else {
        return .fine("each secret is there under one name")
      }
      let more = health.sameSecrets.count > 1 ? ", and \(health.sameSecrets.count - 1) more" : ""
      return .advice(
        "one secret under \(first.count) names: \(first.joined(separator: ", "))\(more)",
        remedy: "put what is too many into the trash: fob rm")
    }
  }
}
