import ChildProcesses
import Fixtures
import Testing
import VaultSupport

/// There is no compositor here: programs of a Wayland desktop are scripts that note how they were
/// called and give what the real ones give.
@Suite struct `On a Wayland desktop` {
  private let vault: TestVault
  private let programs: String
  private let runtime: String

  init() async throws {
    vault = try TestVault(accounts: 0)
    programs = vault.folder + "/programs"
    try Folder.make(programs)
    runtime = try await shell("mktemp -d \"/dev/shm/$0-XXXXXX\" | tr -d '\\n'", "fob-test")
    try vault.write(Fixture.bytes(of: "Images/two-codes.png"), to: vault.folder + "/picture")
  }

  /// Puts a program into PATH that notes its arguments and then does this.
  private func install(_ name: String, _ script: String) async throws {
    let text = """
      #!/bin/sh
      echo "\(name) $*" >> '\(vault.folder)/calls'
      /usr/bin/env > '\(vault.folder)/\(name).environment'
      picture='\(vault.folder)/picture'
      \(script)

      """
    try vault.write(Array(text.utf8), to: "\(programs)/\(name)")
    try await shell("chmod +x \"$0\"", "\(programs)/\(name)")
  }

  private func imports(
    _ options: [String], _ variables: [String: String] = [:]
  ) async throws -> Finished {
    let desktop = ["WAYLAND_DISPLAY": "wayland-0", "PATH": programs, "XDG_RUNTIME_DIR": runtime]
    let result = try await vault.fob(
      ["import", "--yes"] + options, variables: desktop.merging(variables) { $1 })
    try await shell("rmdir \"$0\"", runtime)
    return result
  }

  private var calls: [String] {
    let bytes = (try? vault.read(vault.folder + "/calls")) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static let plan = """
    new              Example Mail: alice@example.com
    new              Forgejo: alice@git.example.com
    2 new

    """

  // MARK: The clipboard

  @Test func `a picture is taken from the clipboard rather than text`() async throws {
    try await install(
      "wl-paste",
      """
      case "$1" in --list-types) printf 'text/html\\ntext/plain\\nimage/jpeg\\nimage/png\\n' ;;
      *) /bin/cat "$picture" ;; esac
      """)
    let result = try await imports(["--clipboard"])
    #expect(result.text == `On a Wayland desktop`.plan, "\(result.error)")
    #expect(calls == ["wl-paste --list-types", "wl-paste --no-newline --type image/png"])
  }

  @Test func `text is taken where there is no picture`() async throws {
    try await install(
      "wl-paste",
      """
      case "$1" in --list-types) printf 'STRING\\ntext/plain\\n' ;; *) echo '\(uri("Bravo"))' ;; esac
      """)
    let result = try await imports(["--clipboard"])
    #expect(result.text == "new              Bravo: alice\n1 new\n", "\(result.error)")
    #expect(calls.last == "wl-paste --no-newline --type text/plain")
  }

  @Test func `a program gets what leads to the display, and no other variable`() async throws {
    try await install("wl-paste", "exit 1")
    _ = try await imports(["--clipboard"], ["FOB_VAULT_NOTE": "private", "XAUTHORITY": "/x"])
    let environment = String(
      decoding: try vault.read(vault.folder + "/wl-paste.environment"), as: UTF8.self)
    let names = environment.split(separator: "\n").map { $0.prefix { $0 != "=" } }
    #expect(
      Set(names).subtracting(["PWD", "OLDPWD", "SHLVL", "_"]) == [
        "HOME", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR",
      ])
  }

