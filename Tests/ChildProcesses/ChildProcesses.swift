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
///   - environment: the whole environment; this process's where it is not given.
///   - files: paths of files that it finds open to read, from descriptor 3 on.
///   - folder: its working folder; this process's where it is not given.
/// - Returns: how it ended.
/// - Throws: where it cannot be started.
public func run(
  _ program: String, _ arguments: [String] = [], input: [UInt8] = [],
  environment: [String: String]? = nil, opening files: [String] = [], in folder: String? = nil
) async throws -> Finished {
  ignoreBrokenPipes
  let (opener, words) = opening(files, for: [program] + arguments)
  let result = try await Subprocess.run(
    .path(FilePath(opener)), arguments: Arguments(words),
    environment: environment.map(variables) ?? .inherit,
    workingDirectory: folder.map { FilePath($0) }, input: OptionalInput(bytes: input),
    output: .bytes(limit: 16 << 20), error: .string(limit: 1 << 20))
  let end: Finished.End =
    switch result.terminationStatus {
    case .exited(let status): .exited(status)
    case .signaled(let signal): .killed(signal)
    }
  return Finished(end: end, output: result.standardOutput, error: result.standardError)
}

/// Without it, a program that ends before it read its input would end the tests too. Programs are
/// started with the signal at its default.
private let ignoreBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

/// Bytes that need not be read to the end.
private struct OptionalInput: InputProtocol {
  let bytes: [UInt8]

  func write(with writer: StandardInputWriter) async throws {
    do {
      _ = try await writer.write(bytes)
    } catch {
      guard error.code == .failedToWriteToSubprocess else { throw error }
    }
  }
}

private func variables(_ environment: [String: String]) -> Environment {
  .custom(environment.map { Array("\($0)=\($1)\0".utf8) })
}

/// A shell opens the files and then becomes the program.
private func opening(_ files: [String], for command: [String]) -> (String, [String]) {
  guard !files.isEmpty else { return (command[0], Array(command.dropFirst())) }
  let redirections = files.indices.map { "\($0 + 3)<\"${\($0 + 1)}\"" }.joined(separator: " ")
  let script = "exec \(redirections); shift \(files.count); exec \"$@\""
  return ("/bin/sh", ["-c", script, "sh"] + files + command)
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
