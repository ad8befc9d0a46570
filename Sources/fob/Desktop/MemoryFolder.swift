internal import CMachine
internal import Secrets
internal import SystemPackage

/// A private folder on a file system that is only in memory, for programs that can do nothing but
/// write files. It goes with all that is in it, also where a signal ends this process meanwhile.
struct MemoryFolder: ~Copyable {
  let path: FilePath
  /// Ends after the folder has gone.
  private let interruption: Interruption

  /// - Throws: `Failure` where XDG_RUNTIME_DIR is not in memory.
  init() throws(Failure) {
    let interruption = Interruption()
    path = try MemoryFolder.make(in: MemoryFolder.place())
    self.interruption = interruption
  }

  /// Where such folders are made: the user's own, as long as they are logged in.
  ///
  /// - Throws: `Failure` where XDG_RUNTIME_DIR is not in memory.
  static func place() throws(Failure) -> FilePath {
    let place = SystemCall.environment("XDG_RUNTIME_DIR") ?? ""
    guard place.hasPrefix("/"), isInMemory(FilePath(place)) else {
      throw Failure("XDG_RUNTIME_DIR names no folder in memory", status: .unreadableInput)
    }
    return FilePath(place)
  }

  deinit { MemoryFolder.remove(path) }

  /// Reads a file that was written here.
  ///
  /// - Throws: `Failure`.
  func content(of file: FilePath) throws(Failure) -> Secret {
    do {
      let (descriptor, _) = try Files.open(file)
      defer { try? descriptor.close() }
      return Secret(try SecretInput.all(from: descriptor, limit: ImportMaterial.longest))
    } catch {
      throw Failure(FileFault(error).text, status: .unreadableInput)
    }
  }

  private static func make(in place: FilePath) throws(Failure) -> FilePath {
    let path = place.appending("fob-\(UInt64.random(in: 0 ... .max))")
    do {
      try SystemCall.makeFolder(path)
    } catch {
      throw Failure("\(path): \(error.description.lowercasedFirst)", status: .unreadableInput)
    }
    return path
  }

  private static func isInMemory(_ folder: FilePath) -> Bool {
    guard
      let descriptor = try? FileDescriptor.open(
        folder, .readOnly, options: [.directory, .closeOnExec])
    else { return false }
    defer { try? descriptor.close() }
    return fob_is_in_memory(descriptor.rawValue) == 1
  }

  private static func remove(_ folder: FilePath) {
    for name in (try? SystemCall.entries(of: folder)) ?? [] {
      let path = folder.appending(name)
      do {
        try SystemCall.remove(path)
      } catch {
        remove(path)
      }
    }
    try? SystemCall.removeFolder(folder)
  }
}
