import ChildProcesses
import Fixtures
import Glibc

/// A request to `fob-unpack`, as its `--help` tells.
struct UnpackRequest {
  static let password = Array("correct horse Ω".utf8)

  var file: [UInt8]
  var password: [UInt8]?
  var log: [UInt8]?

  init(_ file: [UInt8], password: [UInt8]? = nil, log: [UInt8]? = nil) {
    (self.file, self.password, self.log) = (file, password, log)
  }

  /// An archive or a database of `Fixtures/Archives`.
  init(_ name: String, password: [UInt8]? = nil, log: [UInt8]? = nil) {
    self.init(Fixture.bytes(of: "Archives/\(name)"), password: password, log: log)
  }

  var bytes: [UInt8] {
    var bytes = Array("fob-unpack 1\n".utf8)
    for (word, part) in [("password", password), ("log", log), ("file", file)] {
      guard let part else { continue }
      bytes += Array("\(word) \(part.count)\n".utf8) + part + [0x0A]
    }
    return bytes + Array("end\n".utf8)
  }

  func run() async throws -> Finished {
    try await ChildProcesses.run(UnpackRequest.program, input: bytes)
  }

  /// The program as it is released where FOB names its neighbour, else as it was built with the
  /// tests.
  static let program: String = {
    guard let fob = unsafe getenv("FOB") else { return builtProduct("fob-unpack") }
    return unsafe String(cString: fob).split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().joined(separator: "/") + "/fob-unpack"
  }()
}
