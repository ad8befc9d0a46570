internal import Authenticator

/// Whether the vault file is whole.
struct VaultFileCheck: HealthCheck {
  let name = "vault"

  func look(at patient: Patient) -> Finding {
    switch patient.file {
    case .success(let file):
      .fine(
        "\(patient.store.location.file) is whole: \(file.bytes.count >> 10) KiB, saved "
          + "\(file.header.generation) times")
    case .failure(let failure) where failure.status == .damaged:
      .advice(failure.message, remedy: "see what can be read: fob doctor --rescue")
    case .failure(let failure):
      .advice(failure.message, remedy: failure.hint ?? "name another with --vault")
    }
  }
}
