import Authenticator
import ChildProcesses
import Testing
import VaultSupport

extension TestVault {
  /// Where a test puts backups.
  var backups: String { folder + "/backups" }

  /// Makes the folder for backups.
  func makeBackups() throws { try Folder.make(backups) }

  /// Makes a backup with what opens the vault.
  @discardableResult
  func backUp(to name: String = "copy.fob") async throws -> String {
    let file = "\(folder)/\(name)"
    let result = try await self("backup", file)
    #expect(result.printed(file), "\(result.error)")
    return file
  }

  /// Gives descriptor 4 (the password) to a backup, and 3 (the recovery key) to the vault.
  func prove(_ file: String, _ more: String...) async throws -> Finished {
    try await fob(
      ["backup", "verify", file, "--backup-password-fd", "4"] + more,
      under: ["/usr/bin/setsid", "--wait"])
  }
}

@Suite(.serialized) struct `fob backup` {
  @Test func `writes a vault file that opens with the same keys`() async throws {
    let vault = try TestVault(accounts: 3)
    #expect(try await vault("rm user3").end == .exited(0))
    let file = "\(vault.folder)/copy.fob"
    let result = try await vault("backup", file)
    #expect(result.printed(file))
    #expect(result.error.contains("backed up 2 accounts, 1 in the trash; prove it with"))
    #expect(try vault.content(of: file).hasSameState(as: vault.content(of: vault.path)))
    #expect(try await vault("list --vault", file, with: .password).end == .exited(0))
    #expect(try await run("/usr/bin/stat", ["-c", "%a", file]).text == "600\n")
  }

  @Test func `leaves at home what makes the vault this device's own`() async throws {
    let vault = try TestVault(accounts: 1)
    for command in ["edit user1 --note secret-note", "edit user1 --note later"] {
      #expect(try await vault(command).end == .exited(0))
    }
    try vault.set { settings in
      settings.hidesCodes = true
      settings.backupProven = 5
    }
    let copy = try vault.content(of: await vault.backUp())
    let own = try vault.content(of: vault.path)
    #expect(!own.history.isEmpty && copy.history.isEmpty)
    #expect(copy.settings.hidesCodes)
    #expect(copy.settings.passwordTyped == nil && copy.settings.backupProven == nil)
    #expect(own.backupMade == nil && copy.backupMade ?? 0 > 1_700_000_000)
  }

  @Test func `names each backup in a folder by machine and day`() async throws {
    let vault = try TestVault(accounts: 1)
    try vault.makeBackups()
    for _ in 0..<3 { #expect(try await vault("backup", vault.backups).end == .exited(0)) }
    let host = try await vault.shell("hostname | cut -d. -f1; date +%F").lines
    let start = "fob-backup-\(host[0])-\(host[1])"
    #expect(
      Folder.names(in: vault.backups) == ["\(start)-2.fob", "\(start)-3.fob", "\(start).fob"])
  }

  @Test func `never writes over a file`() async throws {
    let vault = try TestVault(accounts: 1)
    for path in [vault.path, try await vault.backUp()] {
      let before = try vault.read(path)
      #expect(try await vault("backup", path).failed(1))
      #expect(try vault.read(path) == before)
    }
  }

  @Test func `opens with another password alone where one is given`() async throws {
    let vault = try TestVault(accounts: 2)
    let file = vault.folder + "/copy.fob"
    let result = try await vault("backup --kdf interactive --backup-password-fd 5", file)
    #expect(result.printed(file), "\(result.error)")
    #expect(try await vault("list --vault", file, with: .newPassword).end == .exited(0))
    for key in [TestVault.Key.password, .recoveryKey] {
      #expect(try await vault("list --vault", file, with: key).failed(4))
    }
    let verified = try await vault.fob(
      ["backup", "verify", file, "--backup-password-fd", "5"], under: ["/usr/bin/setsid", "--wait"])
    #expect(verified.printed("restores 2 of 2 accounts"), "\(verified.error)")
  }

  @Test(arguments: ["--keep 0", "--keep -1", "--paper --keep 1", "--paper --backup-password-fd 5"])
  func `is refused where it makes no sense`(options: String) async throws {
    let vault = try TestVault(accounts: 1)
    #expect(try await vault("backup \(options)", vault.folder + "/copy.fob").failed(64))
  }

