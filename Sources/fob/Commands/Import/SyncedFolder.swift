internal import SystemPackage

/// Folders whose files a service copies elsewhere.
enum SyncedFolder {
  /// How such folders are called, in lower case, where they are called so by default.
  private static let names: [(start: String, service: String)] = [
    ("dropbox", "Dropbox"), ("onedrive", "OneDrive"), ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"), ("gdrive", "Google Drive"), ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
  ]
  /// What lies in them, whatever they are called.
  private static let marks: [(name: String, service: String)] = [
    (".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"), (".owncloudsync.log", "ownCloud"),
    (".849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
  ]

  /// Who copies a file.
  ///
  /// - Parameter path: of a file that is there.
  /// - Returns: the service; `nil` where none is known to.
  static func service(of path: FilePath) -> String? {
    var folder = (SystemCall.resolve(path) ?? path).removingLastComponent()
    while let name = folder.lastComponent?.string.lowercased() {
      if let known = names.first(where: { name.hasPrefix($0.start) }) { return known.service }
      // Asked for one by one: a folder of ten thousand files takes long to list.
      let known = marks.first { (try? Stat(folder.appending($0.name))) != nil }
      if let known { return known.service }
      folder.removeLastComponent()
    }
    return nil
  }
}
