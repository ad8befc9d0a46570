internal import Secrets
internal import SystemPackage

/// A program with which the user picks one of several lines, as dmenu does: it reads them from
/// standard input and prints the one that was picked.
struct Launcher {
  /// Where it can be shown.
  private enum Place { case wayland, x11, desktop, terminal }

  private typealias Candidate = (name: String, place: Place, arguments: [String])

  /// The longest that the user may take, in seconds.
  private static let patience: UInt64 = 3600
  /// The most bytes that it may print.
  private static let outputLimit = 65_536

  private let program: FilePath
  private let arguments: [String]
  private let place: Place

  /// Those known, the one to prefer first, each with its arguments.
  private static let known: [Candidate] = [
    ("rofi", .desktop, ["-dmenu", "-i", "-no-custom", "-p", "fob"]),
    ("wofi", .wayland, ["--dmenu", "--insensitive", "--prompt", "fob"]),
    ("fuzzel", .wayland, ["--dmenu", "--prompt", "fob: "]),
    ("dmenu", .x11, ["-i", "-l", "10", "-p", "fob"]),
    ("fzf", .terminal, ["--no-multi", "--prompt", "fob: "]),
  ]

  /// Finds it.
  ///
  /// - Parameter wish: one of those known, or another program that behaves as dmenu does, by its
  ///   name or its path; `nil` for the first of those known that is here and can be shown.
  /// - Throws: `Failure`.
  init(_ wish: String?) throws(Failure) {
    let candidates = wish.map(Launcher.named) ?? Launcher.showable
    let found = candidates.lazy.compactMap { candidate in
      Launcher.place(of: candidate.name).map { ($0, candidate) }
    }
    guard let (program, candidate) = found.first else { throw .noLauncher(wish) }
    (self.program, place, arguments) = (program, candidate.place, candidate.arguments)
  }

  /// Lets the user pick.
  ///
  /// - Parameter lines: no two alike.
  /// - Returns: the position of the line that was picked.
  /// - Throws: `Failure` where none was.
  func pick(from lines: [String]) throws(Failure) -> Int {
    let name = program.lastComponent?.string ?? program.string
    let finished: ChildProcess.Finished
    do {
      finished = try run(lines)
    } catch {
      throw Failure("\(name): \(error.text)")
    }
    let output = finished.output.withBytes { String(decoding: $0.copy, as: UTF8.self) }
    let picked = output.split(separator: "\n").first.map(String.init)
    guard let picked, finished.status == 0 else {
      let said = finished.error.split(separator: "\n").first.map { "\(name): \($0)" }
      throw Failure("nothing was picked", hint: said)
    }
    guard let position = lines.firstIndex(of: picked) else {
      throw Failure("\(name) gave a line that is none of the accounts", status: .noMatch)
    }
    return position
  }

  private func run(_ lines: [String]) throws(ChildProcess.Fault) -> ChildProcess.Finished {
    let text = Array(lines.map { "\($0)\n" }.joined().utf8)
    // fzf draws on its standard error.
    let terminal = place == .terminal ? Launcher.openTerminal() : nil
    defer { try? terminal?.close() }
    let child = ChildProcess(
      executable: program, arguments: arguments, environment: Launcher.environment,
      error: terminal, outputLimit: Launcher.outputLimit, seconds: Launcher.patience)
    return try child.run(giving: Secret(SecretBytes(copying: text.span)))
  }

  private static func openTerminal() -> FileDescriptor? {
    try? FileDescriptor.open(FilePath("/dev/tty"), .readWrite, options: .closeOnExec)
  }

  /// The one with this name, or the known one that a path leads to.
  private static func named(_ wish: String) -> [Candidate] {
    let known = known.first { $0.name == FilePath(wish).lastComponent?.string }
    return [(wish, known?.place ?? .desktop, known?.arguments ?? [])]
  }

  private static var showable: [Candidate] {
    let displays = (try? Desktop())?.displays ?? []
    return known.filter { candidate in
      switch candidate.place {
      case .wayland: displays.contains(.wayland)
      case .x11: displays.contains(.x11)
      case .desktop: !displays.isEmpty
      case .terminal: Terminal() != nil
      }
    }
  }

  private static func place(of name: String) -> FilePath? {
    guard name.contains("/") else { return Desktop.program(name) }
    return SystemCall.isProgram(FilePath(name)) ? FilePath(name) : nil
  }

  /// What leads to the display and to the terminal, and what they look like.
  private static var environment: [String: String] {
    let names = [
      "PATH", "TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "XDG_CONFIG_HOME",
      "XDG_CONFIG_DIRS", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CACHE_HOME", "FZF_DEFAULT_OPTS",
    ]
    return names.reduce(into: Desktop.environment) { $0[$1] = SystemCall.environment($1) }
  }
}

extension Failure {
  fileprivate static func noLauncher(_ wish: String?) -> Failure {
    guard let wish else {
      return Failure(
        "there is no program to pick with that could be shown here",
        hint: "install rofi, wofi, fuzzel, dmenu or fzf, or name one with --with")
    }
    return Failure("\(wish) is not here", hint: "--with takes a program on PATH, or its path")
  }
}
