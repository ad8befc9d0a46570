internal import Hardening

/// Whether this kernel takes from fob and its helpers what they must not have.
struct SandboxCheck: HealthCheck {
  let name = "sandbox"

  func look(at patient: Patient) -> Finding {
    guard Hardening.hasFilter else {
      return .advice(
        "no filter of system calls (seccomp): nothing but fob itself keeps it off the network",
        remedy: "run it on a kernel, or in a container, that allows seccomp filters")
    }
    let version = Hardening.landlockVersion
    guard version > 0 else {
      return .advice(
        "no Landlock: pictures are decoded behind one wall less, and documents are not read",
        remedy: "use a kernel from 5.13 on, with landlock in its lsm= list")
    }
    guard let helper = try? HelperProgram.scan.place() else {
      return .fine("seccomp and Landlock \(version)")
    }
    let walls = Program(at: helper).answer(["--walls"]) ?? ""
    let standing = walls.split(separator: "\n").map(String.init)
    let missing = Walls.all.names.filter { !standing.contains($0) }
    guard missing.isEmpty else {
      return .advice(
        "fob-scan lacks a wall: \(missing.joined(separator: ", "))",
        remedy: "see what denies it to the helper: a container's profile, for one")
    }
    return .fine(
      "seccomp and Landlock \(version); fob-scan can open, connect and start nothing")
  }
}
