internal import Authenticator
internal import SystemPackage

/// Whether the vault's last versions are kept, and are whole.
struct GenerationCheck: HealthCheck {
  let name = "generations"

  func look(at patient: Patient) -> Finding {
    guard let generations = Generations(of: patient.store.location) else {
      return .advice(
        "there is no home folder to keep the vault's last versions in", remedy: "set HOME")
    }
    let files = generations.files
    guard let newest = files.first else {
      return .fine("none yet; each save keeps the version before it")
    }
    let damaged = files.filter { !Generations.isWhole($0) }
    guard damaged.isEmpty else {
      return .advice(
        "\(damaged.count) of \(files.count) are damaged: \(damaged[0])",
        remedy: "look at the disk; copy the vault to another one")
    }
    let time = Clock.localText(UInt64(max(Generations.lastChange(of: newest), 0)))
    return .fine("\(counted(files.count, "version")), each whole; the newest was kept \(time)")
  }
}
