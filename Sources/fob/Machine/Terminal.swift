internal import CMachine
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

  /// Asks for something that must not be seen. The echo is off before the prompt is printed, and on
  /// again whatever ends the question: an answer, Ctrl-C or another signal.
  ///
  /// - Throws: `Failure`.
  func askHidden(_ prompt: String) throws(Failure) -> SecretBytes {
    guard unsafe fob_hide_typing(descriptor.rawValue, prompt) == 0 else { throw .noAnswer }
    defer {
      fob_show_typing()
      write("\n")
    }
    return try line()
  }

  /// Asks for several lines that must not be seen, up to Ctrl-D at the start of one. What is pasted
  /// comes in whole, since the echo is off once for all lines.
  ///
  /// - Parameters:
  ///   - prompt: what to ask.
  ///   - limit: the most bytes of all lines.
  /// - Returns: the lines.
  /// - Throws: `Failure`.
  func askHiddenText(_ prompt: String, limit: Int) throws(Failure) -> SecretBytes {
    guard unsafe fob_hide_typing(descriptor.rawValue, prompt) == 0 else { throw .noAnswer }
    defer { fob_show_typing() }
    do {
      return try SecretInput.all(from: descriptor, limit: limit)
    } catch Errno.fileTooLarge {
      throw Failure("more than \(limit) bytes were given", status: .unreadableInput)
    } catch {
      throw .noAnswer
    }
  }

  /// Asks for something that may be seen.
  func ask(_ prompt: String) throws(Failure) -> String {
    write(prompt)
    return try line().withBytes { bytes in
      String(decoding: bytes.copy, as: UTF8.self)
    }
  }

  /// Asks a question that only `y` or `yes` answers with yes. What was typed before it stood there
  /// answers nothing.
  func confirm(_ question: String) throws(Failure) -> Bool {
    fob_drop_typing(descriptor.rawValue)
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
}

extension Failure {
  static let noAnswer = Failure("no answer came from the terminal", status: .locked)
  static let givenUp = Failure("given up; nothing was changed")
}
