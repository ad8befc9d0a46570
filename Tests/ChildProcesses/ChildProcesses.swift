internal import Glibc
internal import Subprocess
internal import SystemPackage

/// How a program ended, and what it wrote.
public struct Finished: Sendable {
  /// Its end.
  public enum End: Sendable, Equatable {
    /// It ended itself with a status.
    case exited(Int32)
    /// A signal ended it.
    case killed(Int32)
  }

  /// How it ended.
  public let end: End
  /// What it wrote to standard output, up to 16 MiB.
  public let output: [UInt8]
  /// What it wrote to standard error, up to 1 MiB.
  public let error: String

  /// The standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs a program to its end.
///
/// - Parameters:
///   - program: its path.
///   - arguments: without the program's own name.
///   - input: the bytes of its standard input.
/// - Returns: how it ended.
/// - Throws: where it cannot be started.
public func run(
  _ program: String, _ arguments: [String] = [], input: [UInt8] = []
) async throws -> Finished {
  let result = try await Subprocess.run(
    .path(FilePath(program)), arguments: Arguments(arguments), input: .array(input),
    output: .bytes(limit: 16 << 20), error: .string(limit: 1 << 20))
  let end: Finished.End =
    switch result.terminationStatus {
    case .exited(let status): .exited(status)
    case .signaled(let signal): .killed(signal)
    }
  return Finished(end: end, output: result.standardOutput, error: result.standardError)
}

/// The path of a program that was built with the running tests.
///
/// - Parameter name: the product's name.
/// - Returns: the program beside the test bundle.
public func builtProduct(_ name: String) -> String {
  let arguments = CommandLine.arguments
  let option = arguments.firstIndex(of: "--test-bundle-path")
  let bundle = option.map { arguments[arguments.index(after: $0)] } ?? arguments[0]
  return FilePath(bundle).removingLastComponent().appending(name).string
}
