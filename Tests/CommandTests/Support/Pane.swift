import ChildProcesses
import Glibc
import Testing
import VaultSupport

/// A terminal of its own: a pane of a tmux that serves it alone, in which a bash script runs.
///
/// In the script, `fob` opens the vault with its recovery key, and `$program` is the program. When
/// the script is through, the pane tells the last status, and whether the terminal echoes.
struct Pane {
  let vault: TestVault
  private let socket: String

  private init(on vault: TestVault) {
    self.vault = vault
    socket = "\(vault.folder)/tmux-\(UInt32.random(in: 0 ... .max))"
  }

  /// Opens a terminal for the time of `body`.
  static func running(
    _ script: String, on vault: TestVault, columns: Int = 80, rows: Int = 24,
    variables: [String: String] = [:], _ body: (Pane) async throws -> Void
  ) async throws {
    let pane = Pane(on: vault)
    let size = ["-x", "\(columns)", "-y", "\(rows)"]
    try await pane.tmux(
      ["-f", "/dev/null", "new-session", "-d"] + size
        + variables.flatMap { ["-e", "\($0.key)=\($0.value)"] }
        + ["/bin/bash", "-c", pane.prelude + script + pane.epilogue, fobProgram])
    do {
      try await body(pane)
    } catch {
      try await pane.close()
      throw error
    }
    try await pane.close()
  }

  /// Ctrl-C ends fob and not the script; nothing outlives a minute.
  private var prelude: String {
    """
    program=$0; keys='\(vault.folder)/keys'; cd '\(vault.folder)/home'
    (trap '' INT QUIT; timeout 60 tail --pid=$$ -f /dev/null
      tmux -S '\(socket)' kill-server) </dev/null >/dev/null 2>&1 &
    trap : INT QUIT
    fob() {
      (echo $BASHPID >../pid; exec "$program" "$@" --recovery-key-fd 9 9<"$keys/recovery")
    }

    """
  }

  private var epilogue: String {
    """

    echo "[status $?]"
    if stty -a | grep -Eq '(^| )-echo( |$)'; then echo '[no echo]'; else echo '[echo]'; fi
    sleep 60
    """
  }

  /// Types text, as it is.
  func type(_ text: String) async throws {
    try await tmux(["send-keys", "-l", text])
  }

  /// Presses a key by tmux's name: `Enter`, `Escape`, `C-c`.
  func press(_ key: String) async throws {
    try await tmux(["send-keys", key])
  }

  /// Presses a key again and again, at a pace that no other test can slow down.
  ///
  /// - Returns: what the terminal shows right after the last time.
  func press(_ key: String, times: Int, every pause: Double) async throws -> String {
    let loop = """
      for i in $(seq \(times)); do "$@" send-keys \(key); sleep \(pause); done
      exec "$@" capture-pane -p
      """
    return try await run(
      "/bin/sh", ["-c", loop, "sh", "/usr/bin/tmux", "-u", "-S", socket],
      environment: vault.environment.merging(["TERM": "xterm"]) { $1 }
    ).text
  }

  func resize(columns: Int, rows: Int) async throws {
    try await tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Sends a signal to the `fob` that was started last.
  func send(_ signal: Int32) async throws {
    _ = try await run("/bin/sh", ["-c", "kill -\(signal) $(cat '\(vault.folder)/pid')"])
  }

  /// What the terminal shows.
  var screen: String {
    get async throws { try await tmux(["capture-pane", "-p"]) }
  }

  /// What the terminal shows, with the sequences for its colours.
  var colours: String {
    get async throws { try await tmux(["capture-pane", "-p", "-e"]) }
  }

  /// Every cell of the terminal with the sequences for its colours.
  var cells: String {
    get async throws { try await tmux(["capture-pane", "-p", "-e", "-N"]) }
  }

  /// Whether the `fob` that was started last is still there.
  var isRunning: Bool {
    get async throws {
      let check = "kill -0 $(cat '\(vault.folder)/pid') 2>/dev/null"
      return try await run("/bin/sh", ["-c", check]).end == .exited(0)
    }
  }

  /// Closes the terminal, as a window is closed.
  func close() async throws {
    try await tmux(["kill-server"])
  }

  /// What the terminal shows, and all that has scrolled off it.
  var everything: String {
    get async throws { try await tmux(["capture-pane", "-p", "-S", "-"]) }
  }

  /// Waits until the screen is as it should be.
  ///
  /// - Returns: the screen; where it never was, the test has failed.
  @discardableResult
  func wait(
    for what: String, within seconds: Double = 10,
    sourceLocation: SourceLocation = #_sourceLocation,
    until isRight: (String) -> Bool
  ) async throws -> String {
    let end = ContinuousClock.now + .seconds(seconds)
    var screen = try await screen
    while !isRight(screen), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(20))
      screen = try await self.screen
    }
    if !isRight(screen) {
      Issue.record("no \(what) on the screen:\n\(screen)", sourceLocation: sourceLocation)
    }
    return screen
  }

  /// Waits until a text is on the screen.
  @discardableResult
  func wait(
    for text: String, within seconds: Double = 10,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait(for: text, within: seconds, sourceLocation: sourceLocation) {
      $0.contains(text)
    }
  }

  @discardableResult
  private func tmux(_ arguments: [String]) async throws -> String {
    try await run(
      "/usr/bin/tmux", ["-u", "-S", socket] + arguments,
      environment: vault.environment.merging(["TERM": "xterm"]) { $1 }
    ).text
  }
}
