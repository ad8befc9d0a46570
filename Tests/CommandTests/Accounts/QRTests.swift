import ChildProcesses
import Glibc
import Testing
import VaultSupport

/// What `fob-scan` reads in a picture: the payload of its only code.
func scan(_ picture: [UInt8]) async throws -> String {
  let result = try await run(builtProduct("fob-scan"), input: picture)
  return result.text.replacing(#"{"payload": ""#, with: "").replacing("\"}\n", with: "")
}

/// A picture of lines of half blocks, dark on light as on paper.
private func paper(_ text: String) -> [UInt8] {
  CellPicture("\u{1B}[38;5;16;48;5;231m" + text).file
}

private let question = "Show the secret of GitHub: alice@example.com? [y/N]"
private let sign = "any key ends this"

@Suite(.serialized) struct `fob qr` {
  @Test(arguments: Known.all)
  func `prints a code that holds the account`(uri: String) async throws {
    let vault = try TestVault(uris: [uri])
    let id = try #require(try await vault("list --format", "{id}").lines.first)
    let result = try await vault("qr --yes --print", id)
    #expect(result.end == .exited(0))
    #expect(try await scan(paper(result.text)) == uri)
  }

  @Test func `prints no colours where the output is no terminal`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("qr github --yes --print", variables: ["TERM": "xterm-256color"])
    #expect(result.text.allSatisfy { " ▀▄█\n".contains($0) } && result.error.isEmpty)
  }

  @Test(arguments: ["", "--print", "--output new.png"])
  func `shows nothing where nobody can be asked`(options: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      "fob qr github \(options) </dev/null; status=$?; ls; exit $status")
    #expect(result.failed(64))
    #expect(result.error.contains(options.isEmpty ? "give --print, or --output" : "give --yes"))
  }

  @Test func `warns that two devices with one counter drift apart`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    _ = try await vault("code token")
    let result = try await vault("qr token --yes --print")
    #expect(result.error.hasPrefix("Token: carol counts its codes, from 1 on in this QR code: two"))
    let expected = Known.counted.replacing("counter=0", with: "counter=1")
    #expect(try await scan(paper(result.text)) == expected)
    #expect(try await vault("code token").printed("287082"))
  }

  @Test func `does not know what is in the trash`() async throws {
    let vault = try TestVault(uris: [Known.github])
    _ = try await vault("rm github")
    #expect(try await vault("qr github --yes --print").failed(2))
  }

  @Test(arguments: ["--print --output x", "--force", ""])
  func `takes one place at a time`(options: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("qr \(options.isEmpty ? "" : "github") \(options)").failed(64))
  }

  @Test func `says what is too long for a code`() async throws {
    let long = String(repeating: "x", count: 4000)
    let vault = try TestVault(uris: ["otpauth://totp/\(long)?secret=\(Known.secret)"])
    let result = try await vault("qr xxx --yes --print")
    #expect(result.failed(1) && result.error.contains("this is too long for a QR code"))
  }

  @Test func `says where its helper is missing`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      "mkdir alone; cp \"$program\" alone/fob; program=alone/fob; fob qr github --yes --print")
    #expect(result.failed(1) && result.error.contains("fob-draw is missing: fob draws QR codes"))
  }
}

@Suite(.serialized) struct `fob qr --output` {
  @Test func `writes a picture that only its owner can read`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      "umask 0; fob qr github --yes --output new.png && stat -c %a new.png && ls -A")
    #expect(result.text == "600\nnew.png\n" && result.error.isEmpty)
    #expect(try await scan(vault.read(vault.folder + "/home/new.png")) == Known.github)
  }

  @Test func `prints the picture for a pipe`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault("qr github --yes --output -")
    #expect(try await scan(result.output) == Known.github)
  }

  @Test(arguments: ["touch new", "mkdir new", "ln -s nothing new", "ln -s /dev/full new"])
  func `never writes over anything unasked`(make: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      """
      \(make); before=$(stat -c %i%s%F new)
      fob qr github --yes --output new; status=$?
      [ "$before" = "$(stat -c %i%s%F new)" ] && [ "$(ls -A)" = new ] && exit $status
      """)
    #expect(result.failed(1) && result.error.contains("cannot write new: file exists"))
    #expect(result.error.contains("give --force"))
  }

  @Test(arguments: ["echo old >new", "touch old; ln -s old new", "ln -s /dev/full new"])
  func `takes the place of what is there where it is told to`(make: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      """
      \(make); fob qr github --yes --output new --force && stat -c '%a %F' new
      [ ! -e old ] || [ ! -s old ]
      """)
    #expect(result.printed("600 regular file"))
    #expect(try await scan(vault.read(vault.folder + "/home/new")) == Known.github)
  }

  @Test(arguments: [
    ("ulimit -f 0; trap '' XFSZ", "new", "file too large"),
    (":", "missing/new", "no such file or directory"), ("mkdir new", "new --force", "directory"),
  ])
  func `leaves nothing half done`(make: String, output: String, reason: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      "\(make); before=$(ls -A); fob qr github --yes --output \(output); [ \"$before\" = \"$(ls -A)\" ]"
    )
    #expect(result.printedNothing && result.error.contains("cannot write"))
    #expect(result.error.contains(reason), "\(result.error)")
  }
}

