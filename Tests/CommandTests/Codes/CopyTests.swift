import ChildProcesses
import Glibc
import Testing
import VaultSupport

/// What a script on a display needs: the text on the clipboard, and waiting for it to be another.
private let onDisplay =
  XDisplay.start + """
    on_display() {
      grep -lsz "^DISPLAY=$DISPLAY$" $(grep -lsz "^HOME=$HOME$" /proc/[0-9]*/environ) |
        tr -dc '0-9\\n'
    }
    commands() { on_display | while read -r id; do tr '\\0' ' ' < /proc/$id/cmdline; echo; done; }
    trap 'kill $(on_display) $server 2> /dev/null' EXIT
    copied() { xclip -selection clipboard -o 2> /dev/null; }
    until_copied() { for try in $(seq 100); do [ "$(copied)" = "$1" ] && return; sleep 0.1; done; }

    """

@Suite(.serialized) struct `A code on the clipboard` {
  private let vault: TestVault

  init() throws { vault = try TestVault(uris: [Known.github, Known.counted]) }

  /// Leaves one of the programs that copy in PATH, beside those of the system that do not.
  private func only(_ program: String) async throws -> String {
    let folder = vault.folder + "/only"
    let script = """
      mkdir "$0"; for name in wl-copy wl-paste xclip xsel; do :> "$0/$name"; done
      ln -sf "$(command -v \(program))" "$0/"
      """
    _ = try await run("/bin/sh", ["-euc", script, folder])
    return folder + ":/usr/bin:/bin"
  }

  @Test func `is the code, and is not printed`() async throws {
    let result = try await vault.shell(onDisplay + "fob code github --at 59 --copy; copied")
    #expect(result.text == "287082", "\(result.error)")
    #expect(result.error == "GitHub: alice@example.com: copied, cleared in 60 s\n")
  }

