import ChildProcesses
import Testing
import VaultSupport

/// There is no compositor here: wl-copy and wl-paste are scripts that note how they were called, and
/// keep what was copied in a file.
@Suite(.serialized) struct `A code on the clipboard of a Wayland desktop` {
  private let vault: TestVault
  private let programs: String
  private let runtime: String

  init() async throws {
    vault = try TestVault(uris: [Known.github])
    programs = vault.folder + "/programs"
    try Folder.make(programs)
    let made = try await run("/bin/sh", ["-c", "mktemp -d /dev/shm/fob-test-XXXXXX"])
    runtime = made.text.replacing("\n", with: "")
    try await install(help: "  -c, --clear\n  --sensitive  Mark it as sensitive.")
  }

  private func install(help: String, failing: Bool = false) async throws {
    let note = "echo \"${0##*/} $*\" >> '\(vault.folder)/calls'"
    let copied = "'\(vault.folder)/copied'"
    let copy = """
      #!/bin/sh
      case "$1" in
      --help) echo '\(help)'; exit ;;
      --clear) /bin/rm \(copied) ;;
      *) \(failing ? "echo 'no seat' >&2; exit 1" : "/bin/cat > \(copied)")
        /usr/bin/env > '\(vault.folder)/environment' ;;
      esac
      \(note)

      """
    let paste = "#!/bin/sh\n\(note)\nexec /bin/cat \(copied)\n"
    try vault.write(Array(copy.utf8), to: "\(programs)/wl-copy")
    try vault.write(Array(paste.utf8), to: "\(programs)/wl-paste")
    _ = try await run("/bin/chmod", ["+x", "\(programs)/wl-copy", "\(programs)/wl-paste"])
  }

  private func copy(
    clearAfter seconds: Int = 20, variables: [String: String] = [:]
  ) async throws -> Finished {
    let desktop = ["WAYLAND_DISPLAY": "wayland-0", "PATH": programs, "XDG_RUNTIME_DIR": runtime]
    return try await vault(
      "code github --at 59 --copy --clear-after \(seconds)",
      variables: desktop.merging(variables) { $1 })
  }

  private func text(of name: String) -> String? {
    (try? vault.read("\(vault.folder)/\(name)")).map { String(decoding: $0, as: UTF8.self) }
  }

  private var calls: [Substring] { (text(of: "calls") ?? "").split(separator: "\n") }

  /// Waits until the clipboard was looked at.
  private func waitForPaste() async throws {
    for _ in 0..<100 where !calls.contains("wl-paste --no-newline --type text/plain") {
      try await Task.sleep(for: .milliseconds(50))
    }
    try await Task.sleep(for: .milliseconds(300))
  }

  @Test func `is marked as sensitive where wl-copy knows that`() async throws {
    #expect(try await copy().end == .exited(0))
    #expect(text(of: "copied") == "287082")
    #expect(calls == ["wl-copy --type text/plain --sensitive"])
  }

  @Test func `is copied without the mark by an older wl-copy`() async throws {
    try await install(help: "  -c, --clear")
    #expect(try await copy().end == .exited(0))
    #expect(text(of: "copied") == "287082" && calls == ["wl-copy --type text/plain"])
  }

  @Test func `is cleared`() async throws {
    _ = try await copy(clearAfter: 1)
    try await waitForPaste()
    #expect(calls.last == "wl-copy --clear" && text(of: "copied") == nil)
  }

  @Test func `leaves what was copied later`() async throws {
    _ = try await copy(clearAfter: 3)
    try vault.write(Array("later".utf8), to: vault.folder + "/copied")
    try await waitForPaste()
    #expect(!calls.contains("wl-copy --clear") && text(of: "copied") == "later")
  }

  @Test func `lies in memory only, where wl-copy keeps it in a file`() async throws {
    _ = try await copy()
    #expect(text(of: "environment")?.contains("TMPDIR=\(runtime)\n") == true)
  }

  @Test func `is not copied where that would be on a disk`() async throws {
    let result = try await copy(variables: ["XDG_RUNTIME_DIR": vault.folder])
    #expect(result.failed(1) && calls.isEmpty)
    #expect(result.error.contains("XDG_RUNTIME_DIR names no folder in memory"))
  }

  @Test func `is told to fail with what wl-copy says`() async throws {
    try await install(help: "", failing: true)
    let result = try await copy()
    #expect(
      result.failed(1) && result.error.contains("fob: cannot copy: wl-copy: no seat\n"),
      "\(result.error)")
  }
}
