internal import SystemPackage

/// Whole files: read with bounds, written so that a crash leaves the old or the new one.
enum Files {
  /// Opens what must be a regular file, without waiting for anything.
  ///
  /// - Throws: `FileFault`.
  static func open(
    _ path: FilePath, options: FileDescriptor.OpenOptions = []
  ) throws(FileFault) -> (FileDescriptor, size: Int) {
    do {
      let descriptor = try FileDescriptor.open(
        path, .readOnly, options: options.union([.nonBlocking, .closeOnExec]))
      do {
        let stat = try descriptor.stat()
        guard stat.type == .regular else { throw FileFault.notAFile(stat.type == .directory) }
        return (descriptor, Int(stat.size))
      } catch {
        try? descriptor.close()
        throw error
      }
    } catch {
      throw FileFault(error)
    }
  }

  /// Reads a whole regular file.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - limit: the most bytes that it may have.
  /// - Returns: its bytes.
  /// - Throws: `FileFault`.
  static func read(_ path: FilePath, limit: Int) throws(FileFault) -> [UInt8] {
    let (descriptor, size) = try open(path)
    defer { try? descriptor.close() }
    guard size <= limit else { throw .tooLarge(size) }
    do {
      return try readAll(descriptor, expecting: size, limit: limit)
    } catch {
      throw FileFault(error)
    }
  }

  /// Reads a whole regular file that is no symbolic link, where it starts as told.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - limit: the most bytes that it may have.
  ///   - start: its first bytes.
  /// - Returns: its bytes; `nil` where it starts otherwise, of which no more is read.
  /// - Throws: `FileFault`.
  static func read(
    _ path: FilePath, limit: Int, startingWith start: [UInt8]
  ) throws(FileFault) -> [UInt8]? {
    let (descriptor, size) = try open(path, options: .noFollow)
    defer { try? descriptor.close() }
    do {
      var bytes = [UInt8](repeating: 0, count: start.count)
      let count = try descriptor.read(into: &bytes, from: 0)
      guard count == start.count, bytes == start else { return nil }
      guard size <= limit else { throw FileFault.tooLarge(size) }
      try descriptor.seek(offset: 0, from: .start)
      return try readAll(descriptor, expecting: size, limit: limit)
    } catch {
      throw FileFault(error)
    }
  }

  /// The first bytes of a regular file, up to 16.
  ///
  /// - Throws: `FileFault`.
  static func start(of path: FilePath) throws(FileFault) -> [UInt8] {
    let descriptor = try open(path).0
    defer { try? descriptor.close() }
    do {
      var bytes = [UInt8](repeating: 0, count: 16)
      let count = try descriptor.read(into: &bytes, from: 0)
      return Array(bytes.prefix(count))
    } catch {
      throw FileFault(error)
    }
  }

  /// Writes `bytes` to a new file, brings them to the disk, and reads them back.
  ///
  /// - Throws: `FileFault`; nothing stays behind then.
  static func writeNew(_ bytes: [UInt8], to path: FilePath) throws(FileFault) {
    try writeNewSecret(bytes.span, to: path)
    guard (try? read(path, limit: bytes.count)) == bytes else {
      try? SystemCall.remove(path)
      throw .notAsWritten
    }
  }

  /// Writes secret bytes to a new file and brings them to the disk; they are not read back into
  /// ordinary memory.
  ///
  /// - Throws: `FileFault`; nothing stays behind then.
  static func writeNewSecret(_ bytes: Span<UInt8>, to path: FilePath) throws(FileFault) {
    do {
      let descriptor = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: [.ownerRead, .ownerWrite])
      defer { try? descriptor.close() }
      do {
        try descriptor.writeAll(bytes)
        try SystemCall.synchronize(descriptor)
      } catch {
        try? SystemCall.remove(path)
        throw error
      }
    } catch {
      throw FileFault(error)
    }
  }

  /// Brings the names in a folder to the disk. A file system that cannot (some network ones) says
  /// so with EINVAL, and then there is nothing more to be done.
  static func synchronizeFolder(_ path: FilePath) throws(FileFault) {
    do {
      let descriptor = try FileDescriptor.open(
        path, .readOnly, options: [.directory, .closeOnExec])
      defer { try? descriptor.close() }
      try SystemCall.synchronize(descriptor)
    } catch Errno.invalidArgument {
      return
    } catch {
      throw FileFault(error)
    }
  }

  /// Makes a folder and those above it, for the owner alone, and brings their names to the disk.
  static func makeFolders(_ path: FilePath) throws(FileFault) {
    guard SystemCall.resolve(path) == nil else { return }
    let parent = path.removingLastComponent()
    if !parent.isEmpty { try makeFolders(parent) }
    do {
      try SystemCall.makeFolder(path)
    } catch Errno.fileExists {
      return
    } catch {
      throw .system(error)
    }
    try synchronizeFolder(parent.isEmpty ? "." : parent)
  }

  private static func readAll(
    _ descriptor: FileDescriptor, expecting size: Int, limit: Int
  ) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(size, limit) + 1)
    var count = 0
    while count < bytes.count {
      let read = try descriptor.read(into: &bytes, from: count)
      if read == 0 { break }
      count += read
    }
    guard count < bytes.count else { throw FileFault.changing }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}

/// Why a file cannot be read or written.
enum FileFault: Error, Equatable {
  case system(Errno)
  /// Not a regular file; true for a folder.
  case notAFile(Bool)
  case tooLarge(Int)
  /// It grew while it was read.
  case changing
  /// The disk gave back something else than was written.
  case notAsWritten

  /// Whatever swift-system and this file throw.
  init(_ error: any Error) {
    self = error as? FileFault ?? .system(error as? Errno ?? .ioError)
  }

  var isMissing: Bool { self == .system(.noSuchFileOrDirectory) }

  /// What happened, to follow a path and a colon.
  var text: String {
    switch self {
    case .system(let errno): errno.description.lowercasedFirst
    case .notAFile(let isFolder): isFolder ? "this is a folder" : "this is not a regular file"
    case .tooLarge(let size): "\(size) bytes are too many"
    case .changing: "it changes while it is read"
    case .notAsWritten: "the disk does not give back what was written"
    }
  }
}

extension String {
  /// As it stands in the middle of a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