  @Test func `is the code of now, and is cleared when that expires`() async throws {
    let result = try await vault.shell(
      onDisplay + "fob copy github; copied; echo; fob code github --format '{code} {left}'")
    let line = try #require(result.lines.last).split(separator: " ")
    let told = result.error.firstMatch(of: /cleared in ([0-9]+) s/)?.1
    let (left, seconds) = (try #require(Int(line[1])), try #require(told.flatMap { Int($0) }))
    // Where a turn of the code has come between the two, the first had next to no time left.
    #expect(result.lines[0] == line[0] && (left...left + 2).contains(seconds) || seconds < 3)
  }

  @Test(arguments: ["xclip", "xsel"])
  func `is cleared after fob has ended`(program: String) async throws {
    let path = try await only(program)
    let result = try await vault.shell(
      onDisplay + """
        PATH='\(path)' fob code github --at 59 --copy --clear-after 1
        copied; until_copied ''; echo " [$(copied)]"
        """)
    #expect(result.text == "287082 []\n", "\(result.error)")
  }

  @Test func `outlives the terminal in which it was copied, and is cleared all the same`()
    async throws
  {
    let result = try await vault.shell(
      onDisplay + """
        command="'$program' code github --at 59 --copy --clear-after 2 --recovery-key-fd 9"
        script -qec "exec $command 9<'$keys/recovery'" /dev/null > /dev/null
        copied; until_copied ''; echo " [$(copied)]"
        """)
    #expect(result.text == "287082 []\n", "\(result.error)")
  }

  @Test func `leaves what was copied later`() async throws {
    let result = try await vault.shell(
      onDisplay + """
        fob code github --at 59 --copy --clear-after 1
        printf later | xclip -selection clipboard -in; until_copied later
        sleep 2; copied
        """)
    #expect(result.text == "later", "\(result.error)")
  }

  @Test func `is cleared also where another program has taken it over`() async throws {
    let result = try await vault.shell(
      onDisplay + """
        fob code github --at 59 --copy --clear-after 1
        printf 287082 | xclip -selection clipboard -in
        until_copied ''; echo "[$(copied)]"
        """)
    #expect(result.text == "[]\n", "\(result.error)")
  }

  @Test func `leaves no process behind`() async throws {
    let result = try await vault.shell(
      onDisplay + """
        fob code github --at 59 --copy --clear-after 1
        is_kept() { case $(commands) in *xclip*|*keep-clipboard*) ;; *) false ;; esac; }
        is_kept && echo before
        until_copied ''; for try in $(seq 50); do is_kept || break; sleep 0.1; done
        is_kept || echo none
        """)
    #expect(result.text == "before\nnone\n")
  }

  /// Only root may look into it. Its stack is left out: a hash has worked there.
  @Test(.enabled(if: getuid() == 0)) func `is not kept by the process that clears it`() async throws
  {
    let search = """
      import os, re, sys
      maps, memory = open(f"/proc/{sys.argv[1]}/maps"), open(f"/proc/{sys.argv[1]}/mem", "rb", 0)
      found = {name: False for name in ("287082", "clipboard")}
      for line in maps:
          start, end, rights = re.match("(\\w+)-(\\w+) (\\S+)", line).groups()
          if rights[0] != "r" or "[v" in line or "[stack]" in line: continue
          memory.seek(int(start, 16))
          part = memory.read(int(end, 16) - int(start, 16))
          for name in found: found[name] |= name.encode() in part
      print(found, os.readlink(f"/proc/{sys.argv[1]}/fd/0"))
      """
    try vault.write(Array(search.utf8), to: vault.folder + "/search.py")
    let result = try await vault.shell(
      onDisplay + """
        fob code github --at 59 --copy
        for id in $(on_display); do
          grep -q keep-clipboard /proc/$id/cmdline && /usr/bin/python3 ../search.py $id
        done
        """)
    #expect(result.text == "{'287082': False, 'clipboard': True} /dev/null\n", "\(result.error)")
  }

  @Test func `goes by pipes only: no program is called with it, no file holds it`() async throws {
    let calls = "execve,openat,open,creat,rename,write"
    let result = try await vault.shell(
      onDisplay + """
        program=strace
        fob -f -qq -s 4096 -v -o ../trace -e trace=\(calls) '\(fobProgram)' \
          code github --at 59 --copy --clear-after 1
        """)
    #expect(result.end == .exited(0), "\(result.error)")
    let trace = String(decoding: try vault.read(vault.folder + "/trace"), as: UTF8.self)
    let lines = trace.split(separator: "\n")
    let holders = lines.filter { $0.contains("287082") && !$0.contains(" write(") }
    #expect(holders.isEmpty && lines.contains { $0.contains("keep-clipboard") })
    // Descriptors: two files without a name, and the connection to the display.
    let opened = lines.filter { line in
      ["O_WRONLY", "O_RDWR", "O_CREAT"].contains { line.contains($0) } && !line.contains("/dev/")
    }
    #expect(opened.isEmpty, "\(opened)")
  }

  @Test func `is counted on like any other`() async throws {
    let result = try await vault.shell(onDisplay + "fob copy token; copied; fob code token")
    #expect(result.text == "755224287082\n")
    #expect(result.error == "Token: carol: copied, cleared in 60 s\n")
  }

  // MARK: Failures

  @Test(arguments: [
    ("", "", "there is no desktop here: neither WAYLAND_DISPLAY nor DISPLAY is set"),
    ("", "localhost:10.0", "DISPLAY leads over the network, and fob and what it starts have none"),
    ("", ":4711", "xclip: Error: Can't open display: :4711"),
  ])
  func `is told to fail where there is no display`(
    wayland: String, x11: String, words: String
  ) async throws {
    let result = try await vault(
      "copy github", variables: ["WAYLAND_DISPLAY": wayland, "DISPLAY": x11])
    #expect(result.failed(1) && result.error.hasPrefix("fob: cannot copy: \(words)\n"))
    #expect(result.error.contains("--osc52"), "\(result.error)")
  }

  @Test func `is told to fail where no program copies`() async throws {
    let folder = vault.folder + "/nothing"
    try Folder.make(folder)
    let result = try await vault.shell(
      "PATH=\(folder) fob copy github", variables: ["DISPLAY": ":0"])
    #expect(result.failed(1) && result.error.contains("xclip or xsel, which is not here"))
  }

  @Test(arguments: [
    "--clear-after 0", "--clear-after 3601", "--clear-after x", "--osc52 --clear-after 5", "--wait",
    "--at 59",
  ])
  func `takes no options that cannot be meant`(options: String) async throws {
    #expect(try await vault("copy github \(options)").failed(64))
  }

  @Test(arguments: [
    "code github --clear-after 5", "code github --osc52", "code github --copy --json",
    "code github token --copy", "code github --copy --format {code}",
  ])
  func `goes with --copy only, and that with one query`(command: String) async throws {
    #expect(try await vault(command).failed(64))
  }
}

@Suite(.serialized) struct `A code that the terminal copies` {
  @Test func `is in a control sequence that tmux takes`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let script = """
      tmux set-option -s set-clipboard on
      fob code github --at 59 --copy --osc52; for try in $(seq 50); do
        tmux show-buffer 2> /dev/null && break; sleep 0.1; done
      """
    try await Pane.running(script, on: vault) { pane in
      let screen = try await pane.wait(for: "[status 0]")
      #expect(screen.contains("given to the terminal to copy, which fob cannot clear\n287082"))
    }
  }

  @Test func `needs a terminal`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("copy github --osc52")
    #expect(result.failed(1) && result.error.contains("there is no terminal to do it"))
  }
}
