internal import Secrets
internal import SystemPackage

/// A program that is asked for a few words.
struct Program {
  private static let longestAnswer = 65_536
  private static let seconds: UInt64 = 5
  /// Paths that matter to what may be asked; no variable of the user's reaches it.
  private static let environment = ["LANG": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]

  let path: FilePath
  var name: String { path.lastComponent?.string ?? "" }

  init(at path: FilePath) { self.path = path }

  /// Looks for it on PATH; `nil` where it is not there.
  init?(_ name: String) {
    guard let path = Desktop.program(name) else { return nil }
    self.path = path
  }

  /// What it writes; `nil` where it fails, or takes longer than five seconds.
  func answer(_ arguments: [String]) -> String? {
    let child = ChildProcess(
      executable: path, arguments: arguments, environment: Program.environment,
      outputLimit: Program.longestAnswer, seconds: Program.seconds)
    guard let finished = try? child.run(), finished.status == 0 else { return nil }
    return finished.output.withBytes { String(decoding: $0.copy, as: UTF8.self) }
  }
}