extension Finished {
  fileprivate var printedNothing: Bool { end == .exited(0) && output.isEmpty }
}

@Suite(.serialized) struct `fob qr on a terminal` {
  private func pane(
    _ command: String, columns: Int = 80, rows: Int = 30, variables: [String: String] = [:],
    _ body: (Pane) async throws -> Void
  ) async throws {
    let vault = try TestVault(uris: [Known.github])
    // tmux sets TERM itself.
    let exports = variables.map { "export \($0.key)=\($0.value); " }.joined()
    try await Pane.running(
      exports + "echo before; " + command, on: vault, columns: columns, rows: rows, body)
  }

  @Test(arguments: [
    ["TERM": "xterm-256color"], ["TERM": "xterm-256color", "NO_COLOR": "1"], ["TERM": "xterm"],
    ["TERM": "tmux-256color"], ["TERM": "screen"], ["TERM": "linux"], ["TERM": "vt100"],
  ])
  func `can be read from the screen, and leaves nothing behind`(
    variables: [String: String]
  ) async throws {
    try await pane("fob qr github", variables: variables) { pane in
      try await pane.wait(for: question)
      try await pane.type("y\n")
      try await pane.wait(for: sign)
      #expect(try await scan(CellPicture(pane.cells).file) == Known.github)
      try await pane.type("x")
      try await pane.wait(for: "[echo]")
      // A terminal without an alternate screen is wiped.
      let everything = try await pane.everything.split(separator: /\n+/)
      #expect(everything.suffix(2) == ["[status 0]", "[echo]"])
      #expect(Set(everything).isSubset(of: ["before", question + " y", "[status 0]", "[echo]"]))
    }
  }

  @Test func `is not shown where the answer is no`() async throws {
    try await pane("fob qr github") { pane in
      try await pane.wait(for: question)
      try await pane.type("\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("given up") && screen.contains("[status 1]"))
    }
  }

  @Test func `says what it needs, and shows the code once it has that`() async throws {
    try await pane("fob qr github --yes", columns: 44, rows: 23) { pane in
      let small = try await pane.wait(for: sign)
      #expect(small.contains("this code needs 45 columns and 24 rows"))
      #expect(!small.contains("█"))
      try await pane.resize(columns: 45, rows: 24)
      try await pane.wait(for: "the code") { $0.contains("█") }
      #expect(try await scan(CellPicture(pane.cells).file) == Known.github)
      try await pane.resize(columns: 30, rows: 10)
      try await pane.wait(for: "no code") { !$0.contains("█") }
      try await pane.press("Escape")
      #expect(try await pane.wait(for: "echo]").contains("[status 0]"))
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `gives the terminal back on a signal, and ends by it`(signal: Int32) async throws {
    try await pane("fob qr github --yes") { pane in
      try await pane.wait(for: sign)
      try await pane.send(signal)
      let screen = try await pane.wait(for: "echo]")
      #expect(screen.contains("[status \(128 + signal)]") && screen.contains("[echo]"))
      #expect(try await !pane.everything.contains("█"))
    }
  }

  @Test func `stops and goes on`() async throws {
    let script = "set -m; fob qr github --yes; echo [stopped]; read -r line; fg >/dev/null"
    try await pane(script) { pane in
      try await pane.wait(for: sign)
      try await pane.press("C-z")
      let stopped = try await pane.wait(for: "[stopped]")
      #expect(!stopped.contains("█"))
      try await pane.press("Enter")
      try await pane.wait(for: sign)
      #expect(try await scan(CellPicture(pane.cells).file) == Known.github)
      try await pane.type("q")
      try await pane.wait(for: "[echo]")
    }
  }

  @Test(arguments: ["xterm-256color", "xterm", "linux"])
  func `is printed black on white, whatever the terminal's colours`(terminal: String) async throws {
    try await pane("fob qr github --yes --print", variables: ["TERM": terminal]) { pane in
      try await pane.wait(for: "[echo]")
      #expect(try await scan(CellPicture(pane.cells).file) == Known.github)
    }
  }

  @Test func `is not printed where the lines would break`() async throws {
    try await pane("fob qr github --yes --print", columns: 44) { pane in
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("this code needs 45 columns") && !screen.contains("█"))
    }
  }

  @Test func `is refused by a terminal that cannot show it`() async throws {
    try await pane("fob qr github --yes", variables: ["TERM": "dumb"]) { pane in
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("give --print, or --output") && screen.contains("[status 1]"))
    }
  }
}
