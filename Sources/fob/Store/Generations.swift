internal import Authenticator
internal import Glibc
internal import SystemPackage

/// The last ten versions of a vault file, kept apart from it.
struct Generations {
  private static let kept = 10
  private static let unfinished = ".new"
  let place: FilePath
  private let location: VaultLocation

  /// `nil` where there is no place to keep them.
  init?(of location: VaultLocation) {
    guard let place = location.generations else { return nil }
    self.place = place
    self.location = location
  }

  /// Keeps a vault file that is about to be replaced, and drops the oldest beyond ten.
  ///
  /// Its number is its generation; where the vault was set back to an older one, it is one more
  /// than the newest kept, so that what came before that is not mistaken for what comes after.
  ///
  /// - Throws: `FileFault`.
  func keep(_ file: [UInt8], header: VaultHeader) throws(FileFault) {
    let folder = folder(of: header.vaultID)
    try Files.makeFolders(folder)
    Generations.removeLeftovers(in: folder)
    let newest = Generations.names(in: folder).last
    let isKept = newest.map { (try? Files.read(folder.appending($0), limit: file.count)) == file }
    if isKept != true {
      let next = newest.flatMap { UInt64($0.dropLast(4)) }.map { $0 &+ 1 } ?? 0
      try Generations.write(file, as: Generations.name(max(header.generation, next)), in: folder)
    }
    try Files.synchronizeFolder(folder)
    for name in Generations.names(in: folder).dropLast(Generations.kept) {
      try? SystemCall.remove(folder.appending(name))
    }
  }

  /// The newest generation of the vault at this place that is whole, for when the vault is not.
  ///
  /// Vaults that were at this place one after the other have a folder each; the one that was
  /// written last counts.
  var newestIntact: FilePath? { files.first(where: Generations.isWhole) }

  /// The folders of the vaults that were at this place, the one that was written last first.
  var folders: [FilePath] {
    SystemCall.names(in: place)
      .filter { $0.hasPrefix("\(location.pathHash)-") }
      .map { place.appending($0) }
      .sorted { Generations.lastChange(of: $0) > Generations.lastChange(of: $1) }
  }

  /// The generations in them, the newest first.
  var files: [FilePath] {
    folders.flatMap { folder in
      Generations.names(in: folder).reversed().map { folder.appending($0) }
    }
  }

  /// Whether a file is a vault with the right checksum.
  static func isWhole(_ file: FilePath) -> Bool {
    guard let bytes = try? Files.read(file, limit: VaultFile.longest) else { return false }
    return (try? VaultFile(bytes)) != nil
  }

  /// The generations of the vault with this id, oldest first.
  func files(of vaultID: ID128) -> [FilePath] {
    let folder = folder(of: vaultID)
    return Generations.names(in: folder).map { folder.appending($0) }
  }

  /// Puts another file in a generation's place.
  ///
  /// - Throws: `FileFault`; the generation is as it was then.
  func replace(_ generation: FilePath, with file: [UInt8]) throws(FileFault) {
    guard let name = generation.lastComponent else { return }
    try Generations.write(file, as: name.string, in: generation.removingLastComponent())
  }

  private func folder(of vaultID: ID128) -> FilePath {
    place.appending("\(location.pathHash)-\(vaultID.bytes.hexadecimal)")
  }

  private static func write(
    _ file: [UInt8], as name: String, in folder: FilePath
  ) throws(FileFault) {
    let temporary = folder.appending(".\(name)\(unfinished)")
    try Files.writeNew(file, to: temporary)
    do {
      try SystemCall.rename(temporary, to: folder.appending(name))
    } catch {
      try? SystemCall.remove(temporary)
      throw .system(error)
    }
  }

  /// Removes what a killed save left.
  private static func removeLeftovers(in folder: FilePath) {
    for name in SystemCall.names(in: folder) where name.hasSuffix(unfinished) {
      try? SystemCall.remove(folder.appending(name))
    }
  }

  /// Unix time in seconds.
  static func lastChange(of folder: FilePath) -> Int {
    (try? Stat(folder))?.st_mtim.tv_sec ?? 0
  }

  private static func names(in folder: FilePath) -> [String] {
    SystemCall.names(in: folder).filter { $0.hasSuffix(".fob") && !$0.hasPrefix(".") }.sorted()
  }

  /// Twenty digits, so that the order of the names is that of the numbers.
  private static func name(_ number: UInt64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + ".fob"
  }
}
