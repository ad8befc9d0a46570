internal import Authenticator
internal import SystemPackage

/// The folder of a sync group: hostile ground. It is read with bounds, and of all files in it only
/// this device's own is ever written.
struct SyncFolder {
  /// What was found in it.
  struct Contents {
    /// To be joined in.
    var files: [FoundFile] = []
    /// What was joined in before, and looks as it did then.
    var unchanged: [FileMark] = []
    /// How each file looks now.
    var states: [String: String] = [:]
    /// What was not read, and why.
    var unread: [UnreadFile] = []
  }

  let path: FilePath
  private let parent: FilePath

  /// - Parameter standing: of the vault in its group.
  init(_ standing: SyncStanding) {
    parent = FilePath(standing.folder)
    path = parent.appending(standing.groupName)
  }

  /// Reads what is there and was not read before.
  ///
  /// - Parameters:
  ///   - record: of how files looked when they were read.
  ///   - knowledge: what of them is in the vault.
  /// - Returns: the files.
  /// - Throws: `Failure` where the folder cannot be looked into. That says nothing about accounts.
  func read(record: ReadRecord, knowledge: SyncKnowledge) throws(Failure) -> Contents {
    try requireParent()
    try requireNoLink()
    var contents = Contents()
    var left = SyncLimits.mostBytes
    for name in try names(&contents) {
      let state = FileState(of: path.appending(name), followsLinks: false)?.text
      contents.states[name] = state
      switch state.flatMap({ record.content(of: name, looking: $0) }) {
      case .foreign where !SyncRound.isDeviceName(name): continue
      case .file(let mark) where knowledge.includes(mark): contents.unchanged.append(mark)
      default: read(name, into: &contents, &left)
      }
    }
    return contents
  }

  private func read(_ name: String, into contents: inout Contents, _ left: inout Int) {
    do {
      let limit = min(left, SyncLimits.longestFile)
      let bytes = try Files.read(
        path.appending(name), limit: limit, startingWith: SyncLimits.fileStart)
      guard let bytes else {
        guard SyncRound.isDeviceName(name) else { return }
        return contents.files.append(FoundFile(name: name, bytes: []))
      }
      left -= bytes.count
      contents.files.append(FoundFile(name: name, bytes: bytes))
    } catch {
      // Whatever else lies there (a folder, a link, a pipe) is named only where it looks like ours.
      guard !error.isMissing, name.contains(".fob") else { return }
      contents.unread.append(UnreadFile(name: name, reason: error.linkText))
    }
  }

  /// What may be a file of the group, likely names first.
  private func names(_ contents: inout Contents) throws(Failure) -> [String] {
    let entries: [FilePath.Component]
    do {
      entries = try SystemCall.entries(of: path, atMost: SyncLimits.mostNames + 1)
    } catch {
      guard error != .noSuchFileOrDirectory else { return [] }
      throw Failure(
        "cannot look into \(path): \(error.description.lowercasedFirst)",
        hint: "nothing was changed")
    }
    if entries.count > SyncLimits.mostNames {
      contents.unread.append(
        UnreadFile(
          name: path.string, reason: "only \(SyncLimits.mostNames) of its files were looked at"))
    }
    let names = entries.prefix(SyncLimits.mostNames).map(\.string).sorted()
      .filter { !PreparedFile.isUnfinished($0) }
    return names.filter { $0.contains(".fob") } + names.filter { !$0.contains(".fob") }
  }

  /// The group's own folder may be gone, and is made again. The one above it is somebody else's: a
  /// stick that is not plugged in must not become a folder on this disk.
  private func requireParent() throws(Failure) {
    guard (try? Stat(parent).type) != .directory else { return }
    throw Failure(
      "the sync folder \(parent) is not there",
      hint: "nothing was changed; mount its disk, or say where it is: fob sync --folder PATH")
  }
}

extension SyncFolder {
  /// Engines carry symbolic links, too: who can write the folder must not choose where fob reads and
  /// writes. The folder above is the user's own, who may have put a link in its place.
  private func requireNoLink() throws(Failure) {
    guard (try? Stat(path, followTargetSymlink: false).type) == .symbolicLink else { return }
    throw Failure(
      "\(path) is a symbolic link, and is not followed",
      hint: "nothing was changed; remove it, and fob sync makes the folder anew")
  }
}

extension FileFault {
  /// What happened, where links are not followed.
  fileprivate var linkText: String {
    self == .system(.tooManySymbolicLinkLevels) ? "this is a symbolic link" : text
  }
}

// MARK: - Writing

/// A new file of this device, whole and on the disk, that has not its name yet.
struct PreparedFile {
  fileprivate let temporary: FilePath
  fileprivate let final: FilePath

  /// Gives the file its name.
  ///
  /// - Throws: `Failure`.
  func publish() throws(Failure) {
    do {
      try SystemCall.rename(temporary, to: final)
    } catch {
      discard()
      throw .cannotPublish(final, .system(error))
    }
    do {
      try Files.synchronizeFolder(final.removingLastComponent())
    } catch {
      throw .cannotPublish(final, error)
    }
  }

  func discard() { try? SystemCall.remove(temporary) }

  /// What the names of a device's unfinished files start with.
  fileprivate static func prefix(of name: String) -> String { ".\(name)\(mark)" }

  /// Whether a killed round of some device left this: what is in it was never said.
  fileprivate static func isUnfinished(_ name: String) -> Bool {
    name.hasPrefix(".") && name.contains(".fob\(mark)")
  }

  private static let mark = ".new-"
}

extension SyncFolder {
  /// Removes the files of invitations that are over.
  func cleanUp(_ names: [String], in contents: Contents) {
    for name in names where contents.states[name] != nil {
      try? SystemCall.remove(path.appending(name))
    }
  }

  /// Writes a file beside its place.
  ///
  /// - Throws: `Failure`; nothing is left then.
  func prepare(_ file: FoundFile) throws(Failure) -> PreparedFile {
    let prefix = PreparedFile.prefix(of: file.name)
    let final = path.appending(file.name)
    let temporary = path.appending(prefix + ID128.random().bytes.hexadecimal)
    do {
      try makeFolder()
      for name in SystemCall.names(in: path) where name.hasPrefix(prefix) {
        try? SystemCall.remove(path.appending(name))
      }
      try Files.writeNew(file.bytes, to: temporary)
    } catch {
      throw .cannotPublish(final, error)
    }
    return PreparedFile(temporary: temporary, final: final)
  }

  /// Not the one above it, which may have gone meanwhile.
  private func makeFolder() throws(FileFault) {
    do {
      try SystemCall.makeFolder(path)
    } catch {
      guard error == .fileExists else { throw .system(error) }
      return
    }
    try Files.synchronizeFolder(parent)
  }
}

extension Failure {
  fileprivate static func cannotPublish(_ path: FilePath, _ fault: FileFault) -> Failure {
    Failure(
      "cannot write \(path): \(fault.text)",
      hint:
        "the vault is whole; check the folder's permissions and the free space, and run fob sync"
    )
  }
}
