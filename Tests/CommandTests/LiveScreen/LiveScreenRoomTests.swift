import ChildProcesses
import Fixtures
import Testing
import VaultSupport

@Suite(.serialized) struct `On the live screen` {
  @Test func `a typed account is shown before it is added, and its secret never`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.type("at")
      try await pane.type("Forge")
      try await pane.press("Enter")
      try await pane.type("bob")
      try await pane.press("Enter")
      try await pane.type("JBSW y3dp ehpk 3pxp")
      let form = try await pane.wait(for: "•••••••")
      #expect(!form.contains("JBSW") && form.contains("Issuer  Forge"))
      try await pane.press("Enter")
      try await pane.wait(for: "new              Forge: bob")
      try await pane.press("Enter")
      try await pane.wait(for: "added Forge: bob")
      #expect(try await vault("list").text.contains("Forge"))
      let known = try await vault("code", "forge", "--at", "59")
      #expect(known.printed("996554"))
    }
  }

  @Test func `a URI is taken where the secret is asked for`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "no accounts yet")
      try await pane.type("at")
      try await pane.press("Tab")
      try await pane.press("Tab")
      try await pane.type(Known.long)
      try await pane.press("Enter")
      let review = try await pane.wait(for: "new              Bank: alice")
      #expect(!review.contains(Known.secret))
      try await pane.press("Escape")
      try await pane.wait(for: "nothing was added")
      #expect(try await vault("list").output.isEmpty)
    }
  }

  @Test func `a secret that is none is told, and can be mended`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "no accounts yet")
      try await pane.type("at")
      try await pane.press("Down")
      try await pane.press("Down")
      try await pane.type("JBSW0")
      try await pane.press("Enter")
      try await pane.wait(for: "character 5 of the secret is none")
      try await pane.press("BSpace")
      try await pane.type("Y3DPEHPK3PXP")
      try await pane.press("Enter")
      try await pane.wait(for: "it came without a name")
    }
  }

  @Test func `accounts come from a picture's path`() async throws {
    let vault = try TestVault([])
    try vault.write(
      Fixture.bytes(of: "Images/two-codes.png"), to: vault.folder + "/home/two codes.png")
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "no accounts yet")
      try await pane.type("ap")
      try await pane.type("~/nothing.png")
      try await pane.press("Enter")
      try await pane.wait(for: "no such file")
      try await pane.press("C-u")
      try await pane.type("~/two codes.png")
      try await pane.press("Enter")
      try await pane.wait(for: "2 new")
      try await pane.press("Enter")
      try await pane.wait(for: "added 2 accounts; u takes that back")
      try await pane.type("u")
      try await pane.wait(for: "no accounts yet")
    }
  }

  @Test func `accounts come from a backup with a password, which is asked for`() async throws {
    let vault = try TestVault([])
    let backup = try #require(Backup.all(of: "Aegis").first { $0.name.hasSuffix("encrypted.json") })
    try vault.write(backup.bytes, to: vault.folder + "/home/phone.json")
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "no accounts yet")
      try await pane.type("ap")
      try await pane.type("~/phone.json")
      try await pane.press("Enter")
      try await pane.wait(for: "phone.json (Aegis) has a password of its own.")
      try await pane.type("wrong\n")
      try await pane.wait(for: "wrong password, or the file is damaged")
      try await pane.type(backup.password)
      try await pane.wait(for: "•••••••••••••••")
      try await pane.press("Enter")
      try await pane.wait(for: "add 11 accounts?")
      try await pane.press("Enter")
      try await pane.wait(for: "added 11 accounts; u takes that back")
      #expect(try await !pane.everything.contains(backup.password))
    }
  }

  @Test func `a key that takes long is waited for alive, and can be given up`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let seal = #"{"nonce":"000000000000000000000000","tag":"00000000000000000000000000000000"}"#
    let slot =
      #"{"type":1,"key":"00","key_params":\#(seal),"n":262144,"r":8,"p":16,"salt":"00"}"#
    let json = #"{"version":1,"header":{"slots":[\#(slot)],"params":\#(seal)},"db":"AA=="}"#
    try vault.write(Array(json.utf8), to: vault.folder + "/home/costly")
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.type("ap~/costly\n")
      try await pane.wait(for: "costly (Aegis) has a password of its own.")
      try await pane.type("secret\n")
      try await pane.wait(for: "deriving the key: about 12 s, 0 s so far")
      try await pane.wait(for: "1 s so far")
      try await pane.press("Escape")
      try await pane.wait(for: "Path    ~/costly")
      try await pane.press("Escape")
      try await pane.wait(for: "GitHub")
      try await pane.type("q")
      try await pane.wait(for: "[status 0]")
    }
  }

  /// Stand-ins for the programs of a Wayland desktop, which give and take files.
  private func desktop(of vault: TestVault) async throws -> String {
    let programs = vault.folder + "/programs"
    try Folder.make(programs)
    let scripts = [
      "wl-paste": """
      case "$1" in --list-types) echo text/plain ;; *) /bin/cat '\(vault.folder)/copied' ;; esac
      """,
      "wl-copy": """
      case "$1" in --version) echo wl-clipboard 2.1.0 ;; --clear) : > '\(vault.folder)/copied' ;;
      *) /bin/cat > '\(vault.folder)/copied' ;; esac
      """,
      "grim": "/bin/cat '\(vault.folder)/picture'",
    ]
    for (name, script) in scripts {
      try vault.write(Array("#!/bin/sh\n\(script)\n".utf8), to: "\(programs)/\(name)")
      _ = try await run("/bin/chmod", ["+x", "\(programs)/\(name)"])
    }
    return "export PATH='\(programs)':$PATH WAYLAND_DISPLAY=wayland-0 XDG_RUNTIME_DIR=/dev/shm; "
  }

  @Test func `accounts come from the clipboard, and from the screen`() async throws {
    let vault = try TestVault([])
    try vault.write(Array(Known.long.utf8), to: vault.folder + "/copied")
    try vault.write(Fixture.bytes(of: "Images/two-codes.png"), to: vault.folder + "/picture")
    let desktop = try await desktop(of: vault)
    try await Pane.running(desktop + "fob", on: vault) { pane in
      try await pane.wait(for: "no accounts yet")
      try await pane.type("ac")
      try await pane.wait(for: "new              Bank: alice")
      try await pane.press("Enter")
      try await pane.wait(for: "added Bank: alice")
      try await pane.type("as")
      try await pane.wait(for: "new              Forgejo: alice@git.example.com")
      try await pane.press("Enter")
      try await pane.wait(for: "3 accounts")
    }
  }

  @Test func `a code is copied without being shown`() async throws {
    let vault = try TestVault(uris: [Known.long])
    let desktop = try await desktop(of: vault)
    try await Pane.running(desktop + "fob --hide", on: vault) { pane in
      try await pane.wait(for: "••• •••")
      // The code may turn between the two looks, but not twice in a row.
      for attempt in 1...2 {
        let code = try await vault("code bank").text.prefix(8)
        try await pane.press("Enter")
        let screen = try await pane.wait(for: "a copy") { $0.contains(/clipboard keeps it \d+ s/) }
        #expect(screen.contains("copied the code of Bank") && !screen.contains(/\d{4} \d{4}/))
        let copied = try vault.read(vault.folder + "/copied")
        if String(decoding: copied, as: UTF8.self) == code { break }
        #expect(attempt == 1)
      }
      try await pane.press("Space")
      try await pane.wait(for: "a code") { $0.contains(/\d{4} \d{4}/) }
      try await pane.type("q")
      try await pane.wait(for: "[status 0]")
    }
    #expect(try await vault("settings hide-codes").text.contains("on"))
  }

  @Test func `a desktop that is missing is told`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.press("Enter")
      try await pane.wait(for: "there is no desktop here")
    }
  }

  @Test func `an account is edited, trashed, and taken back`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault, columns: 100) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.type("e")
      try await pane.press("Down")
      try await pane.press("Down")
      try await pane.type("work, code")
      try await pane.press("Enter")
      try await pane.wait(for: "changed GitHub: alice@example.com")
      try await pane.wait(for: "#work #code")
      try await pane.type("d")
      try await pane.wait(for: "is in the trash; u takes it back")
      try await pane.wait(for: "no accounts yet")
      try await pane.type("T")
      try await pane.wait(for: "trash  vault.fob")
      try await pane.type("r")
      try await pane.wait(for: "the trash is empty")
      try await pane.press("Escape")
      try await pane.wait(for: "1 account")
      try await pane.type("d")
      try await pane.wait(for: "no accounts yet")
      try await pane.type("u")
      try await pane.wait(for: "1 account")
      #expect(try await vault("list --json").text.contains(#""tags":["work","code"]"#))
    }
  }

  @Test func `the account that was used last comes first where that is wanted`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long, Known.counted])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "3 accounts")
      try await pane.type("G+")
      try await pane.wait(for: "a code of the counter") { $0.contains(/Token .*\d{3} \d{3}/) }
      try await pane.type("q")
      try await pane.wait(for: "[status 0]")
    }
    #expect(try await vault("settings sort use").end == .exited(0))
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "▸ Token")
      try await pane.type("S")
      try await pane.wait(for: "sorted by name")
    }
    #expect(try await vault("settings sort").text.contains("name"))
  }

  @Test(arguments: [("xterm-256color", 100, 40), ("xterm", 80, 24), ("vt100", 120, 50)])
  func `an account is drawn so that it can be scanned`(
    terminal: String, columns: Int, rows: Int
  ) async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("TERM=\(terminal) fob", on: vault, columns: columns, rows: rows) {
      pane in
      try await pane.wait(for: "GitHub")
      try await pane.type("Q")
      try await pane.wait(for: "Show the QR code of GitHub?")
      try await pane.type("y")
      try await pane.wait(for: "Esc ends this")
      #expect(try await scan(CellPicture(pane.cells).file) == Known.github)
      try await pane.press("Escape")
      try await pane.wait(for: "1 account")
      try await pane.type("q")
      try await pane.wait(for: "[status 0]")
      #expect(try await !pane.everything.contains("▀"))
    }
  }

  @Test func `an edit says so where the account is in the trash by then`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      try await pane.type("e")
      try await pane.wait(for: "Enter save")
      #expect(try await vault("rm github").end == .exited(0))
      try await pane.type("2")
      try await pane.press("Enter")
      try await pane.wait(for: "changed GitHub2: alice@example.com, which is in the trash")
    }
  }
}
