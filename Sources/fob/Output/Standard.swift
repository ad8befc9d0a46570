internal import Secrets
internal import SystemPackage

/// Standard output and error, unbuffered: each text is one write.
enum Standard {
  /// Prints a line of the result.
  ///
  /// - Throws: `Failure` where nobody reads it any more, or the disk is full.
  static func print(_ line: String) throws(Failure) {
    do {
      try FileDescriptor.standardOutput.writeAll((line + "\n").utf8)
    } catch {
      throw .cannotPrint(error)
    }
  }

  /// Prints a secret that the user asked to see.
  ///
  /// - Throws: `Failure`.
  static func print(secret: Span<UInt8>) throws(Failure) {
    do {
      try FileDescriptor.standardOutput.writeAll(secret)
    } catch {
      throw .cannotPrint(error)
    }
  }

  /// Says something beside the result.
  static func note(_ line: String) {
    _ = try? FileDescriptor.standardError.writeAll((line + "\n").utf8)
  }

  /// Tells a failure: what happened, then what to do.
  static func report(_ failure: Failure) {
    note("fob: \(failure.message)" + (failure.hint.map { "\n  \($0)" } ?? ""))
  }
}

extension Failure {
  fileprivate static func cannotPrint(_ error: any Error) -> Failure {
    let reason = (error as? Errno ?? .ioError).description.lowercasedFirst
    return Failure("cannot print the result: \(reason)")
  }
}
