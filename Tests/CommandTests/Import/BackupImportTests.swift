import ChildProcesses
import Fixtures
import Testing
import VaultSupport

/// A file of `Fixtures/Backups`.
private func backup(_ name: String, of format: String = "Aegis") throws -> Backup {
  try #require(Backup.all(of: format).first { $0.name.hasSuffix("/\(name)") })
}

@Suite(.serialized) struct `Another app's backup` {
  @Test func `is imported by its content alone`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "cp '\(try backup("plain-3.json").path)' picture.png; fob import --yes picture.png")
    #expect(result.end == .exited(0) && result.lines.last == "9 new, 2 conflicting")
    #expect(result.error.hasPrefix("picture.png: 11 accounts from Aegis\n"))
    let list = try await vault("list --json").text
    #expect(list.contains(#""issuer":"Näh & Söhne","account":"名前 🙂 \"quoted\"""#))
    #expect(list.contains(#""tags":["Work","Code"]"#))
    let pinned = try await vault("show alice@example.com --json").text
    #expect(pinned.contains("the work account"))
  }

  @Test func `is taken back as a whole`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let before = try await vault("list --json").text
    let result = try await vault("import --yes", try backup("plain-3.json").path)
    #expect(result.end == .exited(0))
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("list --json").text == before)
  }

  @Test func `is read from a pipe`() async throws {
    let vault = try TestVault([])
    let path = try backup("passwords.csv", of: "Apple Passwords").path
    let result = try await vault.shell("fob import - --yes <'\(path)'")
    #expect(result.error.hasPrefix("standard input: 8 accounts from Apple Passwords, 1 without"))
    #expect(
      result.lines.contains(
        "unreadable       entry 10, Broken:alice: the secret has a character that base32 does not have"
      ))
  }

  @Test func `that breaks off is named as damaged`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "head -c 300 '\(try backup("plain-3.json").path)' >torn; fob import torn")
    #expect(result.failed(6))
    #expect(result.error.hasPrefix("fob: torn: the file is damaged: it ceases to be JSON in line"))
  }
}

@Suite(.serialized) struct `A KeePass database with a key file` {
  private static let folder = Fixture.path(of: "Backups/keepass/key-files") + "/"

  @Test func `is opened with both its password and its key file`() async throws {
    let vault = try TestVault([])
    let command = "fob import --yes --source-password-fd 8 '\(Self.folder)kdbx4.kdbx'"
    let without = try await vault.shell(command + " 8<<<'correct horse Ω'")
    #expect(without.failed(6) && without.error.contains("--source-key-file"))
    let result = try await vault.shell(
      command + " --source-key-file '\(Self.folder)version2.keyx' 8<<<'correct horse Ω'")
    #expect(result.end == .exited(0) && result.lines.last == "1 new")
  }

  @Test func `is opened with its key file alone, and nobody is asked`() async throws {
    let vault = try TestVault([])
    let result = try await vault(
      "import --yes --source-key-file", Self.folder + "raw.keyx", Self.folder + "alone.kdbx")
    #expect(result.end == .exited(0) && result.lines.last == "1 new")
  }

  @Test func `says which key file is not there`() async throws {
    let vault = try TestVault([])
    let result = try await vault(
      "import --yes --source-key-file missing.key", Self.folder + "alone.kdbx")
    #expect(result.failed(6) && result.error.hasPrefix("fob: missing.key: "))
  }
}

@Suite(.serialized) struct `A backup with a password` {
  private static func path() throws -> String { try backup("encrypted.json").path }
  private static let password = "correct horse Ω"
  private static let wrong = "wrong password, or the file is damaged"