  @Test func `keeps only as many as are asked for`() async throws {
    let vault = try TestVault(accounts: 1)
    try vault.makeBackups()
    for _ in 0..<4 { _ = try await vault("backup", vault.backups) }
    let all = Folder.names(in: vault.backups)
    let result = try await vault("backup --keep 2", vault.backups)
    #expect(result.end == .exited(0) && result.error.contains("removed "), "\(result.error)")
    let newest = result.lines[0].split(separator: "/").last.map(String.init) ?? ""
    let kept = Folder.names(in: vault.backups)
    #expect(kept.count == 2 && kept.contains(newest) && !all.contains(newest))
    #expect(kept.contains { $0.hasSuffix("-4.fob") })
  }

  @Test func `with --keep removes the oldest, however often it is done on a day`() async throws {
    let vault = try TestVault(accounts: 1)
    try vault.makeBackups()
    for _ in 0..<5 {
      #expect(try await vault("backup --keep 2", vault.backups).end == .exited(0))
    }
    let names = Folder.names(in: vault.backups)
    #expect(names.map { $0.suffix(6) } == ["-4.fob", "-5.fob"])
  }

  /// What has a backup's name and is none of this vault and machine.
  @Test func `with --keep removes nothing else`() async throws {
    let (vault, other) = (try TestVault(accounts: 1), try TestVault(accounts: 1))
    try vault.makeBackups()
    let file = try await vault.backUp()
    let host = try await vault.shell("hostname | cut -d. -f1").lines[0]
    func put(_ name: String, _ bytes: [UInt8]) throws {
      try vault.write(bytes, to: "\(vault.backups)/\(name)")
    }
    let own = try vault.read(file)
    try put("fob-backup-\(host)-2001-01-01.fob", other.read(other.path))
    try put("fob-backup-\(host)-2001-01-02.fob", Array("no vault".utf8))
    try put("fob-backup-\(host)-2001-01-03.fob", Array(own.dropLast(10)))
    try put("fob-backup-\(host)x-2001-01-04.fob", own)
    try put("fob-backup-\(host)-2001-01-05-01.fob", own)
    try put("fob-backup-\(host)-before-moving.fob", own)
    try put("copy.fob", own)
    try put("fob-backup-\(host)-2001-01-06.fob", own)
    try put(".fob-backup-\(host)-2001-01-06.fob.lock", [])
    let link = "\(vault.backups)/fob-backup-\(host)-2001-01-07.fob"
    _ = try await run("/bin/ln", ["-s", file, link])
    let before = Set(Folder.names(in: vault.backups))
    #expect(try await vault("backup --keep 1", vault.backups).end == .exited(0))
    #expect(before.isSubset(of: Folder.names(in: vault.backups)))
    try put("fob-backup-\(host)-2001-01-08.fob", own)
    let result = try await vault("backup --keep 1", vault.backups)
    #expect(result.error.contains("removed \(vault.backups)/fob-backup-\(host)-2001-01-08.fob"))
    #expect(before.isSubset(of: Folder.names(in: vault.backups)))
  }

  @Test(.enabled("this machine does not let tests mount", canMount))
  func `says so where the disk is full, and leaves nothing`() async throws {
    let vault = try TestVault(accounts: 3)
    try vault.makeBackups()
    let script = """
      mount -t tmpfs -o size=16k,mode=700 none "$0"
      ! cat /dev/zero > "$0/filler" 2> /dev/null
      status=0; "$@" || status=$?; ls -A "$0"; exit $status
      """
    let result = try await vault.fob(
      ["backup", vault.backups], under: mountingShell + [script, vault.backups])
    #expect(result.end == .exited(1) && result.text == "filler\n")
    #expect(result.error.contains("no space left on device\n  no backup was made"))
  }

  @Test(.enabled("this machine does not let tests mount", canMount))
  func `says so where it may not write`() async throws {
    let vault = try TestVault(accounts: 1)
    try vault.makeBackups()
    let script = #"mount -t tmpfs -o ro none "$0"; exec "$@""#
    let result = try await vault.fob(
      ["backup", vault.backups], under: mountingShell + [script, vault.backups])
    #expect(result.failed(1) && result.error.contains("no backup was made"), "\(result.error)")
  }
}

@Suite(.serialized) struct `fob backup verify` {
  @Test func `computes every account's code, and remembers the proof`() async throws {
    let vault = try TestVault(
      [TestVault.account(1), TestVault.account(2), TestVault.account(3, .hotp)])
    let file = try await vault.backUp()
    let result = try await vault.prove(file)
    #expect(result.printed("restores 3 of 3 accounts"), "\(result.error)")
    #expect(try vault.content(of: vault.path).settings.backupProven ?? 0 > 1_700_000_000)
    let doctor = try await vault("doctor").text
    #expect(doctor.contains("last proven to restore 0 days ago"), "\(doctor)")
  }

