internal import Hardening

/// Whether memory can be written to a disk by a crash, or read by another process.
struct CoreDumpCheck: HealthCheck {
  let name = "core dumps"

  func look(at patient: Patient) -> Finding {
    guard Hardening.isProcessProtected else {
      return .advice(
        "this system lets fob's memory be dumped or traced",
        remedy: "see what denies prctl or setrlimit to fob: a container's profile, for one")
    }
    return .fine("off, and no other process of yours may read fob's memory")
  }
}
