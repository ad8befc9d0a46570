import ChildProcesses
import Fixtures

extension UnpackRequest {
  static let password = Array("correct horse Ω".utf8)

  /// An archive or a database of `Fixtures/Archives`.
  init(_ name: String, password: [UInt8]? = nil, log: [UInt8]? = nil) {
    self.init(Fixture.bytes(of: "Archives/\(name)"), password: password, log: log)
  }
}
