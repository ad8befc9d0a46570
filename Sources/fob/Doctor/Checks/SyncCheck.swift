/// Whether other machines' files are there and whole.
struct SyncCheck: HealthCheck {
  let name = "sync"

  func look(at patient: Patient) -> Finding {
    patient.finding { (health: VaultHealth) in
      guard let sync = health.sync else { return .fine("this vault does not sync") }
      guard !sync.isWell else { return .fine(sync.text) }
      return .advice(
        sync.text,
        remedy: "look: fob sync status; a machine that is gone for good: fob sync revoke DEVICE")
    }
  }
}
