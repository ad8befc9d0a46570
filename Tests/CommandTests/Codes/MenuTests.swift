import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob menu` {
  private let vault: TestVault

  init() throws {
    vault = try TestVault(uris: [Known.github, Known.long, Known.counted])
  }

  @Test func `lets fzf pick in a terminal`() async throws {
    try await Pane.running("fob menu --with fzf --print", on: vault) { pane in
      try await pane.wait(for: "GitHub: alice@example.com")
      let screen = try await pane.screen
      #expect(screen.contains("Bank: alice") && screen.contains("Token: carol"))
      try await pane.type("token")
      try await pane.wait(for: "1/3")
      try await pane.press("Enter")
      let end = try await pane.wait(for: "[echo]")
      #expect(end.contains("755224\n[status 0]"))
    }
  }

  @Test func `ends where nothing is picked`() async throws {
    try await Pane.running("fob menu --print", on: vault) { pane in
      try await pane.wait(for: "GitHub: alice@example.com")
      try await pane.press("Escape")
      try await pane.wait(for: "fob: nothing was picked")
      try await pane.wait(for: "[status 1]")
      try await pane.wait(for: "[echo]")
    }
    #expect(try await vault("code token").printed("755224"))
  }

  @Test func `lets dmenu pick on an X display, and copies`() async throws {
    let result = try await vault.shell(
      XDisplay.start + """
        trap 'kill $server' EXIT
        (until xdotool search --class dmenu > /dev/null 2>&1; do sleep 0.1; done
          sleep 0.5; xdotool type tok; sleep 0.2; xdotool key Return) &
        fob menu --with dmenu --clear-after 1; xclip -selection clipboard -out
        """)
    #expect(result.text == "755224", "\(result.error)")
    #expect(result.error == "Token: carol: copied, cleared in 1 s\n")
  }

  // MARK: Stand-ins, which note how they are called and pick the last line

  private func install(_ names: [String]) async throws -> String {
    let folder = vault.folder + "/programs"
    let script = """
      #!/bin/sh
      echo "${0##*/} $*" > '\(vault.folder)/call'
      /usr/bin/env > '\(vault.folder)/environment'
      /usr/bin/tee '\(vault.folder)/lines' | /usr/bin/tail -n 1

      """
    try Folder.make(folder)
    for name in names { try vault.write(Array(script.utf8), to: "\(folder)/\(name)") }
    _ = try await run("/bin/sh", ["-c", "chmod +x \"$0\"/*", folder])
    return folder
  }

  private func text(of name: String) throws -> String {
    String(decoding: try vault.read("\(vault.folder)/\(name)"), as: UTF8.self)
  }

  @Test(arguments: [
    (["fzf", "dmenu", "fuzzel", "wofi", "rofi"], "", ":0", "rofi -dmenu -i -no-custom -p fob"),
    (["fzf", "dmenu", "fuzzel", "wofi"], "w", "", "wofi --dmenu --insensitive --prompt fob"),
    (["fzf", "dmenu", "fuzzel"], "w", ":0", "fuzzel --dmenu --prompt fob: "),
    (["fzf", "dmenu", "fuzzel", "wofi"], "", ":0", "dmenu -i -l 10 -p fob"),
  ])
  func `uses the first that is here and can be shown`(
    names: [String], wayland: String, x11: String, call: String
  ) async throws {
    let folder = try await install(names)
    let result = try await vault(
      "menu --print",
      variables: ["PATH": folder, "WAYLAND_DISPLAY": wayland, "DISPLAY": x11])
    #expect(result.printed("755224"), "\(result.error)")
    #expect(try text(of: "call") == call + "\n")
  }

  @Test func `gives names only, and no variable that is not needed`() async throws {
    let folder = try await install(["rofi"])
    _ = try await vault(
      "menu --print", variables: ["PATH": folder, "DISPLAY": ":0", "NOTE": "private"])
    let lines = try text(of: "lines")
    #expect(lines == "Bank: alice\nGitHub: alice@example.com\nToken: carol\n")
    let names = try text(of: "environment").split(separator: "\n").map { $0.prefix { $0 != "=" } }
    #expect(
      Set(names).isSubset(of: [
        "DISPLAY", "HOME", "PATH", "LANG", "TERM", "XDG_DATA_HOME", "PWD", "_", "SHLVL",
      ]))
  }

  @Test func `takes another program that works so, by its path`() async throws {
    let folder = try await install(["mine"])
    let result = try await vault("menu git --print --with \(folder)/mine")
    #expect(result.end == .exited(0) && result.text.contains(/^[0-9]{6}\n$/))
    #expect(try text(of: "call") == "mine \n" && text(of: "lines") == "GitHub: alice@example.com\n")
  }

  @Test func `tells accounts of one name apart by their ids`() async throws {
    let twins = try TestVault(uris: [
      Known.github, Known.github.replacing(Known.secret, with: "MFRGGZDFMZTWQ2LKMFRGGZDF"),
    ])
    let folder = try await install(["mine"])
    let result = try await twins("menu --print --with \(folder)/mine")
    #expect(result.end == .exited(0))
    let lines = try text(of: "lines").split(separator: "\n")
    #expect(lines.count == 2 && Set(lines).count == 2)
    #expect(lines.allSatisfy { $0.contains(/^GitHub: alice@example\.com \([a-z0-9]+\)$/) })
  }

  @Test func `takes no line that it did not give`() async throws {
    let folder = try await install([])
    try vault.write(Array("#!/bin/sh\necho other\n".utf8), to: folder + "/mine")
    _ = try await run("/bin/chmod", ["+x", folder + "/mine"])
    let result = try await vault("menu --print --with \(folder)/mine")
    #expect(result.failed(2) && result.error.contains("mine gave a line that is none of"))
  }

  @Test(arguments: [
    ("menu", 1, "there is no program to pick with that could be shown here"),
    ("menu --with nothing-like-it", 1, "nothing-like-it is not here"),
    ("menu --with /nothing/like/it", 1, "/nothing/like/it is not here"),
    ("menu nobody --with /bin/cat", 2, "no account matches"),
    ("menu --print --osc52", 64, "leave out --print"),
  ])
  func `says what is missing`(command: String, status: Int32, words: String) async throws {
    let result = try await vault(command)
    #expect(result.failed(status) && result.error.contains(words), "\(result.error)")
  }
}
