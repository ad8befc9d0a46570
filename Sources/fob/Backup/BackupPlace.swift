internal import Authenticator
internal import SystemPackage

/// Where a backup goes: to a new file, or into a folder, where it gets a name with machine and day.
struct BackupPlace {
  private static let unfinishedStart = ".fob-backup-"
  private static let unfinishedEnd = ".new"
  /// After so many seconds nobody writes an unfinished file any more.
  private static let longestWrite = 3600

  private let path: FilePath
  let isFolder: Bool

  /// - Throws: `Failure` where there is a file already.
  init(_ path: String) throws(Failure) {
    self.path = FilePath(path)
    isFolder = (try? Stat(self.path).type) == .directory
    guard isFolder || (try? Stat(self.path, followTargetSymlink: false)) == nil else {
      throw Failure(
        "there is something at \(path) already, and it stays as it is",
        hint: "name a new file, or a folder, where each backup gets a name of its own")
    }
  }

  private var folder: FilePath {
    let folder = isFolder ? path : path.removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// Writes a backup beside its place, brings it to the disk, reads it back, and gives it its name.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - seconds: when it was made, Unix time.
  /// - Returns: the new file.
  /// - Throws: `Failure`; nothing new is left then.
  func write(_ bytes: [UInt8], madeAt seconds: UInt64) throws(Failure) -> FilePath {
    removeLeftovers(olderThan: seconds)
    let random = ID128.random().bytes.hexadecimal
    let temporary = folder.appending(
      BackupPlace.unfinishedStart + random + BackupPlace.unfinishedEnd)
    do {
      try Files.writeNew(bytes, to: temporary)
      let file = try name(temporary, day: String(Clock.localText(seconds).prefix(10)))
      try Files.synchronizeFolder(folder)
      return file
    } catch {
      try? SystemCall.remove(temporary)
      throw Failure(
        "cannot write the backup to \(path): \(error.text)", hint: "no backup was made")
    }
  }

  private func name(_ temporary: FilePath, day: String) throws(FileFault) -> FilePath {
    guard isFolder else {
      try give(path, to: temporary)
      return path
    }
    // After the last one, since the numbers of removed ones are free: the order of the names is that
    // of the backups.
    let others = SystemCall.names(in: path).compactMap { BackupName($0) }.filter { $0.day == day }
    var name = others.max()?.next ?? BackupName(day: day)
    while true {
      do {
        let file = path.appending(name.text)
        try give(file, to: temporary)
        return file
      } catch {
        guard error == .system(.fileExists), name.number < 10_000 else { throw error }
        name = name.next
      }
    }
  }

  /// Gives a file a name that nothing has. Some file systems (network shares, sticks) cannot do both
  /// in one step.
  private func give(_ name: FilePath, to temporary: FilePath) throws(FileFault) {
    do {
      try SystemCall.rename(temporary, toNew: name)
    } catch {
      guard error == .invalidArgument else { throw .system(error) }
      guard (try? Stat(name, followTargetSymlink: false)) == nil else {
        throw .system(.fileExists)
      }
      do { try SystemCall.rename(temporary, to: name) } catch { throw .system(error) }
    }
  }

  /// Removes what a killed backup left, once nobody can be writing it.
  private func removeLeftovers(olderThan seconds: UInt64) {
    for name in SystemCall.names(in: folder)
    where name.hasPrefix(BackupPlace.unfinishedStart) && name.hasSuffix(BackupPlace.unfinishedEnd) {
      let file = folder.appending(name)
      guard let stat = try? Stat(file, followTargetSymlink: false), stat.type == .regular,
        Generations.lastChange(of: file) < Int(clamping: seconds) - BackupPlace.longestWrite
      else { continue }
      try? SystemCall.remove(file)
    }
  }
}
