internal import Secrets
internal import SystemPackage

/// The desktop that fob runs on, as far as other programs give access to it.
///
/// fob itself speaks to no display: it starts the programs that people have for this, found on PATH,
/// without a shell, and with only those variables that lead to the display.
struct Desktop {
  enum Display { case wayland, x11 }

  /// The displays there are, the one to prefer first.
  let displays: [Display]

  /// Finds the displays.
  ///
  /// - Throws: `Failure` where there is none that can be reached.
  init() throws(Failure) {
    let x11 = SystemCall.environment("DISPLAY") ?? ""
    let hasWayland = SystemCall.environment("WAYLAND_DISPLAY")?.isEmpty == false
    let hasX11 = !x11.isEmpty && Desktop.isLocal(x11)
    displays = (hasWayland ? [.wayland] : []) + (hasX11 ? [.x11] : [])
    guard displays.isEmpty else { return }
    throw x11.isEmpty ? .noDisplay : .remoteDisplay
  }

  /// Runs a program of the desktop.
  ///
  /// - Parameters:
  ///   - name: of the program.
  ///   - arguments: without its name.
  ///   - input: what it gets on standard input.
  ///   - seconds: the longest that it may take.
  ///   - variables: added to those that lead to the display.
  /// - Returns: what it wrote, up to the size of an input.
  /// - Throws: `Failure` with what it said where it failed.
  func output(
    of name: String, _ arguments: [String], input: Secret? = nil, seconds: UInt64,
    variables: [String: String] = [:]
  ) throws(Failure) -> Secret {
    guard let program = Desktop.program(name) else { throw Failure.tool(name, "not found") }
    let child = ChildProcess(
      executable: program, arguments: arguments,
      environment: Desktop.environment.merging(variables) { $1 },
      outputLimit: ImportMaterial.longest, seconds: seconds)
    let finished: ChildProcess.Finished
    do {
      finished = if let input { try child.run(giving: input) } else { try child.run() }
    } catch {
      throw .tool(name, error.text)
    }
    guard finished.status == 0 else {
      throw .tool(name, finished.error.split(separator: "\n").first.map(String.init) ?? "it failed")
    }
    return finished.output
  }

  /// Whether a program is there.
  static func has(_ name: String) -> Bool { program(name) != nil }

  /// Looks through PATH, but not through folders that depend on where the user stands.
  static func program(_ name: String) -> FilePath? {
    let folders = (SystemCall.environment("PATH") ?? "").split(separator: ":")
    return folders.lazy.filter { $0.hasPrefix("/") }
      .map { FilePath(String($0)).appending(name) }
      .first { SystemCall.isProgram($0) }
  }

  /// What leads to a display, and nothing else.
  static var environment: [String: String] {
    let names = [
      "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "HOME", "WAYLAND_DISPLAY", "XAUTHORITY",
      "XDG_RUNTIME_DIR",
    ]
    return names.reduce(into: [:]) { $0[$1] = SystemCall.environment($1) }
  }

  /// A display with a host's name is reached by TCP; one without, by a socket of this machine.
  private static func isLocal(_ display: String) -> Bool {
    display.hasPrefix(":") || display.hasPrefix("unix:") || display.hasPrefix("/")
  }
}

extension Failure {
  fileprivate static let noDisplay = Failure(
    "there is no desktop here: neither WAYLAND_DISPLAY nor DISPLAY is set",
    hint: "pictures and text can be given as files, or as - on standard input",
    status: .unreadableInput)

  /// The filter of system calls is inherited, so the programs that fob starts have no network
  /// either.
  fileprivate static let remoteDisplay = Failure(
    "DISPLAY leads over the network, and fob and what it starts have none",
    hint:
      "let the shell start it: xclip -selection clipboard -target image/png -out | fob import -",
    status: .unreadableInput)

  static func tool(_ name: String, _ reason: String) -> Failure {
    Failure("\(name): \(reason)", status: .unreadableInput)
  }
}
