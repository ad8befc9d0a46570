import ChildProcesses
import Fixtures
import Testing
import VaultSupport

@Suite struct `A watched folder` {
  private let vault: TestVault
  private let folder: String

  init() throws {
    vault = try TestVault(accounts: 0)
    folder = vault.folder + "/watched"
    try Folder.make(folder)
    for name in ["plain-screenshot.png", "desktop.png", "no-code.png"] {
      try vault.write(Fixture.bytes(of: "Images/\(name)"), to: "\(vault.folder)/\(name)")
    }
  }

  /// Runs fob and, once it waits, a script in the folder above; what fob says goes to `said`.
  private func watch(_ options: [String], while script: String) async throws -> Finished {
    let around = """
      cd '\(vault.folder)'
      : > said
      env --default-signal=INT "$@" 2> said & fob=$!
      until grep -q Ctrl-C said; do sleep 0.05; done
      \(script)
      wait $fob; status=$?
      cat said >&2; exit $status
      """
    return try await vault.imports(
      ["--watch", folder] + options, under: ["sh", "-c", around, "sh"])
  }

  private static let heading = "; Ctrl-C ends it\n"

  @Test(arguments: [
    "cp plain-screenshot.png watched/shot.png", "mv plain-screenshot.png watched/shot.png",
    "cp plain-screenshot.png watched/.part; mv watched/.part watched/shot.png",
    "cat plain-screenshot.png > watched/shot.png",
    "ln plain-screenshot.png watched/shot.png",
    "ln -s \"$PWD/plain-screenshot.png\" watched/shot.png",
    "{ head -c 900 plain-screenshot.png; sleep 1; tail -c +901 plain-screenshot.png; } > watched/shot.png",
    """
    python3 -c 'import os
    f = os.open("watched", os.O_TMPFILE | os.O_WRONLY, 0o600)
    os.write(f, open("plain-screenshot.png", "rb").read())
    own = os.open("/proc/self/fd", os.O_RDONLY)
    os.link(f"{f}", "watched/shot.png", src_dir_fd=own, follow_symlinks=True)'
    """,
  ])
  func `offers what is written there or moved there`(arrival: String) async throws {
    let result = try await watch(["--yes", "--once"], while: arrival)
    #expect(
      result.end == .exited(0)
        && result.text == "new              GitHub: alice@example.com\n1 new\n")
    #expect(
      result.error == """
        waiting for files in \(folder)\(`A watched folder`.heading)\
        \(folder)/shot.png: 1 code: 1 account
        done; fob undo takes it back

        """)
    #expect(try await vault.issuers == ["GitHub"])
  }

  @Test func `is watched on after what holds no account, until one does`() async throws {
    let result = try await watch(
      ["--yes", "--once"],
      while: """
        echo notes > watched/a.txt; mkdir watched/folder; cp no-code.png watched/b.png
        head -c 500 desktop.png > watched/c.png; mkfifo watched/pipe; cp desktop.png watched/d.png
        """)
    #expect(result.end == .exited(0) && result.text.hasSuffix("\n1 new\n"), "\(result.error)")
    #expect(result.error.contains("/a.txt: this is text, with no account that can be read\n"))
    #expect(result.error.contains("/b.png: no code found") && result.error.contains("/c.png: "))
  }

  @Test func `is watched until Ctrl-C, and knows what others added meanwhile`() async throws {
    let result = try await watch(
      ["--yes"],
      while: """
        cp plain-screenshot.png watched/a.png; until grep -q done said; do sleep 0.05; done
        cp plain-screenshot.png watched/b.png; until grep -q b.png said; do sleep 0.05; done
        cp desktop.png watched/c.png
        until [ $(grep -c done said) = 2 ]; do sleep 0.05; done; kill -INT $fob
        """)
    #expect(result.end == .exited(130), "\(result.error)")
    #expect(result.error.contains("/b.png: 1 code: 1 account; already in the vault\n"))
    #expect(try await vault.issuers == ["GitHub", "Hetzner"])
  }

  @Test func `that goes away ends the watch`() async throws {
    let result = try await watch(["--yes"], while: "rm -r watched")
    #expect(result.end == .exited(6) && result.error.contains("is no longer there\n"))
  }

  @Test(arguments: [("", "no such file or directory"), ("touch \"$0\"", "not a directory")])
  func `has to be a folder`(making: String, words: String) async throws {
    let path = vault.folder + "/thing"
    if !making.isEmpty { try await shell(making, path) }
    let result = try await vault.imports(["--yes", "--watch", path])
    #expect(result.end == .exited(6) && result.error == "fob: cannot watch \(path): \(words)\n")
  }

  @Test func `is not watched where nobody could be asked`() async throws {
    let result = try await vault.imports(["--watch", folder])
    #expect(result.end == .exited(64) && result.error.contains("give --yes, or --dry-run\n"))
  }

  @Test func `asks for each file at the terminal, and goes on after a no`() async throws {
    let script = """
      cd '\(vault.folder)'
      asked() { until [ "$(grep -c 'Add 1 account' said)" -ge $1 ]; do sleep 0.05; done; }
      touch said
      { until grep -q Ctrl-C said; do sleep 0.05; done
        cp plain-screenshot.png watched/a.png; asked 1; echo n
        until grep -q 'nothing was added' said; do sleep 0.05; done
        cp desktop.png watched/b.png; asked 2; echo y
        until grep -q 'done;' said; do sleep 0.05; done; printf '\\003'; sleep 5
      } | script -qefc "$*" said > /dev/null
      """
    _ = try await vault.imports(["--watch", folder], under: ["sh", "-c", script, "sh"])
    #expect(try await vault.issuers == ["Hetzner"])
  }
}