  @Test(arguments: [
    ("echo 'Nothing is copied' >&2; exit 1", "wl-paste: Nothing is copied\n"),
    ("printf 'application/pdf\\n'", "it has neither a picture nor text\n"),
    ("while :; do echo flood; done", "wl-paste: it took too long, or wrote too much\n"),
    ("exec /bin/sleep 60", "wl-paste: it took too long, or wrote too much\n"),
    ("kill -KILL $$", "wl-paste: it failed\n"),
  ])
  func `a clipboard that gives nothing is told`(script: String, words: String) async throws {
    try await install("wl-paste", script)
    let result = try await imports(["--clipboard"])
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.hasPrefix("fob: the clipboard: \(words)"), "\(result.error)")
  }

  // MARK: The screen

  @Test func `grim takes the picture`() async throws {
    try await install("grim", "/bin/cat \"$picture\"")
    try await install("gnome-screenshot", "exit 1")
    let result = try await imports(["--screen"])
    #expect(result.text == `On a Wayland desktop`.plan, "\(result.error)")
    #expect(calls == ["grim -"])
  }

  @Test func `slurp chooses a part for grim`() async throws {
    try await install("slurp", "echo '10,20 300x400'")
    try await install("grim", "/bin/cat \"$picture\"")
    let result = try await imports(["--screen", "--select"])
    #expect(result.text == `On a Wayland desktop`.plan, "\(result.error)")
    #expect(calls == ["slurp ", "grim -g 10,20 300x400 -"])
  }

  @Test func `a choice that is given up is not asked for again`() async throws {
    try await install("slurp", "echo 'selection cancelled' >&2; exit 1")
    try await install("grim", "/bin/cat \"$picture\"")
    try await install("gnome-screenshot", "exit 1")
    let result = try await imports(["--screen", "--select"])
    #expect(result.end == .exited(6) && calls == ["slurp "])
    #expect(result.error.hasPrefix("fob: the screen: slurp: selection cancelled\n"))
  }

  @Test func `gnome-screenshot steps in for grim, and writes to memory only`() async throws {
    try await install("grim", "echo 'the protocol is missing' >&2; exit 1")
    try await install(
      "gnome-screenshot",
      """
      /bin/mkdir "$XDG_CACHE_HOME/gnome-screenshot"
      /bin/cp "$picture" "$XDG_CACHE_HOME/gnome-screenshot/scr-1.png"
      while [ $# -gt 1 ]; do shift; done
      /bin/cp "$picture" "$1"
      """)
    let result = try await imports(["--screen"])
    #expect(result.text == `On a Wayland desktop`.plan, "\(result.error)")
    let call = try #require(calls.last)
    #expect(
      call.hasPrefix("gnome-screenshot --file \(runtime)/fob-") && call.hasSuffix("/screen.png"))
  }

  @Test(arguments: ["INT", "TERM", "HUP"])
  func `nothing is left in memory where fob is ended meanwhile`(signal: String) async throws {
    try await install("gnome-screenshot", "/bin/cp \"$picture\" \"$2\"; exec /bin/sleep 50")
    let around = """
      env --default-signal=\(signal) "$@" & fob=$!
      until grep -q screen.png '\(vault.folder)/calls' 2> /dev/null; do sleep 0.05; done
      ls '\(runtime)'; sleep 0.2; kill -\(signal) $fob; wait $fob; echo $?
      """
    let result = try await vault.fob(
      ["import", "--yes", "--screen"], under: ["/bin/bash", "-c", around, "bash"],
      variables: [
        "WAYLAND_DISPLAY": "wayland-0", "PATH": programs + ":/usr/bin:/bin",
        "XDG_RUNTIME_DIR": runtime,
      ])
    let lines = result.text.split(separator: "\n").map(String.init)
    let status = ["INT": "130", "TERM": "143", "HUP": "129"][signal]
    #expect(lines.first?.hasPrefix("fob-") == true && lines.last == status, "\(result.text)")
    // It would fail were anything there.
    try await shell("rmdir \"$0\"", runtime)
  }

  @Test func `what has the name of a program and is none does not hide the real one`() async throws
  {
    let other = vault.folder + "/other"
    try await shell("mkdir -p \"$0/grim\" \"$0/x\"; : > \"$0/x/grim\"", other)
    try await install("grim", "/bin/cat \"$picture\"")
    let result = try await imports(["--screen"], ["PATH": "\(other):\(other)/x:\(programs)"])
    #expect(result.text == `On a Wayland desktop`.plan, "\(result.error)")
  }

  @Test func `no file is written where XDG_RUNTIME_DIR is on a disk`() async throws {
    let kind = try await shell("stat --file-system --format=%T \"$0\"", vault.folder)
    try #require(kind != "tmpfs\n" && kind != "ramfs\n")
    try await install("gnome-screenshot", "exit 0")
    let result = try await imports(["--screen"], ["XDG_RUNTIME_DIR": vault.folder])
    #expect(result.end == .exited(6) && calls.isEmpty)
    #expect(result.error.hasPrefix("fob: the screen: XDG_RUNTIME_DIR names no folder in memory\n"))
  }

  @Test(arguments: ["--screen", "--clipboard"])
  func `what is missing is named`(source: String) async throws {
    let result = try await imports([source])
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.contains(source == "--screen" ? "grim, gnome-screenshot" : "wl-clipboard"))
  }

  @Test func `programs are found in absolute folders only`() async throws {
    try await install("wl-paste", "exit 0")
    let result = try await imports(["--clipboard"], ["PATH": "::.:programs"])
    #expect(result.end == .exited(6) && calls.isEmpty && result.error.contains("install wl-clip"))
  }
}

@Suite struct `Without a display that can be reached` {
  @Test(
    arguments: ["--screen", "--clipboard"],
    [
      ("", "there is no desktop here"), ("localhost:10.0", "DISPLAY leads over the network"),
      ("tcp/192.0.2.1:0", "DISPLAY leads over the network"),
    ])
  func `it is said why`(source: String, display: (name: String, words: String)) async throws {
    let vault = try TestVault(accounts: 0)
    let result = try await vault.imports([source], variables: ["DISPLAY": display.name])
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.contains(display.words), "\(result.error)")
  }
}

/// Where tests run there is none.
@Suite struct `A camera` {
  @Test(arguments: [
    (["--camera"], "fob: the camera: there is none: /dev/video0 to /dev/video63 were looked for\n"),
    (["--camera=/dev/null"], "fob: the camera: /dev/null is no camera that gives pictures\n"),
    (["--camera", "/dev/video77"], "fob: the camera: cannot open /dev/video77: no such file or"),
  ])
  func `that is not there is told`(options: [String], words: String) async throws {
    let vault = try TestVault(accounts: 0)
    let result = try await vault.imports(options)
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.hasPrefix(words), "\(result.error)")
  }
}
