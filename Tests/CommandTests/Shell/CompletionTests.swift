import ChildProcesses
import Testing
import VaultSupport

/// A shell in a pane, with fob's completions loaded as its user would.
private enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// Becomes the shell, without the machine's or a user's settings.
  var start: String {
    switch self {
    case .bash: "exec bash --norc --noprofile -i"
    case .zsh: "exec zsh -f -i"
    case .fish: "exec fish --no-config"
    }
  }

  var setup: String {
    switch self {
    case .bash: "PS1='> '; source ../completions"
    case .zsh: "PS1='> '; autoload -U compinit; compinit -u -D; source ../completions"
    case .fish: "function fish_prompt; echo '> '; end; source ../completions"
    }
  }

  /// What the line becomes where there are several words to choose from.
  var listing: String { self == .bash ? "\t\t" : "\t" }
}

@Suite(.serialized) struct `A shell completes` {
  /// Runs a shell in which `fob` is the program, with a vault that is open or locked.
  private func running(
    _ shell: Shell, on vault: TestVault, unlocked: Bool = false,
    _ body: (Pane) async throws -> Void
  ) async throws {
    let script = """
      mkdir bin run; chmod 700 run; ln -s "$program" bin/fob; export PATH=$PWD/bin:$PATH
      export XDG_RUNTIME_DIR=$PWD/run
      "$program" --generate-completion-script \(shell) >../completions
      \(unlocked ? "fob unlock --timeout 20s" : ":"); clear
      \(shell.start)
      """
    try await Pane.running(script, on: vault, columns: 100) { pane in
      try await pane.wait(for: "prompt") { $0.contains(/[#$>] ?\n/) }
      try await pane.type(shell.setup + "; clear\n")
      try await pane.wait(for: "clear prompt") { $0.hasPrefix(">") && !$0.contains("clear") }
      try await body(pane)
    }
    let run = ["XDG_RUNTIME_DIR": "\(vault.folder)/home/run"]
    if unlocked { _ = try await vault.fob(["lock"], with: .nothing, variables: run) }
  }

  /// Types the beginning of a line and Tab.
  private func complete(
    _ line: String, to whole: String, in shell: Shell, on vault: TestVault, unlocked: Bool = false
  ) async throws {
    try await running(shell, on: vault, unlocked: unlocked) { pane in
      // What is typed next shows the space behind a whole word; bash escapes the sign of an address.
      try await pane.type(line + "\t.")
      let screen = try await pane.wait(for: whole) {
        $0.replacing("\\@", with: "@").contains(whole + ".")
      }
      #expect(!screen.contains("assword"))
    }
  }

  @Test(
    arguments: Shell.allCases.map(\.rawValue),
    [
      ("fob expo", "fob export "), ("fob code --js", "fob code --json "),
      ("fob export --to otp", "fob export --to otpauth "), ("fob --ver", "fob --version "),
      ("fob code --vault ../da", "fob code --vault ../data/"),
      ("fob import ../da", "fob import ../data/"),
    ])
  func `commands, options and files`(shell: String, line: (String, String)) async throws {
    let shell = try #require(Shell(rawValue: shell))
    try await complete(line.0, to: line.1, in: shell, on: TestVault(uris: [Known.github]))
  }

  @Test(
    arguments: Shell.allCases.map(\.rawValue),
    [
      ("fob code Gi", "fob code GitHub "), ("fob show al", "fob show alice@example.com "),
      ("fob rm caro", "fob rm carol "),
    ])
  func `accounts of an open vault`(shell: String, line: (String, String)) async throws {
    let shell = try #require(Shell(rawValue: shell))
    let vault = try TestVault(uris: [Known.github, Known.counted])
    try await complete(line.0, to: line.1, in: shell, on: vault, unlocked: true)
  }

  @Test(arguments: Shell.allCases.map(\.rawValue))
  func `nothing of a locked vault, and asks for nothing`(shell: String) async throws {
    let shell = try #require(Shell(rawValue: shell))
    try await running(shell, on: TestVault(uris: [Known.github])) { pane in
      try await pane.type("fob code Gi\t")
      try await pane.type("x")
      let screen = try await pane.wait(for: "fob code Gix")
      #expect(!screen.contains("assword") && !screen.contains("GitHub"))
    }
  }

  @Test(arguments: Shell.allCases.map(\.rawValue))
  func `names without acting on them`(shell: String) async throws {
    let shell = try #require(Shell(rawValue: shell))
    let names = [
      "$(touch ran)", "`touch ran`", "x;touch ran", "<(touch ran)", "${x:-$(touch ran)}",
    ]
    let uris = zip(names, ["A", "B", "C", "D", "E"]).map { name, letter in
      let coded = name.utf8.map { "%" + String($0, radix: 16) }.joined()
      return "otpauth://totp/\(coded):\(coded)?secret=GEZDGNBVGY3TQOJ\(letter)"
    }
    let vault = try TestVault(uris: uris + [Known.github])
    try await running(shell, on: vault, unlocked: true) { pane in
      try await pane.type("fob code " + shell.listing)
      try await pane.wait(for: "GitHub")
      try await pane.press("C-u")
      try await pane.type("fob code Gi\t")
      try await pane.wait(for: "fob code GitHub")
    }
    #expect(try await vault.shell("[ ! -e ran ] && echo fine").printed("fine"))
  }
}

@Suite(.serialized) struct `Words that complete an account` {
  private func words(_ uris: [String], _ line: String) async throws -> [String] {
    let vault = try TestVault(uris: uris)
    // As bash asks: the argument, the place of the word, and the line's words.
    let script = """
      mkdir run; chmod 700 run; export XDG_RUNTIME_DIR=$PWD/run
      fob unlock --timeout 20s 2>/dev/null
      SAP_SHELL=bash "$program" ---completion \(line)
      "$program" lock
      """
    return try await vault.shell(script).lines
  }

  private static func uri(_ issuer: String, _ name: String, _ letter: String) -> String {
    "otpauth://totp/\(issuer):\(name)?secret=GEZDGNBVGY3TQOJ\(letter)&issuer=\(issuer)"
  }

  @Test func `are the issuer and the name, where nobody else has them`() async throws {
    let uris = [Self.uri("GitHub", "alice", "A"), Self.uri("Mail", "bob", "B")]
    #expect(
      try await words(uris, "code -- positional@0 2 0 fob code ''")
        == ["GitHub", "alice", "Mail", "bob"])
  }

  @Test func `are both together where each has company`() async throws {
    let uris = [
      Self.uri("GitHub", "alice", "A"), Self.uri("GitHub", "bob", "B"),
      Self.uri("Mail", "alice", "C"), Self.uri("Mail", "bob", "D"),
    ]
    #expect(
      try await words(uris, "code -- positional@0 2 0 fob code ''")
        == ["GitHub alice", "GitHub bob", "Mail alice", "Mail bob"])
  }

  @Test(arguments: ["%24%28id%29", "%2Dx", "a%0Ab", "x%22y", "a%5Cb", "%E2%80%AEx", "a%3Ab"])
  func `are its id where a shell would read the names`(name: String) async throws {
    let words = try await words([Self.uri(name, name, "A")], "show -- positional@0 2 0 fob show ''")
    #expect(words.count == 1 && words[0].wholeMatch(of: /[a-z2-7]+/) != nil)
  }

  @Test(arguments: ["Почта", "東京", "Zoë_1+x.y"])
  func `may be in any script`(name: String) async throws {
    let coded = name.utf8.map { "%" + String($0, radix: 16) }.joined()
    let words = try await words([Self.uri(coded, "x", "A")], "rm -- positional@0 2 0 fob rm ''")
    #expect(words == [name, "x"])
  }

  @Test(arguments: ["--vault ../nothing.fob", "--vault=../nothing.fob"])
  func `are of the vault that the line names`(option: String) async throws {
    let line = "code -- positional@0 3 0 fob code \(option) ''"
    #expect(try await words([Known.github], line) == [])
  }
}
