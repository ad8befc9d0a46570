internal import Authenticator
internal import SystemPackage

/// A file that the user named for a result: whole or not there, and only its owner can read it.
struct OutputFile {
  private let path: FilePath
  private let replaces: Bool

  /// - Parameters:
  ///   - path: as the user wrote it.
  ///   - replaces: whether it may take the place of what is there.
  init(_ path: String, replaces: Bool) {
    (self.path, self.replaces) = (FilePath(path), replaces)
  }

  /// Writes it beside its place, brings it to the disk, and gives it its name.
  ///
  /// - Throws: `Failure`; what was there stays then, and nothing new is left.
  func write(_ bytes: Span<UInt8>) throws(Failure) {
    let random = ".fob-" + ID128.random().bytes.hexadecimal
    let temporary = path.removingLastComponent().appending(random)
    do {
      try Files.writeNewSecret(bytes, to: temporary)
      try name(temporary)
    } catch {
      try? SystemCall.remove(temporary)
      throw failure(error)
    }
  }

  private func name(_ temporary: FilePath) throws(FileFault) {
    do {
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
  }

  private func failure(_ fault: FileFault) -> Failure {
    let isTaken = fault == .system(.fileExists)
    return Failure(
      "cannot write \(path): \(fault.text)",
      hint: isTaken ? "name a new file, or give --force" : nil)
  }
}
