internal import Glibc
internal import Secrets
internal import SystemPackage

/// The terminal that the user sits at, apart from standard input and output.
struct Terminal: ~Copyable {
  private let descriptor: FileDescriptor

  /// `nil` where there is none.
  init?() {
    guard
      let descriptor = try? FileDescriptor.open(
        FilePath("/dev/tty"), .readWrite, options: .closeOnExec)
    else { return nil }
    self.descriptor = descriptor
  }

  deinit { try? descriptor.close() }

  /// Asks for something that must not be seen. The echo is off before the prompt is printed.
  ///
  /// - Throws: `Failure` where the user gave up with Ctrl-C.
  func askHidden(_ prompt: String) throws(Failure) -> SecretBytes {
    var before = termios()
    guard unsafe tcgetattr(descriptor.rawValue, &before) == 0 else { throw .noAnswer }
    var quiet = before
    // Signals are off as well: a Ctrl-C that ended fob here would leave the terminal without echo.
    quiet.c_lflag &= ~tcflag_t(ECHO | ISIG)
    _ = unsafe tcsetattr(descriptor.rawValue, TCSAFLUSH, &quiet)
    defer {
      _ = unsafe tcsetattr(descriptor.rawValue, TCSAFLUSH, &before)
      write("\n")
    }
    write(prompt)
    let answer = try line()
    guard !answer.withBytes(Terminal.givesUp) else { throw .givenUp }
    return answer
  }

  /// Asks for something that may be seen.
  func ask(_ prompt: String) throws(Failure) -> String {
    write(prompt)
    return try line().withBytes { bytes in
      String(decoding: bytes.copy, as: UTF8.self)
    }
  }

  /// Asks a question that only `y` or `yes` answers with yes.
  func confirm(_ question: String) throws(Failure) -> Bool {
    let answer = try ask("\(question) [y/N] ")
    return ["y", "yes"].contains(answer.lowercased())
  }

  func write(_ text: String) {
    _ = try? descriptor.writeAll(text.utf8)
  }

  private func line() throws(Failure) -> SecretBytes {
    do {
      return try SecretInput.line(from: descriptor)
    } catch {
      throw .noAnswer
    }
  }

  /// Ctrl-C or Ctrl-\ anywhere in the line.
  private static func givesUp(_ line: Span<UInt8>) -> Bool {
    line.indices.contains { line[$0] == 3 || line[$0] == 28 }
  }
}

extension Failure {
  static let noAnswer = Failure("no answer came from the terminal", status: .locked)
  static let givenUp = Failure("given up; nothing was changed")
}
