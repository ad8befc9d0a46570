internal import Authenticator
internal import SystemPackage

/// The last ten versions of a vault file, kept apart from it.
struct Generations {
  private static let kept = 10
  private let location: VaultLocation

  init(of location: VaultLocation) { self.location = location }

  /// Keeps a vault file that is about to be replaced, and drops the oldest beyond ten.
  ///
  /// - Throws: `FileFault`.
  func keep(_ file: [UInt8], header: VaultHeader) throws(FileFault) {
    let folder = location.generations.appending(
      "\(location.pathHash)-\(header.vaultID.bytes.hexadecimal)")
    try Files.makeFolders(folder)
    let target = folder.appending(Generations.name(header.generation))
    guard SystemCall.resolve(target) == nil else { return }
    let temporary = folder.appending(".\(Generations.name(header.generation)).new")
    try? SystemCall.remove(temporary)
    try Files.writeNew(file, to: temporary)
    do {
      try SystemCall.rename(temporary, to: target)
    } catch {
      throw .system(error)
    }
    try Files.synchronizeFolder(folder)
    for name in Generations.names(in: folder).dropLast(Generations.kept) {
      try? SystemCall.remove(folder.appending(name))
    }
  }

  /// The newest generation of the vault at this place that is whole, for when the vault is not.
  var newestIntact: FilePath? {
    let folders = SystemCall.names(in: location.generations)
      .filter { $0.hasPrefix("\(location.pathHash)-") }
      .map { location.generations.appending($0) }
    let files = folders.flatMap { folder in
      Generations.names(in: folder).map { (name: $0, path: folder.appending($0)) }
    }
    return files.sorted { $0.name > $1.name }.first { file in
      guard let bytes = try? Files.read(file.path, limit: VaultFile.longest) else { return false }
      return (try? VaultFile(bytes)) != nil
    }?.path
  }

  private static func names(in folder: FilePath) -> [String] {
    SystemCall.names(in: folder).filter { $0.hasSuffix(".fob") && !$0.hasPrefix(".") }.sorted()
  }

  /// Twenty digits, so that the order of the names is that of the generations.
  private static func name(_ generation: UInt64) -> String {
    let digits = String(generation)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + ".fob"
  }
}
