internal import SystemPackage

/// Held by whoever writes a vault. Readers need none: a vault file is only ever replaced whole.
struct VaultLock: ~Copyable {
  private let descriptor: FileDescriptor
  /// How long to wait for another writer, in milliseconds. A save takes a few.
  static let patience: UInt32 = 10_000
  private static let step: UInt32 = 20

  /// Waits until no other process writes the vault.
  ///
  /// - Parameters:
  ///   - location: of the vault.
  ///   - patience: for how long, in milliseconds.
  /// - Throws: `Failure`.
  init(_ location: VaultLocation, patience: UInt32 = patience) throws(Failure) {
    try self.init(of: location.file, lock: location.lock, patience: patience)
  }

  /// Waits until no other process has a lock.
  ///
  /// - Parameters:
  ///   - file: what is written under it.
  ///   - lock: the file that is locked.
  ///   - patience: for how long, in milliseconds.
  /// - Throws: `Failure`.
  init(of file: FilePath, lock: FilePath, patience: UInt32 = patience) throws(Failure) {
    descriptor = try VaultLock.locked(lock, for: file, patience)
  }

  deinit { try? descriptor.close() }

  private static func locked(
    _ lock: FilePath, for file: FilePath, _ patience: UInt32
  ) throws(Failure) -> FileDescriptor {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(
        lock, .readWrite, options: [.create, .noFollow, .closeOnExec],
        permissions: [.ownerRead, .ownerWrite])
    } catch {
      throw .cannotWrite(file, FileFault(error))
    }
    let isMine: Bool
    do {
      isMine = try wait(for: descriptor, patience)
    } catch {
      try? descriptor.close()
      throw .cannotWrite(file, FileFault(error))
    }
    guard isMine else {
      try? descriptor.close()
      throw Failure(
        "another fob is writing \(file)", hint: "try again when it has ended")
    }
    return descriptor
  }

  private static func wait(
    for descriptor: FileDescriptor, _ patience: UInt32
  ) throws(Errno) -> Bool {
    for _ in 0..<max(patience / step, 1) {
      if try isLocked(descriptor) { return true }
      SystemCall.sleep(milliseconds: step)
    }
    return false
  }

  /// Tries once. An old network share is better used without locks than not at all.
  private static func isLocked(_ descriptor: FileDescriptor) throws(Errno) -> Bool {
    do {
      return try SystemCall.lock(descriptor)
    } catch {
      guard missing.contains(error) else { throw error }
      Standard.note("note: this file system has no locks; let one fob at a time write here")
      return true
    }
  }

  /// What a file system without locks says.
  private static let missing: [Errno] = [.noLocks, .notSupported, .noFunction]
}
