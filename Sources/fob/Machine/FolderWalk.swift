internal import SystemPackage

/// The regular files below a folder, sorted by name, each folder's where it stands among them.
///
/// Links to files are followed, links to folders are not: none is entered twice. Whatever else is
/// there (devices, pipes, sockets) is passed over.
struct FolderWalk: IteratorProtocol {
  enum Step {
    case file(FilePath)
    /// A folder that cannot be listed.
    case unreadable(FilePath, Errno)
  }

  /// What is still to be visited, the next one last.
  private var pending: [FilePath]

  init(_ folder: FilePath) { pending = [folder] }

  mutating func next() -> Step? {
    while let path = pending.popLast() {
      switch try? Stat(path, followTargetSymlink: false).type {
      case .directory:
        do throws(Errno) {
          try enter(path)
        } catch {
          return .unreadable(path, error)
        }
      case .regular: return .file(path)
      case .symbolicLink where FolderWalk.isRegular(path): return .file(path)
      default: continue
      }
    }
    return nil
  }

  private mutating func enter(_ folder: FilePath) throws(Errno) {
    let entries = try SystemCall.entries(of: folder).sorted { $0.string < $1.string }
    pending += entries.reversed().map { folder.appending($0) }
  }

  private static func isRegular(_ path: FilePath) -> Bool {
    (try? Stat(path).type) == .regular
  }
}
