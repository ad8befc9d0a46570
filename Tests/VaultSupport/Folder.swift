private import Glibc
private import SystemPackage

/// Folders of tests.
public enum Folder {
  /// Makes a new folder that only its owner sees.
  ///
  /// - Returns: its path, without symbolic links.
  /// - Throws: `Errno`.
  public static func temporary() throws -> String {
    var template = Array("/tmp/fob-test-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Makes a folder.
  ///
  /// - Parameter path: its place; the one above is there.
  /// - Throws: `Errno`.
  public static func make(_ path: String) throws {
    guard unsafe mkdir(path, 0o700) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Removes a folder with all that is in it, as far as that can be done.
  ///
  /// - Parameter path: the folder.
  public static func remove(_ path: String) {
    for name in names(in: path) where unsafe unlink("\(path)/\(name)") != 0 {
      remove("\(path)/\(name)")
    }
    unsafe rmdir(path)
  }

  /// What is in a folder.
  ///
  /// - Parameter path: the folder.
  /// - Returns: the names, sorted; none where it cannot be read.
  public static func names(in path: String) -> [String] {
    guard let handle = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
