internal import Secrets
internal import SystemPackage

/// The process that copies for fob, outlives it, and clears the clipboard: fob itself, started
/// detached as `fob keep-clipboard`.
///
/// On its standard input it gets the milliseconds in decimal, a newline, and the value to the end.
/// It answers with one line: that the value was copied, or what went wrong.
enum ClipboardKeeper {
  static let command = "keep-clipboard"
  /// The longest that something is kept, in milliseconds.
  static let longest: UInt64 = 3_600_000
  private static let success = "copied"
  /// The longest value, in bytes.
  private static let valueLimit = 4096

  /// Starts one, and waits until it has copied.
  ///
  /// - Throws: `Failure` with what went wrong.
  static func start(_ value: Secret, milliseconds: UInt64) throws(Failure) {
    let answer: String
    do {
      let input = try message(value, milliseconds).anonymousFile()
      defer { try? input.close() }
      let reader = try process().start(input: input)
      defer { try? reader.close() }
      answer = try line(from: reader)
    } catch {
      let errno = error as? Errno ?? .ioError
      let reason = (error as? ChildProcess.Fault)?.text ?? errno.description.lowercasedFirst
      throw Failure("cannot start what clears the clipboard: \(reason)")
    }
    guard answer == success else {
      throw Failure(answer.isEmpty ? "what clears the clipboard ended too early" : answer)
    }
  }

  /// What the started process does.
  static func run() {
    do {
      let milliseconds = try readMilliseconds()
      let held = try copy()
      answer(success)
      Clock.sleep(milliseconds: min(milliseconds, longest))
      held.takeBack()
    } catch {
      answer((error as? Failure)?.message ?? "nothing to copy was given")
    }
  }

  /// Copies what is read. A call of its own, with whose end the value ends.
  @inline(never)
  private static func copy() throws(Failure) -> HeldCopy {
    try HeldCopy.make(of: readValue())
  }

  private static func process() -> DetachedProcess {
    var environment = Desktop.environment
    environment["PATH"] = SystemCall.environment("PATH")
    return DetachedProcess(
      executable: SystemCall.ownExecutable() ?? "/", arguments: [command],
      environment: environment)
  }

  private static func message(_ value: Secret, _ milliseconds: UInt64) -> Secret {
    let head = Array("\(milliseconds)\n".utf8)
    return Secret(
      SecretBytes(capacity: head.count + value.count) { output in
        output.append(copying: head.span)
        value.withBytes { output.append(copying: $0) }
      })
  }

  private static func readMilliseconds() throws -> UInt64 {
    guard let milliseconds = UInt64(try line(from: .standardInput)) else {
      throw Errno.invalidArgument
    }
    return milliseconds
  }

  /// Takes the value out of the file in which it came, which ends with that.
  private static func readValue() throws(Failure) -> Secret {
    do {
      let value = try SecretInput.all(from: .standardInput, limit: valueLimit)
      let nothing = try ChildProcess.nowhere(.readOnly)
      defer { try? nothing.close() }
      _ = try nothing.duplicate(as: .standardInput)
      return Secret(value)
    } catch {
      throw Failure("nothing to copy was given")
    }
  }

  private static func line(from descriptor: FileDescriptor) throws -> String {
    try SecretInput.line(from: descriptor).withBytes { String(decoding: $0.copy, as: UTF8.self) }
  }

  private static func answer(_ text: String) {
    _ = try? FileDescriptor.standardOutput.writeAll((text + "\n").utf8)
  }
}
