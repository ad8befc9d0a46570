import Authenticator
import ChildProcesses
import Testing
import VaultSupport

extension TestVault {
  /// Restores with the password for the backup, and the recovery key for the vault.
  fileprivate func restore(_ files: String..., options: [String] = ["--yes"]) async throws
    -> Finished
  {
    try await fob(
      ["restore-vault", "--backup-password-fd", "4"] + options + files,
      under: ["/usr/bin/setsid", "--wait"])
  }
}

@Suite(.serialized) struct `fob restore-vault into no vault` {
  @Test func `makes one that opens as the backup does, as a new device`() async throws {
    let vault = try TestVault(accounts: 3)
    #expect(try await vault("rm user3").end == .exited(0))
    let (file, before) = (try await vault.backUp(), try vault.content(of: vault.path))
    _ = try await run("/bin/rm", [vault.path])
    let result = try await vault.restore(file)
    #expect(result.end == .exited(0) && result.lines.count == 4, "\(result.error)")
    #expect(result.lines.last == "2 new, 1 new in the trash")
    let after = try vault.content(of: vault.path)
    #expect(after.hasSameState(as: before) && after.backupMade == nil)
    for key in [TestVault.Key.password, .recoveryKey] {
      #expect(try await vault("list", with: key).lines.count == 3)
    }
    #expect(try await vault("edit user1 --note x").end == .exited(0))
  }

  @Test func `opens the backup by the vault's options, too, and asks first`() async throws {
    let vault = try TestVault(accounts: 1)
    let file = try await vault.backUp()
    _ = try await run("/bin/rm", [vault.path])
    let unasked = try await vault("restore-vault", file)
    #expect(unasked.end == .exited(64) && unasked.error.contains("give --yes"))
    let trial = try await vault("restore-vault --dry-run --json", file)
    #expect(trial.text.contains(#""new":true,"dry_run":true,"accounts":[{"outcome":"added","#))
    #expect(try await vault("list").failed(1))
    #expect(try await vault("restore-vault --yes", file, with: .password).end == .exited(0))
    #expect(try await vault("list").end == .exited(0))
  }

  @Test func `says where nothing opens the new vault but a password`() async throws {
    let vault = try TestVault(accounts: 1)
    let file = vault.folder + "/copy.fob"
    _ = try await vault("backup --kdf interactive --backup-password-fd 5", file)
    _ = try await run("/bin/rm", [vault.path])
    let result = try await vault("restore-vault --yes", file, with: .newPassword)
    #expect(result.end == .exited(0) && result.error.contains("fob slots add recovery-key"))
    #expect(try await vault("list", with: .newPassword).end == .exited(0))
  }

  @Test func `leaves nothing where the password is wrong or the file damaged`() async throws {
    let vault = try TestVault(accounts: 1)
    let file = try await vault.backUp()
    _ = try await run("/bin/rm", [vault.path])
    let wrong = try await vault("restore-vault --yes", file, with: .newPassword)
    #expect(wrong.failed(4) && wrong.error.contains("--backup-recovery-key"), "\(wrong.error)")
    try vault.write(Array(vault.read(file).dropLast(1)), to: file)
    let damaged = try await vault("restore-vault --yes", file)
    #expect(damaged.failed(5) && damaged.error.contains("the backup \(file) is damaged"))
    #expect(try await vault("list").failed(1))
  }
}

@Suite(.serialized) struct `fob restore-vault into a vault` {
  @Test func `shows a plan, merges, and keeps the vault's keys`() async throws {
    let vault = try TestVault(accounts: 3)
    let file = try await vault.backUp()
    for command in ["rm user1", "rm user2", "purge user2 --yes", "edit user3 --note newer"] {
      #expect(try await vault(command).end == .exited(0))
    }
    let result = try await vault.restore(file)
    #expect(
      result.lines == [
        "stays in trash   Issuer 1: user1@example.com",
        "stays deleted    Issuer 2: user2@example.com",
        "in the vault     Issuer 3: user3@example.com",
        "1 still in the trash, 1 still deleted, 1 already in the vault",
      ], "\(result.text)\(result.error)")
    #expect(try await vault("show user3").text.contains("newer"))
  }

  @Test func `takes in what another vault has, and undo takes it back`() async throws {
    let (vault, other) = (try TestVault(accounts: 1), try TestVault(accounts: 3))
    #expect(try await other("edit user1 --note theirs").end == .exited(0))
    #expect(try await other("rm user3").end == .exited(0))
    let file = try await other.backUp()
    let identity = try VaultFile(vault.read(vault.path)).header.vaultID
    let result = try await vault.restore(file)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.lines.contains("new              Issuer 2: user2@example.com"))
    #expect(result.lines.contains("new, in trash    Issuer 3: user3@example.com"))
    #expect(result.lines.contains { $0.hasPrefix("changed          Issuer 1") }, "\(result.text)")
    #expect(try VaultFile(vault.read(vault.path)).header.vaultID == identity)
    #expect(try await vault("show user1").text.contains("theirs"))
    #expect(try await vault("list", with: .password).lines.count == 3)
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("list").lines.count == 2)
    #expect(try await !vault("show user1").text.contains("theirs"))
    let again = try await vault.restore(file)
    #expect(again.end == .exited(0) && again.lines.last?.contains("still in the trash") == true)
  }

  @Test func `says what would be deleted for good`() async throws {
    let vault = try TestVault(accounts: 2)
    let older = try vault.read(vault.path)
    for command in ["rm user1", "purge user1 --yes", "rm user2"] {
      #expect(try await vault(command).end == .exited(0))
    }
    let file = try await vault.backUp()
    try vault.write(older, to: vault.path)
    let trial = try await vault.restore(file, options: ["--dry-run"])
    #expect(
      trial.lines == [
        "to the trash     Issuer 2: user2@example.com",
        "deleted for good Issuer 1: user1@example.com", "1 to the trash, 1 deleted for good",
      ], "\(trial.error)")
    #expect(try vault.read(vault.path) == older)
    let unasked = try await vault.restore(file, options: [])
    #expect(unasked.end == .exited(64))
    #expect(try vault.read(vault.path) == older)
    let done = try await vault.restore(file)
    #expect(done.error.contains("fob undo takes it back, but for what is deleted for good"))
  }

  @Test func `writes nothing where nothing is new`() async throws {
    let vault = try TestVault(accounts: 2)
    let (file, before) = (try await vault.backUp(), try vault.read(vault.path))
    let result = try await vault.restore(file, options: [])
    #expect(result.end == .exited(0) && result.lines.last == "2 already in the vault")
    #expect(try vault.read(vault.path) == before)
  }
}
