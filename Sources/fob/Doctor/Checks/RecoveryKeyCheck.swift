internal import Authenticator

/// Whether a forgotten password would lose the vault.
struct RecoveryKeyCheck: HealthCheck {
  let name = "recovery key"

  func look(at patient: Patient) -> Finding {
    patient.finding { (file: VaultFile) in
      guard file.header.slots.contains(where: { $0.kind == .recoveryKey }) else {
        return .advice(
          "there is none: with the password the vault would be lost",
          remedy: "make one, and write it on paper: fob slots add recovery-key")
      }
      return .fine("there is one; keep its paper where nobody else looks")
    }
  }
}
