internal import SystemPackage

/// The memory that this process may still take.
enum Memory {
  /// Whether there is room for so much twice over, as far as the kernel tells. Where it tells nothing,
  /// there is none: asking for memory that is not there may end the process.
  static func hasRoom(forKiB needed: UInt64) -> Bool {
    guard let available = lines(of: "/proc/meminfo").firstNumber(after: "MemAvailable:") else {
      return false
    }
    let limits = groupFolders.flatMap { folder in
      ["memory.max", "memory.limit_in_bytes"].compactMap { name in
        lines(of: "\(folder)/\(name)").first.flatMap { UInt64($0) }
      }
    }
    return available >= needed * 2 && limits.allSatisfy { $0 / 1024 >= needed * 2 }
  }

  /// The folders of the control groups that bound this process, and of those around them.
  private static var groupFolders: [String] {
    lines(of: "/proc/self/cgroup").flatMap { line -> [String] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[1].isEmpty || parts[1] == "memory" else { return [] }
      let root = parts[1].isEmpty ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
      let names = parts[2].split(separator: "/").prefix(64)
      return (0...names.count).map { root + names.prefix($0).map { "/\($0)" }.joined() }
    }
  }

  /// The lines of a small file of the kernel; none where it cannot be read.
  private static func lines(of path: String) -> [Substring] {
    guard
      let descriptor = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    else { return [] }
    defer { try? descriptor.close() }
    var bytes = [UInt8](repeating: 0, count: 4096)
    guard let count = try? descriptor.read(into: &bytes, from: 0) else { return [] }
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
  }
}

extension [Substring] {
  /// The number in the line that starts so.
  fileprivate func firstNumber(after name: String) -> UInt64? {
    first { $0.hasPrefix(name) }.flatMap { line in
      line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }
    }
  }
}
