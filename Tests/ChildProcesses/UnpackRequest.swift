internal import Glibc

/// A request to `fob-unpack`, as its `--help` tells.
public struct UnpackRequest {
  /// The archive or the database.
  public var file: [UInt8]
  /// The password of an archive.
  public var password: [UInt8]?
  /// What a database has not yet written into its file.
  public var log: [UInt8]?

  /// A request.
  public init(_ file: [UInt8], password: [UInt8]? = nil, log: [UInt8]? = nil) {
    (self.file, self.password, self.log) = (file, password, log)
  }

  /// What is written to the program.
  public var bytes: [UInt8] {
    var bytes = Array("fob-unpack 1\n".utf8)
    for (word, part) in [("password", password), ("log", log), ("file", file)] {
      guard let part else { continue }
      bytes += Array("\(word) \(part.count)\n".utf8) + part + [0x0A]
    }
    return bytes + Array("end\n".utf8)
  }

  /// Runs the program.
  ///
  /// - Returns: how it ended, and what it printed.
  /// - Throws: where it cannot be started.
  public func run() async throws -> Finished {
    try await ChildProcesses.run(UnpackRequest.program, input: bytes)
  }

  /// The program as it is released where FOB names its neighbour, else as it was built with the
  /// tests.
  public static let program = releasedProgram("fob-unpack")
}

/// A helper as it is released where FOB names its neighbour, else as it was built with the tests.
///
/// - Parameter name: the program's name.
/// - Returns: its path.
public func releasedProgram(_ name: String) -> String {
  guard let fob = unsafe getenv("FOB") else { return builtProduct(name) }
  return unsafe String(cString: fob).split(separator: "/", omittingEmptySubsequences: false)
    .dropLast().joined(separator: "/") + "/" + name
}
