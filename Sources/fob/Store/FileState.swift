internal import Glibc
internal import SystemPackage

/// What changes when a file is replaced or written.
struct FileState: Equatable {
  private let inode: Inode
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// `nil` where there is no file.
  init?(of path: FilePath, followsLinks: Bool = true) {
    guard let stat = try? Stat(path, followTargetSymlink: followsLinks) else { return nil }
    (inode, size) = (stat.inode, stat.size)
    (seconds, nanoseconds) = (stat.st_mtim.tv_sec, stat.st_mtim.tv_nsec)
  }

  /// To be written down and compared later.
  var text: String { "\(inode.rawValue) \(size) \(seconds) \(nanoseconds)" }
}
