internal import CMachine
internal import SystemPackage

/// Whether the vault lies where it stays, and where one machine at a time writes it.
struct PlaceCheck: HealthCheck {
  let name = "place"

  func look(at patient: Patient) -> Finding {
    let folder = SystemCall.resolve(patient.store.location.folder) ?? patient.store.location.folder
    if let service = CloudFolder.service(above: folder) {
      return .advice(
        "\(service) carries \(folder) to other machines, where two that save at once make two vaults",
        remedy: "keep the vault elsewhere, and only copies of it there")
    }
    switch FileSystemKind(of: folder) {
    case .memory:
      return .advice(
        "\(folder) is in memory: the vault goes with the next start of this machine",
        remedy: "move the vault to a disk")
    case .network(let name):
      return .advice(
        "\(folder) is on a network share (\(name)), whose locks and saves cannot be relied on",
        remedy: "keep the vault on a disk of this machine")
    case .userspace:
      return .fine(
        "\(folder), by FUSE: if that is a network drive, let one machine at a time write")
    case .local: return .fine("\(folder), on a disk of this machine")
    case nil: return .skipped("\(folder) cannot be looked at")
    }
  }
}

/// Folders that a program carries to other machines.
private enum CloudFolder {
  /// Names of folders, in lower case, and of what those programs put into theirs.
  private static let names = [
    "dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive",
    "googledrive": "Google Drive", "nextcloud": "Nextcloud", "owncloud": "ownCloud",
    "icloud drive": "iCloud", "pclouddrive": "pCloud", "megasync": "MEGA", "syncthing": "Syncthing",
  ]
  private static let marks = [
    ".stfolder": "Syncthing", ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "Nextcloud or ownCloud", ".nextcloudsync.log": "Nextcloud",
    ".megaignore": "MEGA", ".git": "git",
  ]

  static func service(above folder: FilePath) -> String? {
    var folder = folder
    while let name = folder.lastComponent?.string {
      if let service = names[name.lowercased()] { return service }
      for (mark, service) in marks where (try? Stat(folder.appending(mark))) != nil {
        return service
      }
      folder.removeLastComponent()
    }
    return nil
  }
}

/// What a folder lies on (statfs(2), linux/magic.h).
private enum FileSystemKind {
  case local
  case memory
  case network(String)
  /// A program serves it: sshfs and rclone, but encrypted folders too.
  case userspace

  private static let networks: [UInt: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFE53_4D42: "SMB", 0xFF53_4D42: "CIFS", 0x5346_414F: "AFS",
    0x6B41_4653: "AFS", 0x00C3_6400: "Ceph", 0x0102_1997: "9P", 0x7375_7245: "Coda",
  ]

  init?(of folder: FilePath) {
    guard
      let descriptor = try? FileDescriptor.open(
        folder, .readOnly, options: [.directory, .closeOnExec])
    else { return nil }
    defer { try? descriptor.close() }
    let magic = fob_file_system(descriptor.rawValue)
    switch magic {
    case 0: return nil
    case 0x0102_1994, 0x8584_58F6: self = .memory
    case 0x6573_5546: self = .userspace
    default: self = FileSystemKind.networks[magic].map(FileSystemKind.network) ?? .local
    }
  }
}
