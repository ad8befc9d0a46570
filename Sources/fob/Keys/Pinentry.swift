internal import Authenticator
internal import Secrets
internal import SystemPackage

/// A program that asks for a password, by GnuPG's protocol (libassuan; pinentry's manual, *Assuan
/// Protocol*): all commands are given at once, and what comes back is read in locked memory.
final class Pinentry {
  /// The longest that somebody may think, in seconds.
  private static let patience: UInt64 = 300
  private static let outputLimit = 4 * SecretInput.longestLine

  private let program: FilePath
  /// What was wrong with the last answer.
  private var fault: String?

  private init(_ program: FilePath) { self.program = program }

  /// The one that is asked for, by `--pinentry` or in `FOB_PINENTRY`.
  ///
  /// - Throws: `Failure` where it is not there.
  static func named(_ option: String?) throws(Failure) -> Pinentry? {
    guard let name = option ?? SystemCall.environment("FOB_PINENTRY"), !name.isEmpty else {
      return nil
    }
    let path = name.contains("/") ? FilePath(name) : Desktop.program(name)
    guard let path, SystemCall.isProgram(path) else {
      throw Failure("there is no program \(name) to ask for the password with", status: .locked)
    }
    return Pinentry(path)
  }

  /// The one that is installed, where there is a display or a terminal that it could use.
  static var installed: Pinentry? {
    let places = ["DISPLAY", "WAYLAND_DISPLAY", "GPG_TTY"]
    guard places.contains(where: { SystemCall.environment($0) ?? "" != "" }) else { return nil }
    return Desktop.program("pinentry").map(Pinentry.init)
  }

  /// Says what was wrong when it asks the next time.
  func tell(_ fault: String) { self.fault = fault }

  /// Asks.
  ///
  /// - Throws: `Failure`; `.cancelled` where no answer was wanted.
  func ask(_ question: String) throws(Failure) -> SecretBytes {
    let commands = commands(for: question)
    let text = Secret(SecretBytes(copying: Array(commands.map { $0 + "\n" }.joined().utf8).span))
    let terminal = Pinentry.terminal
    defer { try? terminal?.close() }
    let child = ChildProcess(
      executable: program, environment: Pinentry.environment, terminal: terminal,
      outputLimit: Pinentry.outputLimit, seconds: Pinentry.patience)
    do {
      let output = try child.run(giving: text).output
      // The greeting comes first, and BYE last.
      return try AssuanReply.data(in: output, toCommand: commands.count - 1)
    } catch let reply as AssuanReply.Refusal {
      throw reply.isCancelled ? .cancelled : failure(reply.reason)
    } catch {
      throw failure((error as? ChildProcess.Fault)?.text ?? "it failed")
    }
  }

  private func failure(_ reason: String) -> Failure {
    Failure(
      "\(program) cannot ask for the password: \(reason)",
      hint: "it needs a display, or a terminal that GPG_TTY names; or use --password-fd",
      status: .locked)
  }

  private func commands(for question: String) -> [String] {
    let options = [
      ("ttyname", "GPG_TTY"), ("ttytype", "TERM"), ("lc-ctype", "LANG"),
    ].compactMap { option, variable in
      SystemCall.environment(variable).map { "OPTION \(option)=\(Pinentry.escaped($0))" }
    }
    return options + [
      "SETTITLE fob", "SETDESC \(Pinentry.escaped(question))", "SETPROMPT Password:",
    ]
      + (fault.map { ["SETERROR \(Pinentry.escaped($0))"] } ?? []) + ["GETPIN", "BYE"]
  }

  /// The terminal that the program is told to use. It need not be fob's, so that no signal may tell of
  /// its end, and pinentry-curses goes round in circles from then on.
  private static var terminal: FileDescriptor? {
    SystemCall.environment("GPG_TTY").flatMap { SystemCall.openTerminal(FilePath($0)) }
  }

  private static var environment: [String: String] {
    ["GPG_TTY", "TERM", "LANG", "PATH"].reduce(into: Desktop.environment) {
      $0[$1] = SystemCall.environment($1)
    }
  }

  /// One line, whatever is in it.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\n": escaped += "%0A"
      case "\r": escaped += "%0D"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// What a server of libassuan says: a line `OK` or `ERR` for each command, and one before all; lines
/// of data stand before the line of their command.
enum AssuanReply {
  /// Why there is no data.
  struct Refusal: Error, Equatable {
    let reason: String
    let isCancelled: Bool
  }

  /// GPG_ERR_CANCELED and GPG_ERR_FULLY_CANCELED, without the part that says who.
  private static let cancellations: Set<Int> = [99, 198]

  /// What came back for a command.
  ///
  /// - Parameters:
  ///   - output: all that was said.
  ///   - command: counts from 1.
  /// - Returns: the data, decoded.
  /// - Throws: `Refusal`.
  static func data(in output: Secret, toCommand command: Int) throws(Refusal) -> SecretBytes {
    try output.withBytes { (text) throws(Refusal) in
      var (replies, start, data) = (0, 0, [Range<Int>]())
      for end in text.indices where text[end] == UInt8(ascii: "\n") {
        let line = start..<end
        start = end + 1
        if text.holds("d ", at: line.lowerBound) {
          data.append(line.dropFirst(2))
        } else if text.holds("ok", at: line.lowerBound) || text.holds("err", at: line.lowerBound) {
          if replies == command { return try answer(text, line, data) }
          replies += 1
          data = []
        }
      }
      throw Refusal(reason: "it ended early", isCancelled: false)
    }
  }

  private static func answer(
    _ text: Span<UInt8>, _ line: Range<Int>, _ data: [Range<Int>]
  ) throws(Refusal) -> SecretBytes {
    guard text[line.lowerBound] == UInt8(ascii: "O") else {
      let words = String(decoding: line.map { text[$0] }, as: UTF8.self).split(
        separator: " ", maxSplits: 2)
      let code = words.count > 1 ? Int(words[1]).map { $0 & 0xFFFF } : nil
      throw Refusal(
        reason: words.count > 2 ? String(words[2]) : "it failed",
        isCancelled: code.map(cancellations.contains) ?? false)
    }
    return SecretBytes(capacity: data.reduce(0) { $0 + $1.count }) { output in
      for part in data { decode(text.extracting(part), into: &output) }
    }
  }

  /// Writes what stands in lines of data, where `%` and two digits are a byte.
  private static func decode(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "%"), position + 2 < text.count,
        let high = digit(text[position + 1]), let low = digit(text[position + 2])
      {
        output.append(high << 4 | low)
        position += 3
      } else {
        output.append(text[position])
        position += 1
      }
    }
  }

  private static func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
