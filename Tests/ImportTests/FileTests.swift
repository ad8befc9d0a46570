import ChildProcesses
import Fixtures
import Testing
import VaultSupport

@Suite struct `Imported files and folders` {
  private let vault: TestVault
  private let things: String

  init() async throws {
    vault = try TestVault(accounts: 0)
    things = vault.folder + "/things"
    try Folder.make(things)
    for (name, issuer) in [("b.txt", "Bravo"), ("d.txt", "Delta")] {
      try vault.write(Array("\(uri(issuer))\n".utf8), to: "\(things)/\(name)")
    }
    try Folder.make(things + "/c")
    let picture = Fixture.bytes(of: "Images/two-codes.png")
    try vault.write(picture, to: things + "/c/picture.of.any.name")
  }

  @Test func `are read in the order of their names, whichever is read first`() async throws {
    let result = try await vault.imports(["--yes", "--recursive", things])
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(
      result.text == """
        new              Bravo: alice
        new              Example Mail: alice@example.com
        new              Forgejo: alice@git.example.com
        new              Delta: alice
        4 new

        """)
    #expect(
      result.error == """
        \(things)/b.txt: 1 account
        \(things)/c/picture.of.any.name: 2 codes: 2 accounts
        \(things)/d.txt: 1 account
        done; fob undo takes it back

        """)
  }

  @Test func `end in one change of the vault`() async throws {
    _ = try await vault.imports(["--yes", "-r", things])
    #expect(vault.keptFiles.count == 1)
    let undone = try await vault.fob(["undo"])
    #expect(undone.end == .exited(0), "\(undone.error)")
    #expect(try await vault.issuers.isEmpty)
  }

  @Test(arguments: [["--dry-run"], ["--dry-run", "--yes"]])
  func `change nothing in a dry run`(options: [String]) async throws {
    let before = try vault.read(vault.path)
    let result = try await vault.imports(options + ["-r", things])
    #expect(result.end == .exited(0) && result.text.hasSuffix("4 new\n"))
    #expect(try vault.read(vault.path) == before)
  }

  @Test func `are not added unasked where nobody can be asked`() async throws {
    let before = try vault.read(vault.path)
    let result = try await vault.imports(["-r", things])
    #expect(result.end == .exited(64) && result.error.hasSuffix("give --yes\n"))
    #expect(try vault.read(vault.path) == before)
  }

  @Test func `are named with --recursive where they are folders`() async throws {
    let result = try await vault.imports(["--yes", things])
    #expect(result.end == .exited(6) && result.output.isEmpty)
    let folder = "fob: \(things): this is a folder\n  --recursive imports what is in it\n"
    #expect(result.error == folder)
    let others = try await vault.imports(["--yes", things, things + "/b.txt"])
    #expect(others.end == .exited(6) && others.text.hasPrefix("new              Bravo: alice\n"))
    #expect(try await vault.issuers == ["Bravo"])
  }

  @Test func `are counted where they are something else in a folder`() async throws {
    try vault.write(Array("# Notes\n".utf8), to: things + "/README.md")
    try vault.write(Fixture.bytes(of: "Images/no-code.png"), to: things + "/holiday.png")
    try await shell(
      """
      touch "$0/empty"; head -c 100000 /dev/urandom > "$0/noise"; truncate -s 65M "$0/film.mkv"
      """, things)
    let result = try await vault.imports(["--yes", "-r", things])
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.error.contains("\n4 other files in folders, without an account\n"))
    #expect(result.error.contains("/noise: perhaps a backup with a password"))
    #expect(!result.error.contains("README") && !result.error.contains("holiday"))
  }

  @Test func `are found through links to files, not to folders, and never in a pipe`() async throws
  {
    try await shell(
      """
      mkdir "$0/out" "$0/in"; echo '\(uri("Linked"))' > "$0/out/l.txt"
      mkfifo "$0/in/pipe"; ln -s ../out "$0/in/folder"; ln -s .. "$0/in/circle"
      ln -s ../out/l.txt "$0/in/file"; ln -s nowhere "$0/in/broken"; ln -s /dev/zero "$0/in/zero"
      """, vault.folder)
    let result = try await vault.imports(["--yes", "-r", vault.folder + "/in"])
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.error.hasPrefix("\(vault.folder)/in/file: 1 account\ndone;"))
  }

  @Test func `may have any name`() async throws {
    try await shell(
      """
      cp "$0/b.txt" "$0/$(printf 'caf\\351\\033[31m\\n.txt')"; rm "$0/b.txt" "$0/d.txt"; rm -r "$0/c"
      """, things)
    let result = try await vault.imports(["--yes", "-r", things])
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.error.hasPrefix("\(things)/caf��[31m�.txt: 1 account\n"))
  }

  @Test func `that are damaged are told, and the others are imported`() async throws {
    let signature = Fixture.bytes(of: "Images/plain-screenshot.png").prefix(8)
    try vault.write(Array(signature + Array("and no more".utf8)), to: things + "/a.png")
    try vault.write(Fixture.bytes(of: "Formats/hostile/huge-header.png"), to: things + "/e.png")
    let result = try await vault.imports(["--yes", "-r", things])
    #expect(result.end == .exited(6) && result.text.hasSuffix("4 new\n"))
    #expect(result.error.hasPrefix("\(things)/a.png: "))
    #expect(result.error.contains("\n\(things)/e.png: this PNG picture is too large; "))
    #expect(result.error.contains("fob: 2 sources could not be read; the others were\n"))
    #expect(try await vault.issuers == ["Bravo", "Delta", "Example", "Forgejo"])
  }

  @Test func `that are in the vault already are said to be`() async throws {
    _ = try await vault.imports(["--yes", things + "/b.txt"])
    try vault.write(Array("\(uri("Bravo"))\n\(uri("Echo"))\n".utf8), to: things + "/both.txt")
    let result = try await vault.imports(["--yes", "-r", things + "/b.txt", things + "/both.txt"])
    #expect(result.end == .exited(0))
    #expect(
      result.error.hasPrefix(
        """
        \(things)/b.txt: 1 account; already in the vault
        \(things)/both.txt: 2 accounts; 1 of them already in the vault

        """))
    #expect(
      result.text == """
        in the vault     Bravo: alice
        new              Echo: alice
        1 new, 1 already in the vault

        """)
  }
}