  @Test func `is opened with the password on a descriptor`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "fob import --yes --source-password-fd 8 '\(try Self.path())' 8<<<'\(Self.password)'")
    #expect(result.end == .exited(0) && result.lines.last == "9 new, 2 conflicting")
  }

  @Test func `is told from a damaged one where the password is wrong`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "fob import --yes --source-password-fd 8 '\(try Self.path())' 8<<<'wrong'")
    #expect(result.failed(6) && result.error.contains(Self.wrong))
    let damaged = try await vault.shell(
      """
      sed 's/"db": "..../"db": "AAAA/' '\(try Self.path())' >damaged
      fob import --yes --source-password-fd 8 damaged 8<<<'\(Self.password)'
      """)
    #expect(damaged.failed(6) && damaged.error.contains("the file is damaged"))
  }

  @Test func `is not asked for where there is no terminal`() async throws {
    let vault = try TestVault([])
    let result = try await vault("import --yes", try Self.path())
    #expect(result.failed(6) && result.error.contains("else give --source-password-fd"))
  }

  @Test func `does not keep other sources from being read`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      """
      echo '\(Known.github)' >list
      fob import --yes --source-password-fd 8 '\(try Self.path())' list 8<<<'wrong'
      """)
    #expect(result.end == .exited(6) && result.lines.last == "1 new")
    #expect(result.error.contains("1 source could not be read; the others were"))
  }

  @Test func `is asked for at the terminal, up to three times`() async throws {
    let vault = try TestVault([])
    let script = "fob import '\(try Self.path())'"
    try await Pane.running(script, on: vault, columns: 200) { pane in
      for (count, answer) in zip(1..., ["wrong", "wrong again", Self.password]) {
        try await pane.wait(for: "prompt", until: { $0.count("encrypted.json (Aegis):") == count })
        try await pane.type(answer)
        try await pane.press("Enter")
      }
      #expect(try await pane.screen.count("\(Self.wrong), try again") == 2)
      try await pane.wait(for: "Add 11 accounts? [y/N]")
      #expect(try await !pane.everything.contains("correct horse"))
      try await pane.type("y")
      try await pane.press("Enter")
      // Nobody can read it without its password, so it is not offered to be deleted.
      let screen = try await pane.wait(for: "[echo]")
      #expect(!screen.contains("Delete") && screen.contains("[status 0]"))
    }
    try await Pane.running(script, on: vault, columns: 200) { pane in
      for count in 1...3 {
        try await pane.wait(for: "password", until: { $0.count("(Aegis):") == count })
        try await pane.type("wrong")
        try await pane.press("Enter")
      }
      try await pane.wait(for: "[status 6]")
    }
  }

  @Test func `tells how long its key will take, where that is long`() async throws {
    let vault = try TestVault([])
    let seal = #"{"nonce":"000000000000000000000000","tag":"00000000000000000000000000000000"}"#
    let slot =
      #"{"type":1,"key":"00","key_params":\#(seal),"n":262144,"r":8,"p":1,"salt":"00"}"#
    let json = #"{"version":1,"header":{"slots":[\#(slot)],"params":\#(seal)},"db":"AA=="}"#
    let script = "printf '%s' '\(json)' >costly; fob import costly"
    try await Pane.running(script, on: vault) { pane in
      try await pane.wait(for: "costly (Aegis):")
      try await pane.type("password\n")
      try await pane.wait(for: "deriving the key of the file: about 1 s")
      try await pane.wait(for: "\(Self.wrong), try again")
    }
    let tooCostly = json.replacing("262144", with: "524288")
    let result = try await vault("import -", input: tooCostly)
    #expect(result.failed(6) && result.error.contains("a key derivation that is far too costly"))
  }

  @Test(arguments: ["zipcrypto.zip", "winzip.zip"])
  func `may be an archive`(name: String) async throws {
    let vault = try TestVault([])
    let archive = Fixture.path(of: "Archives/\(name)")
    let right = try await vault.shell(
      "fob import --yes --source-password-fd 8 '\(archive)' 8<<<'\(Self.password)'")
    #expect(right.end == .exited(0) && right.text == "new              Zip: alice\n1 new\n")
    let wrong = try await vault.shell(
      "fob import --yes --source-password-fd 8 '\(archive)' 8<<<'wrong'")
    #expect(wrong.failed(6) && wrong.error.contains(Self.wrong))
    let missing = try await vault("import --yes", archive)
    #expect(missing.failed(6) && missing.error.contains("has a password of its own"))
  }
}

