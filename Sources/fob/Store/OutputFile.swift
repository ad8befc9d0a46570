internal import Authenticator
internal import Secrets
internal import SystemPackage

/// A file that the user named for a result: whole or not there, and only its owner can read it.
struct OutputFile {
  private let path: FilePath
  private let replaces: Bool
  /// Its name until it is whole.
  private let temporary: FilePath

  /// - Parameters:
  ///   - path: as the user wrote it.
  ///   - replaces: whether it may take the place of what is there.
  init(_ path: String, replaces: Bool) {
    (self.path, self.replaces) = (FilePath(path), replaces)
    temporary = self.path.removingLastComponent()
      .appending(".fob-" + ID128.random().bytes.hexadecimal)
  }

  /// Writes it beside its place, brings it to the disk, and gives it its name.
  ///
  /// - Throws: `Failure`; what was there stays then, and nothing new is left.
  func write(_ bytes: Span<UInt8>) throws(Failure) {
    defer { discard() }
    try prepare(bytes)
    try publish()
  }

  /// Writes files that belong together: none has its name before all are on the disk.
  ///
  /// - Parameters:
  ///   - contents: of each file.
  ///   - paths: as many, each another.
  ///   - replaces: whether they may take the place of what is there.
  /// - Throws: `Failure`, before anything is written where a name is taken; nothing new is left.
  static func write(
    _ contents: [Secret], to paths: [String], replaces: Bool
  ) throws(Failure) {
    let files = paths.map { OutputFile($0, replaces: replaces) }
    for file in files { try file.requireRoom() }
    var published: [OutputFile] = []
    defer { for file in files { file.discard() } }
    do throws(Failure) {
      for (file, content) in zip(files, contents) {
        try content.withBytes { (bytes) throws(Failure) in try file.prepare(bytes) }
      }
      for file in files {
        try file.publish()
        published.append(file)
      }
    } catch {
      if !replaces { for file in published { try? SystemCall.remove(file.path) } }
      throw error
    }
  }

  private func requireRoom() throws(Failure) {
    guard let stat = try? Stat(path, followTargetSymlink: false) else { return }
    if !replaces { throw failure(.system(.fileExists)) }
    if stat.type == .directory { throw failure(.system(.isDirectory)) }
  }

  private func prepare(_ bytes: Span<UInt8>) throws(Failure) {
    do {
      try Files.writeNewSecret(bytes, to: temporary)
    } catch {
      throw failure(error)
    }
  }

  private func publish() throws(Failure) {
    do throws(FileFault) {
      do throws(Errno) {
        if replaces {
          try SystemCall.rename(temporary, to: path)
        } else {
          try SystemCall.rename(temporary, toNew: path)
        }
      } catch {
        throw .system(error)
      }
      let folder = path.removingLastComponent()
      try Files.synchronizeFolder(folder.isEmpty ? "." : folder)
    } catch {
      throw failure(error)
    }
  }

  /// Removes what did not get its name.
  private func discard() { try? SystemCall.remove(temporary) }

  private func failure(_ fault: FileFault) -> Failure {
    let isTaken = fault == .system(.fileExists)
    return Failure(
      "cannot write \(path): \(fault.text)",
      hint: isTaken ? "name a new file, or give --force" : nil)
  }
}
