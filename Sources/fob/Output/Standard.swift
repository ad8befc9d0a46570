internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// Standard output and error, unbuffered: each text is one write.
enum Standard {
  /// Prints a line of the result.
  ///
  /// - Throws: `Failure` where nobody reads it any more, or the disk is full.
  static func print(_ line: String) throws(Failure) {
    do {
      try FileDescriptor.standardOutput.writeAll((line + "\n").utf8.span)
    } catch {
      throw .cannotPrint(error)
    }
  }

  /// Prints a secret that the user asked to see.
  ///
  /// - Throws: `Failure`.
  static func print(secret: Swift.Span<UInt8>) throws(Failure) {
    do {
      try FileDescriptor.standardOutput.writeAll(secret)
    } catch {
      throw .cannotPrint(error)
    }
  }

  /// Says something beside the result: a line, or several. It may hold what the user gave, such as
  /// the name of a file, so a terminal is kept from acting on it.
  static func note(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let safe = lines.map { DisplayText.escaped(String($0)) }.joined(separator: "\n")
    _ = try? FileDescriptor.standardError.writeAll((safe + "\n").utf8)
  }

  /// Tells a failure: what happened, then what to do.
  static func report(_ failure: Failure) {
    guard failure != .readerGone else { return }
    note("fob: \(failure.message)" + (failure.hint.map { "\n  \($0)" } ?? ""))
  }
}

extension Failure {
  /// The reader of a pipe has seen enough (`fob list | head`): the status says so, and no message.
  fileprivate static let readerGone = Failure("nobody reads the result")

  fileprivate static func cannotPrint(_ error: any Error) -> Failure {
    guard error as? Errno != .brokenPipe else { return .readerGone }
    let reason = (error as? Errno ?? .ioError).description.lowercasedFirst
    return Failure("cannot print the result: \(reason)")
  }
}