@Suite(.serialized) struct `An archive or a database` {
  @Test func `gives what its files hold`() async throws {
    let vault = try TestVault([])
    let result = try await vault("import --yes", Fixture.path(of: "Archives/plain.zip"))
    #expect(result.end == .exited(0) && result.text == "new              Zip: alice\n1 new\n")
  }

  @Test(arguments: [
    ("bomb-ratio.zip", "the file would become too large"), ("empty.zip", "this is a zip archive"),
    ("logged.sqlite", "this is an SQLite database"),
  ])
  func `is refused by what it is`(name: String, reason: String) async throws {
    let vault = try TestVault([])
    let result = try await vault("import --yes", Fixture.path(of: "Archives/\(name)"))
    #expect(result.failed(6) && result.error.contains(reason), "\(result.error)")
  }

  @Test func `that is damaged is told so`() async throws {
    let vault = try TestVault([])
    let archive = Fixture.path(of: "Archives/plain.zip")
    let result = try await vault.shell("head -c 100 '\(archive)' >torn; fob import torn")
    #expect(result.failed(6) && result.error.contains("not a whole one"))
  }
}

@Suite(.serialized) struct `A folder` {
  @Test func `is read as one backup where its files make one`() async throws {
    let vault = try TestVault([])
    let export = try #require(
      Backup.all(of: "1Password").first { $0.name.hasSuffix("export.data") })
    let result = try await vault.shell(
      """
      mkdir unpacked unpacked/files; cp '\(export.path)' unpacked/export.data
      echo text >unpacked/export.attributes; fob import --yes unpacked
      """)
    #expect(result.end == .exited(0) || result.end == .exited(6))
    #expect(result.error.contains("unpacked: ") && result.error.contains(" from 1Password"))
  }

  @Test func `of any other files is not read unasked`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "mkdir list; echo '\(Known.github)' >list/a; fob import --yes list")
    #expect(result.failed(6) && result.error.contains("list: this is a folder"))
  }
}

@Suite(.serialized) struct `The plan of an import` {
  private static let other = "otpauth://totp/GitHub:alice@example.com?secret=GEZDGNBVGY3TQOJQ"

  @Test func `tells what becomes of each account`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long])
    let renamed = Known.long.replacing("Bank", with: "Bourse")
    let twice = ["One", "Two"].map { "otpauth://totp/\($0):a?secret=MFRGGZDFMZTWQ2LK" }
    let list = [Known.github, renamed, Self.other] + twice
    let result = try await vault("import - --yes", input: list.joined(separator: "\n"))
    #expect(
      result.text == """
        in the vault     GitHub: alice@example.com
        changed          Bank: alice
                         here it is called Bourse: alice; the vault's name stays
        conflicting      GitHub: alice@example.com
                         another account has this name and other codes: both are kept
        new              One: a
        new              Two: a
        2 new, 1 conflicting, 1 changed, 1 already in the vault

        """)
    #expect(try await vault("list").lines.count == 6)
    #expect(try await vault("code bourse").failed(2))
  }

  /// As if one was imported after the other.
  @Test func `adds nothing twice that several files have`() async throws {
    let vault = try TestVault([])
    let renamed = Known.long.replacing("Bank", with: "Bourse")
    let result = try await vault.shell(
      """
      echo '\(Known.long)&image=x' >one
      echo '\(renamed)' >two; echo '\(Known.long)&image=y' >three
      fob import --yes one two three
      """)
    #expect(
      result.text == """
        new              Bank: alice
        changed          Bank: alice
                         here it is called Bourse: alice; the vault's name stays
        given twice      Bank: alice
                         otherwise in the vault, and stays so: parameters of its URI
        1 new, 1 changed, 1 given twice

        """)
    #expect(try await vault("list").lines.count == 2)
  }

  @Test func `is JSON for scripts`() async throws {
    let vault = try TestVault(uris: [Known.long])
    let list = [Known.long.replacing("Bank", with: "Bourse"), "otpauth://totp/Bad:x?secret=1"]
    let result = try await vault(
      "import - --dry-run --json", input: list.joined(separator: "\n"))
    #expect(
      result.text == """
        {"accounts":[{"outcome":"changed","issuer":"Bourse","account":"alice","type":"totp",\
        "algorithm":"SHA1","digits":8,"period":30,"tags":[],"filled":[],"kept":[],\
        "warnings":[],"vault_issuer":"Bank","vault_account":"alice"}],\
        "unreadable":[{"source":"standard input","line":2,"entry":null,"name":"Bad:x",\
        "reason":"the secret has a character that base32 does not have",\
        "hint":"base32 has the letters A to Z and the digits 2 to 7; 0, 1, 8 and 9 are none"}],\
        "missing":[],\
        "sources":[{"source":"standard input","format":null,"accounts":1,"without_code":0}],\
        "totals":{"new":0,"conflicting":0,"trashed":0,"restored":0,"completed":0,"changed":1,\
        "known":0,"repeated":0,"unreadable":1,"missing":0}}

        """)
  }

  @Test func `is not needed to see what can be read`() async throws {
    let vault = try TestVault([])
    let result = try await vault("import --formats", with: .nothing)
    #expect(result.end == .exited(0) && result.lines.first == "| from | what is read |")
    #expect(result.text.contains("\n| Aegis | "))
  }
}

