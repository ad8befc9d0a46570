internal import SystemPackage

/// Whether nobody else can read or replace the vault and what belongs to it.
struct PermissionCheck: HealthCheck {
  let name = "permissions"

  private static let others: FilePermissions = [.groupReadWriteExecute, .otherReadWriteExecute]
  private static let othersWrite: FilePermissions = [.groupWrite, .otherWrite]

  func look(at patient: Patient) -> Finding {
    let location = patient.store.location
    var open = location.privatePaths.filter { PermissionCheck.allows($0, PermissionCheck.others) }
    if PermissionCheck.allows(location.folder, PermissionCheck.othersWrite) {
      open.append(location.folder)
    }
    let foreign = (location.privatePaths + [location.folder]).filter(PermissionCheck.isForeign)
    guard foreign.isEmpty else {
      return .advice(
        "not yours: \(PermissionCheck.list(foreign))",
        remedy: "let its owner see to it, or chown it")
    }
    guard open.isEmpty else {
      return .advice(
        "open to others: \(PermissionCheck.list(open))",
        remedy: "chmod go= \(open.map(\.string).joined(separator: " "))")
    }
    return .fine("only you can reach the vault and what belongs to it")
  }

  private static func allows(_ path: FilePath, _ permissions: FilePermissions) -> Bool {
    guard let stat = try? Stat(path) else { return false }
    return !stat.permissions.isDisjoint(with: permissions)
  }

  private static func isForeign(_ path: FilePath) -> Bool {
    guard let stat = try? Stat(path) else { return false }
    return stat.userID.rawValue != SystemCall.userID
  }

  private static func list(_ paths: [FilePath]) -> String {
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    return paths.prefix(3).map(\.string).joined(separator: ", ") + more
  }
}

extension VaultLocation {
  /// What is fob's alone: the vault, its lock, the generations, the agent's folder. What is not there
  /// does no harm.
  fileprivate var privatePaths: [FilePath] {
    let kept = Generations(of: self)
    let runtime = SystemCall.environment("XDG_RUNTIME_DIR").map { FilePath($0).appending("fob") }
    return [file, lock] + [generations, runtime].compactMap(\.self) + (kept?.folders ?? [])
      + (kept?.files ?? [])
  }
}
