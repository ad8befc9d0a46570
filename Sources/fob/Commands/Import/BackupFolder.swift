internal import Importers
internal import Secrets
internal import SystemPackage

/// A folder whose files make one backup together, such as Steam Desktop's: a few small files.
struct BackupFolder {
  private static let mostFiles = 1000
  /// The most bytes of all files together.
  private static let mostBytes = 64 << 20

  private let paths: [FilePath]

  /// `nil` where it is no folder, or has too many files in it.
  init?(_ path: FilePath) {
    guard (try? Stat(path).type) == .directory else { return nil }
    let names = SystemCall.names(in: path).sorted()
    guard names.count <= BackupFolder.mostFiles else { return nil }
    paths = names.map { path.appending($0) }
  }

  /// What it holds, where a format of the catalogue knows it.
  ///
  /// - Throws: `FileFault` where it is a folder as any other.
  func material() throws -> ImportMaterial {
    var (members, room): ([ImportMember], Int) = ([], BackupFolder.mostBytes)
    for path in paths {
      guard let (file, size) = try? Files.open(path) else { continue }
      defer { try? file.close() }
      guard size <= room else { throw FileFault.notAFile(true) }
      let content = Secret(try SecretInput.all(from: file, limit: room))
      room -= content.count
      members.append(ImportMember(name: path.lastComponent?.string ?? "", content: content))
    }
    let document = ImportDocument(members: members)
    guard let recognised = try? Importers.recognise(document), recognised.isBackup else {
      throw FileFault.notAFile(true)
    }
    return .file(OtherAppsFile(recognised))
  }
}