@Suite(.serialized) struct `After an import from plain text` {
  private func importing(
    _ file: String, _ content: String, answering answer: String, on vault: TestVault,
    _ check: (String) -> Void
  ) async throws {
    let script = """
      mkdir -p "$(dirname '\(file)')"; printf '%s\\n' '\(content)' >'\(file)'
      fob import '\(file)'; echo "[$(ls '\(file)')]"
      """
    try await Pane.running(script, on: vault, columns: 120) { pane in
      try await pane.wait(for: "[y/N]")
      try await pane.type("y")
      try await pane.press("Enter")
      try await pane.wait(for: "Delete \(file.split(separator: "/").last ?? "")?")
      try await pane.type(answer)
      try await pane.press("Enter")
      check(try await pane.wait(for: "[status 0]"))
    }
  }

  @Test func `the file is deleted where the user says so`() async throws {
    let vault = try TestVault([])
    try await importing("list.txt", Known.github, answering: "y", on: vault) { screen in
      #expect(screen.contains("deleted list.txt") && screen.contains("[]"))
    }
  }

  @Test(arguments: ["", "n"])
  func `the file stays otherwise`(answer: String) async throws {
    let vault = try TestVault([])
    try await importing("list.txt", Known.github, answering: answer, on: vault) { screen in
      #expect(screen.contains("[list.txt]"))
    }
  }

  @Test(arguments: [
    ("Dropbox/a/list.txt", "Dropbox"), ("OneDrive - Work/list.txt", "OneDrive"),
    ("Nextcloud/list.txt", "Nextcloud"), ("Google Drive/list.txt", "Google Drive"),
  ])
  func `a folder that is copied elsewhere is told`(
    file: String, service: String
  ) async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      """
      mkdir -p '\(file.dropLast(9))'; echo '\(Known.github)' >'\(file)'
      fob import --yes '\(file)'; ls '\(file)'
      """)
    #expect(result.error.contains("lies in a folder that \(service) copies"))
    #expect(result.lines.last == file)
  }

  @Test func `a folder with a mark of Syncthing is one, wherever it is`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      """
      mkdir -p phone/.stfolder phone/a; echo '\(Known.github)' >phone/a/list.txt
      fob import --yes phone/a/list.txt
      """)
    #expect(result.error.contains("lies in a folder that Syncthing copies"))
  }

  @Test func `a file that was not wholly read is not offered to be deleted`() async throws {
    let vault = try TestVault([])
    let script = "printf '%s\\n' '\(Known.github)' 'steam://1' >list.txt; fob import list.txt"
    try await Pane.running(script, on: vault, columns: 120) { pane in
      try await pane.wait(for: "[y/N]")
      try await pane.type("y")
      try await pane.press("Enter")
      let screen = try await pane.wait(for: "[status 6]")
      #expect(!screen.contains("Delete"))
    }
  }
}

extension String {
  fileprivate func count(_ part: String) -> Int { ranges(of: part).count }
}
