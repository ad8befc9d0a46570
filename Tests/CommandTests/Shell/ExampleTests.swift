import ChildProcesses
import Fixtures
import Testing
import VaultSupport

@Suite(.serialized) struct `The help of every command` {
  @Test(arguments: [""] + Examples.commands)
  func `has examples of it`(command: String) {
    let lines = Examples.ofHelp.filter { $0.command == command }.map(\.line)
    #expect(lines.contains { $0.contains(command == "live" ? "fob" : "fob \(command)") })
  }
}

@Suite(.serialized) struct `An example` {
  /// What a test cannot do, and why; it only looks whether fob understands these.
  private static let unrunnable = [
    "--screen": "takes a picture of a display", "--clipboard": "reads a display's clipboard",
    "--watch": "does not end by itself", "--kdf sensitive": "takes a gigabyte",
    "--copy": "writes to a display's clipboard", "fob copy": "writes to a display's clipboard",
    "fob menu": "starts a display's launcher", "--camera": "watches a camera",
    "fob check": "has the status of a code that was typed at another time",
    "fob doctor": "tells of the machine that it is on",
    "fob sync join": "asks for words that another machine shows",
    "fob sync revoke": "puts out a machine that is not there",
  ]

  private static func isRunnable(_ line: String) -> Bool {
    !unrunnable.keys.contains { line.contains($0) }
  }

  /// What the examples speak of.
  private static let uris = [
    Known.github, Known.github.replacing("GitHub", with: "Mail").replacing("GEZD", with: "GEZA"),
    Known.github.replacing("GitHub", with: "oldmail").replacing("GEZD", with: "GEZB"),
  ]
  private static let surroundings = """
    mkdir -p Pictures/Screenshots Backups backups Sync
    pass() { echo '\(Known.long)'; }; ssh() { cat accounts.txt; }
    printf '%s\\n' '\(Known.long)' '\(uris[2])' >accounts.txt
    printf '1. abcd-efgh\\n2. ijkl-mnop\\n' >github-recovery-codes.txt

    """

  private static let backup = """
    {"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"groups":[],"entries":[
    {"type":"totp","uuid":"2","name":"dave","issuer":"oldmail","note":"","groups":[],
    "info":{"secret":"\(Known.secret)GEZB","algo":"SHA1","digits":6,"period":30}},{"type":"totp","uuid":"1","name":"carol","issuer":"Forum","note":"","groups":[],
    "info":{"secret":"\(Known.secret)","algo":"SHA256","digits":6,"period":30}}]}}
    """

  private func vault() throws -> TestVault {
    let vault = try TestVault(uris: Self.uris)
    try Folder.make("\(vault.folder)/home/Pictures")
    for name in ["aegis-backup.json", "2fas-backup.2fas"] {
      try vault.write(Array(Self.backup.utf8), to: "\(vault.folder)/home/\(name)")
    }
    for name in ["screenshot.png", "phone.jpg", "Pictures/other.png"] {
      try vault.write(
        Fixture.bytes(of: "Images/dark-page.png"), to: "\(vault.folder)/home/\(name)")
    }
    return vault
  }

  @Test(arguments: Examples.ofHelp.map(\.line) + Examples.ofReadme)
  func `is understood`(line: String) async throws {
    let script = "\(Self.surroundings) fob() { timeout 2 \"$program\" \"$@\"; }; "
    let result = try await vault().shell(
      script + line.replacing("~", with: "."), variables: ["FOB_VAULT": "/nonexistent/vault.fob"])
    #expect(!result.error.contains("Usage: fob"), "\(result.error)")
  }

  /// A place for an agent, which ends with the script.
  private var agent: String {
    """
    mkdir run; chmod 700 run; export XDG_RUNTIME_DIR=$PWD/run
    fob() { "$program" "$@"; }; trap '"$program" lock' EXIT

    """
  }