  @Test func `tells which accounts are newer`() async throws {
    let vault = try TestVault(accounts: 2)
    let file = try await vault.backUp()
    #expect(try await vault("add", input: Known.github).end == .exited(0))
    let result = try await vault.prove(file)
    #expect(result.printed("restores 2 of 2 accounts; 1 newer one is not in it"))
    #expect(result.error.contains("not in it: GitHub"))
    let json = try await vault.prove(file, "--json").text
    #expect(json.contains(#""accounts":2,"restored":2,"faults":[],"missing":["GitHub"#))
    #expect(json.contains(#""noted":true"#))
  }

  @Test func `is said to be incomplete where accounts came since`() async throws {
    let vault = try TestVault(accounts: 2)
    let file = try await vault.backUp()
    #expect(try await vault.prove(file).end == .exited(0))
    let covered = try #require(try vault.content(of: vault.path).settings.backupCovers)
    #expect(covered == (try vault.content(of: file).backupMade))
    try vault.set { $0.backupCovers = covered - 10 }
    #expect(try await vault("add", input: Known.github).end == .exited(0))
    let doctor = try await vault("doctor").text
    #expect(
      doctor.contains("last proven to restore 0 days ago; 1 newer account is not in it"),
      "\(doctor)")
    #expect(doctor.contains("make one, and prove it"))
  }

  @Test func `needs the backup's own password, though the vault is open`() async throws {
    let vault = try TestVault(accounts: 1)
    let file = try await vault.backUp()
    #expect(try await vault("backup verify", file).failed(4))
    let wrong = try await vault("backup verify --backup-password-fd 5", file)
    #expect(wrong.failed(4) && wrong.error.contains("wrong password"))
    #expect(!wrong.error.contains("fob passwd"), "\(wrong.error)")
    #expect(try vault.content(of: vault.path).settings.backupProven == nil)
  }

  @Test func `tells how a paper backup is tried`() async throws {
    let vault = try TestVault(accounts: 1)
    let sheet = vault.folder + "/sheet.pdf"
    try await vault.succeeding("backup --paper \(sheet)")
    let result = try await vault("backup verify --backup-password-fd 5", sheet)
    #expect(result.failed(5), "\(result.error)")
    #expect(result.error.contains("fob restore-vault --dry-run \(sheet)"), "\(result.error)")
  }

  @Test func `works where there is no vault, by the vault's options`() async throws {
    let vault = try TestVault(accounts: 2)
    let file = try await vault.backUp()
    let before = try vault.read(file)
    _ = try await run("/bin/rm", [vault.path])
    let result = try await vault("backup verify", file, with: .password)
    #expect(result.printed("restores 2 of 2 accounts"))
    #expect(result.error.contains("there is no vault here to compare with"))
    #expect(try vault.read(file) == before)
  }

  @Test func `works where the vault is damaged`() async throws {
    let vault = try TestVault(accounts: 2)
    let file = try await vault.backUp()
    try vault.write(Array(vault.read(vault.path).dropLast(40)), to: vault.path)
    let result = try await vault.prove(file)
    #expect(result.printed("restores 2 of 2 accounts"))
    #expect(result.error.contains("not compared: "))
  }

  @Test func `remembers nothing for a backup of another vault`() async throws {
    let (vault, other) = (try TestVault(accounts: 2), try TestVault(accounts: 1))
    let result = try await vault.prove(other.backUp())
    #expect(result.end == .exited(0) && result.error.contains("backup of another vault"))
    #expect(try vault.content(of: vault.path).settings.backupProven == nil)
  }

  @Test(arguments: [(40, 5), (300, 5), (3000, 5)])
  func `finds damage`(position: Int, status: Int32) async throws {
    let vault = try TestVault(accounts: 2)
    let file = try await vault.backUp()
    var bytes = try vault.read(file)
    bytes[position] ^= 4
    try vault.write(bytes, to: file)
    #expect(try await vault.prove(file).failed(status))
  }

  @Test func `names a newer version, a file that is none, and one that is missing`() async throws {
    let vault = try TestVault(accounts: 1)
    let file = try await vault.backUp()
    var bytes = try vault.read(file)
    bytes[11] = 9
    try vault.write(bytes, to: file)
    let newer = try await vault.prove(file)
    #expect(newer.failed(5) && newer.error.contains("made by a newer fob"))
    try vault.write(Array("hello".utf8), to: file)
    #expect(try await vault.prove(file).failed(5))
    #expect(try await vault.prove(vault.folder + "/nothing.fob").failed(6))
  }
}
