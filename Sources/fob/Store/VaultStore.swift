internal import Authenticator
internal import SystemPackage

/// The vault file on the disk: read whole, replaced whole.
struct VaultStore {
  let location: VaultLocation

  /// What of the vault's past is kept, and where.
  var keptVersions: String { "the last ten versions in \(generationsText)" }

  /// Where that is.
  var generationsText: String { location.generations?.string ?? "the state folder" }

  /// Says what is left of a secret that no longer opens the vault.
  ///
  /// - Parameter secret: what was taken away, in words.
  func noteOlderCopies(openWith secret: String) {
    Standard.note("older copies still open with \(secret): backups, and \(keptVersions)")
    Standard.note(
      "and who opens one of them has the key of all later versions, until fob rekey changes it")
  }

  /// Whether fob may write what nobody asked it to: the vault can be written, and is no generation,
  /// which stays as it is.
  var takesNotes: Bool {
    SystemCall.isWritable(location.folder)
      && location.generations.map { !location.file.starts(with: $0) } ?? false
  }

  /// Whether the vault was ever written at this place: a copy that somebody only looks at was not.
  var wasWrittenHere: Bool { (try? Stat(location.lock)) != nil }

  /// Reads the vault file.
  ///
  /// - Throws: `Failure` with `.damaged` where it is not what fob wrote; then the newest generation
  ///   that is whole is named.
  func read() throws(Failure) -> VaultFile {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(location.file, limit: VaultFile.longest)
    } catch {
      throw failure(reading: error)
    }
    do {
      return try VaultFile(bytes)
    } catch {
      throw failure(error)
    }
  }

  /// Writes the first version of a vault.
  ///
  /// - Parameters:
  ///   - file: the whole file.
  ///   - announce: called when all is on the disk but for the name.
  ///   - opens: whether what shall be written opens.
  /// - Throws: what `announce` throws, or `Failure`; also where something is there already, which
  ///   is left alone. Nothing stays behind then.
  func create(
    _ file: [UInt8], announce: () throws(Failure) -> Void, opens: (VaultFile) -> Bool
  ) throws(Failure) {
    do {
      try Files.makeFolders(location.folder)
    } catch {
      throw .cannotWrite(location.file, error)
    }
    let isFirst = !wasWrittenHere
    let lock = try VaultLock(location)
    do {
      try requireFreePlace()
      removeLeftovers()
      try put(try write(file, opens: opens), announce, rename: renameNew(_:to:))
    } catch {
      // Where there is a vault by now, others may wait for the lock.
      if isFirst, !isPlaceTaken { try? SystemCall.remove(location.lock) }
      throw error
    }
    _ = consume lock
  }

  /// Replaces the vault by what `edit` makes of the one that is there now, under the lock.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for another writer, in milliseconds.
  ///   - edit: gets the file as it is now; gives the new one, or `nil` to leave it, and says whether
  ///     the old one becomes a generation.
  ///   - opens: whether what shall be written opens.
  /// - Throws: `Failure`; the old vault is still there then.
  func update(
    patience: UInt32 = VaultLock.patience,
    _ edit: (VaultFile) throws -> (new: [UInt8], keepsOld: Bool)?, opens: (VaultFile) -> Bool
  ) throws {
    let lock = try VaultLock(location, patience: patience)
    let old = try read()
    if let (new, keepsOld) = try edit(old) {
      removeLeftovers()
      if keepsOld { try keep(old) }
      try replace(with: new, opens: opens)
    }
    _ = consume lock
  }

  /// Puts a new file in the vault's place: opened once for trial, written beside it, brought to the
  /// disk and read back before it takes the name.
  private func replace(with file: [UInt8], opens: (VaultFile) -> Bool) throws(Failure) {
    try put(try write(file, opens: opens), rename: SystemCall.rename(_:to:))
  }

  /// Writes a new file beside the vault.
  private func write(
    _ file: [UInt8], opens: (VaultFile) -> Bool
  ) throws(Failure) -> FilePath {
    let temporary = location.folder.appending(
      location.temporaryPrefix + ID128.random().bytes.hexadecimal)
    guard let sealed = try? VaultFile(file), opens(sealed) else {
      throw .cannotWrite(location.file, .notAsWritten)
    }
    do {
      try Files.writeNew(file, to: temporary)
    } catch {
      throw .cannotWrite(location.file, error)
    }
    return temporary
  }

  /// Gives what was written the vault's name.
  private func put(
    _ temporary: FilePath, _ announce: () throws(Failure) -> Void = {},
    rename: (FilePath, FilePath) throws(Errno) -> Void
  ) throws(Failure) {
    do {
      try announce()
      try rename(temporary, location.file)
    } catch {
      try? SystemCall.remove(temporary)
      throw error as? Failure ?? .cannotWrite(location.file, FileFault(error))
    }
    do {
      try Files.synchronizeFolder(location.folder)
    } catch {
      throw .notConfirmed(location.file, error)
    }
  }

  /// Takes nobody's place, on file systems that know how.
  private func renameNew(_ temporary: FilePath, to file: FilePath) throws(Errno) {
    do {
      try SystemCall.rename(temporary, toNew: file)
    } catch .invalidArgument {
      try SystemCall.rename(temporary, to: file)
    }
  }

  /// Makes sure that a new vault would take nobody's place.
  ///
  /// - Throws: `Failure`.
  func requireFreePlace() throws(Failure) {
    guard !isPlaceTaken else { throw .alreadyThere(location.file) }
  }

  /// Whether anything has the vault's name, be it a link to nowhere.
  private var isPlaceTaken: Bool {
    do {
      _ = try Stat(location.file, followTargetSymlink: false)
      return true
    } catch {
      return error != .noSuchFileOrDirectory
    }
  }

  private func keep(_ file: VaultFile) throws(Failure) {
    guard let generations = Generations(of: location) else {
      throw Failure(
        "there is no home folder to keep the vault's last version in",
        hint: "nothing was changed; set HOME or XDG_STATE_HOME")
    }
    do {
      try generations.keep(file.bytes, header: file.header)
    } catch {
      throw Failure(
        "cannot keep the vault's last version in \(generations.place): \(error.text)",
        hint: "nothing was changed; make room there, or set XDG_STATE_HOME to another folder")
    }
  }

  /// Removes what a killed save left; under the lock nobody else's can be there.
  private func removeLeftovers() {
    for name in SystemCall.names(in: location.folder)
    where name.hasPrefix(location.temporaryPrefix) {
      try? SystemCall.remove(location.folder.appending(name))
    }
  }
}