  /// Makes what an example needs: changes to take back, accounts in the trash, another vault.
  private func preparation(for line: String) -> String {
    switch true {
    case line.contains("fob backup vault-copy.fob"): ""
    case line.contains("vault-copy.fob"): "fob backup vault-copy.fob; clear\n"
    case line.contains("page1.jpg"):
      """
      fob backup --paper sheet.pdf && pdftoppm -r 150 -jpeg sheet.pdf sheet
      cp sheet-1.jpg page1.jpg; cp sheet-1.jpg page2.jpg; clear

      """
    case line.contains("fob init"): "rm -f \"$FOB_VAULT\"; fob() { \"$program\" \"$@\"; }\n"
    case line.contains("lock"): agent + (line.contains("--timeout") ? "" : "fob unlock; clear\n")
    case line.contains("fob undo"): "for i in {1..12}; do fob edit mail --note $i; done; clear\n"
    case line.contains("--output accounts.txt"): "rm accounts.txt\n"
    case line.contains("work.fob"): "cp \"$FOB_VAULT\" work.fob\n"
    case line.contains("fob restore"), line.contains("fob purge"): "fob rm oldmail; clear\n"
    case line.contains("backup-codes"):
      "fob backup-codes github --add - <github-recovery-codes.txt; clear\n"
    case line.contains("fob sync init"): ""
    case line.contains("fob sync"): "fob sync init Sync; clear\n"
    case line.contains("--key-file"): "fob slots add key-file --output fob.key; clear\n"
    case line.contains("--use-recovery-key"): "fob() { \"$program\" \"$@\"; }\n"
    default: ""
    }
  }

  @Test(arguments: Examples.ofHelp.map(\.line).filter(isRunnable))
  func `works as it stands`(line: String) async throws {
    let vault = try vault()
    let place = "export FOB_VAULT='\(vault.path)'\n"
    let script = place + Self.surroundings + preparation(for: line) + line
    try await Pane.running(script, on: vault, columns: 120, rows: 40) { pane in
      let screen = try await pane.answeringAll(for: vault)
      #expect(screen.contains("[status 0]"), "\(line):\n\(screen)")
    }
  }

  @Test func `follows the other through the README`() async throws {
    let vault = try vault()
    let lines = Examples.ofReadme.filter(Self.isRunnable)
    #expect(lines.first == "fob init" && lines.count > 20)
    let script = lines.map { "clear && echo '$ \($0)' && \($0.replacing("~", with: "."))" }
    let home = agent + "export FOB_VAULT=$PWD/day.fob\n"
    try await Pane.running(
      home + Self.surroundings + script.joined(separator: " && "), on: vault,
      columns: 120, rows: 40
    ) { pane in
      let screen = try await pane.answeringAll(for: vault)
      #expect(screen.contains("[status 0]"), "\(screen)")
    }
    #expect(try await vault.shell("[ $(grep -c otpauth: all.txt) -ge 3 ]").end == .exited(0))
  }
}

extension Pane {
  /// Answers every question until the script is through, as a user would.
  ///
  /// - Returns: the screen at the end.
  fileprivate func answeringAll(for vault: TestVault) async throws -> String {
    let answers = [
      ("Password for the new vault: ", TestVault.password + "\n"),
      ("The same again: ", TestVault.password + "\n"),
      ("Password of the new file: ", TestVault.password + "\n"),
      ("New password: ", TestVault.password + "\n"),
      ("Recovery key: ", vault.recoveryKey + "\n"), ("[y/N] ", "y\n"),
      ("Enter open", TestVault.password + "\n"), ("? keys", "q"),
      ("any key ends this", "q"), ("(is not shown): ", Known.secret + "\n"),
      ("(nothing is shown):", "abcd-efgh\n\u{4}"), ("Password for ", TestVault.password + "\n"),
      ("empty drops it: ", TestVault.password + "\n"), ("or delete? [keep] ", "keep\n"),
    ]
    var asked = ""
    while true {
      let screen = try await wait(for: "question or end", within: 20) { screen in
        screen.contains("[status ")
          || screen != asked && answers.contains { screen.lastLine.contains($0.0) }
      }
      guard !screen.contains("[status "), screen != asked,
        let answer = answers.first(where: { screen.lastLine.contains($0.0) })
      else { return screen }
      asked = screen
      try await type(answer.1)
    }
  }
}

extension String {
  /// The last line with anything on it.
  fileprivate var lastLine: String {
    split(separator: "\n").last { $0.contains { $0 != " " } }.map { $0 + " " } ?? ""
  }
}
