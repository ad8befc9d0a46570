internal import SystemPackage

/// A picture with what it holds.
public struct Fixture: Sendable, CustomStringConvertible {
  /// The file's name.
  public let name: String
  /// The file's path.
  public let path: String
  /// The payloads of its codes in reading order.
  public let payloads: [String]

  /// The name, by which a test case is known.
  public var description: String { name }

  /// The pictures of a folder that has a `truth.tsv`.
  ///
  /// - Parameter folder: its path below `Fixtures`.
  /// - Returns: one fixture a picture, in the order of the truth.
  public static func all(in folder: String) -> [Fixture] {
    let text = String(decoding: bytes(of: "\(folder)/truth.tsv"), as: UTF8.self)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let pairs = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    var names: [Substring] = []
    for pair in pairs where names.last != pair[0] { names.append(pair[0]) }
    return names.map { name in
      let payloads = pairs.filter { $0[0] == name && !$0[1].isEmpty }.map { String($0[1]) }
      return Fixture(name: String(name), path: path(of: "\(folder)/\(name)"), payloads: payloads)
    }
  }

  /// The file's bytes.
  public var bytes: [UInt8] { Self.read(path) }

  /// The bytes of any file.
  ///
  /// - Parameter name: its path below `Fixtures`.
  /// - Returns: all of it.
  public static func bytes(of name: String) -> [UInt8] {
    read(path(of: name))
  }

  /// The path of any file.
  ///
  /// - Parameter name: its path below `Fixtures`.
  /// - Returns: where it is.
  public static func path(of name: String) -> String {
    FilePath(#filePath).removingLastComponent().appending(name).string
  }

  static func read(_ path: String) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly)
      return try file.closeAfter {
        let size = try file.seek(offset: 0, from: .end)
        return try unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
          count = try unsafe file.read(fromAbsoluteOffset: 0, into: .init(buffer))
        }
      }
    } catch {
      fatalError("\(path): \(error)")
    }
  }
}
