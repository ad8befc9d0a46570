import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob rekey` {
  /// A vault with a generation, and with a copy at `home/old.fob` from before the rekey.
  private func vault() async throws -> TestVault {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("edit github --note x").end == .exited(0))
    try vault.write(vault.read(vault.path), to: vault.folder + "/home/old.fob")
    return vault
  }

  private func rekey(_ vault: TestVault, _ more: String = "") async throws -> Finished {
    try await vault("rekey --yes \(more)", with: .password)
  }

  @Test func `gives the vault a new key and a new recovery key`() async throws {
    let vault = try await vault()
    let result = try await rekey(vault)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.text.wholeMatch(of: /([0-9A-Z]{4}-){8}[0-9A-Z]{4}\n/) != nil)
    let code = "code github --at 59"
    #expect(try await vault(code, with: .password).printed("287082"))
    #expect(
      try await vault("\(code) --recovery-key-fd 0", with: .nothing, input: result.text)
        .printed("287082"))
    #expect(try await vault(code).failed(4))
    let header = try VaultFile(try vault.read(vault.path)).header
    #expect(header.keyEpoch == 2 && header.slots.map(\.kind) == [.password, .recoveryKey])
    #expect(try await vault("history --json", with: .password).text.contains(#""verb":"rekey""#))
  }

  @Test func `leaves what an old copy holds as it is, and says so`() async throws {
    let vault = try await vault()
    let result = try await rekey(vault)
    #expect(result.error.contains("a copy that left this machine still opens what it held"))
    let old = try await vault("code github --at 59 --vault", vault.folder + "/home/old.fob")
    #expect(old.printed("287082"))
  }

  @Test func `makes an old copy's key worthless for later versions`() async throws {
    let vault = try await vault()
    let typed = try vault.read(vault.keyFiles[0]).dropLast()
    let old = try VaultFile(try vault.read(vault.path))
    let unlocked = try old.unlock(recoveryKey: try RecoveryKey(typed: Array(typed).span))
    #expect(try await vault("passwd --new-password-fd 4").end == .exited(0))
    let isOpenBefore = try opens(vault, with: unlocked.masterKey)
    #expect(try await rekey(vault).end == .exited(0))
    let isOpenAfter = try opens(vault, with: unlocked.masterKey)
    #expect(isOpenBefore && !isOpenAfter)
  }

  private func opens(_ vault: TestVault, with key: borrowing MasterKey) throws -> Bool {
    let file = try VaultFile(try vault.read(vault.path))
    return (try? file.open(with: key)) != nil
  }

  @Test func `keeps only the ways in whose secret is given, and names the others`() async throws {
    let vault = try await vault()
    let result = try await vault.shell(
      #"""
      exec 2>/dev/null
      printf '%s\n' second > second; printf '%s\n' third > third
      for name in second third; do
        fob slots add password --kdf interactive --new-password-fd 7 7<$name
      done
      fob slots add key-file --output k
      fob slots add key-file --output both --with-password --kdf interactive --new-password-fd 7 7<second
      fob slots add key-file --output lost
      "$program" rekey --yes --key-file k --keep-password-fd 7 --keep-password-fd 8 \
        7<"$keys/password" 8<third 2>&1 >new | grep -E '^(kept|dropped)' | sed 's/, [0-9a-f]*//'
      for key in "$keys/password" second third; do
        "$program" list --json --password-fd 7 7<"$key" | wc -l
      done
      for key in k both lost; do
        "$program" list --json --key-file $key --password-fd 7 7<second | wc -l
      done
      """#)
    #expect(
      result.text == """
        kept:    slot 1 (password)
        kept:    slot 4 (password)
        kept:    slot 5 (key-file)
        dropped: slot 2 (recovery-key)
        dropped: slot 3 (password)
        dropped: slot 6 (password-and-key-file)
        dropped: slot 7 (key-file)
        1
        0
        1
        1
        0
        0

        """)
  }

  @Test func `keeps a password that needs a key file, given both`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      fob slots add key-file --output k --with-password --kdf interactive --new-password-fd 7 7<"$keys/new"
      both() { "$program" "$@" --key-file k --password-fd 7 7<"$keys/new"; }
      both rekey --yes >new; both list --json; both slots | awk 'NR > 1 { print $2 }'
      """#)
    #expect(result.text == "[]\npassword-and-key-file\nrecovery-key\n", "\(result.error)")
  }

  @Test(arguments: [("", "keep"), ("keep", "keep"), ("reseal", "reseal"), ("delete", "delete")])
  func `keeps, re-seals or deletes the older versions`(choice: String, done: String) async throws {
    let vault = try await vault()
    let more = choice.isEmpty ? "" : "--older-versions \(choice)"
    let result = try await rekey(vault, more)
    #expect(result.end == .exited(0))
    let newKey = result.text
    #expect(vault.keptFiles.count == (done == "delete" ? 0 : 2))
    for file in vault.keptFiles {
      let old = try await vault("list --vault", file)
      let new = try await vault(
        "list --recovery-key-fd 0 --vault", file, with: .nothing, input: newKey)
      #expect(old.end == .exited(done == "keep" ? 0 : 4))
      #expect(new.end == .exited(done == "keep" ? 4 : 0))
    }
    #expect(result.error.contains("older versions"))
  }

  @Test func `re-seals what has its key, and leaves what has one from before`() async throws {
    let vault = try await vault()
    #expect(try await rekey(vault).end == .exited(0))
    let result = try await rekey(vault, "--older-versions reseal")
    #expect(result.error.contains("re-sealed 1 older version under the new key"))
    #expect(result.error.contains("2 could not be, as they have a key from before; they stay"))
    #expect(vault.keptFiles.count == 3)
  }

  @Test(arguments: [
    ("rekey", 64), ("rekey --yes --keep-password-fd 5", 4), ("rekey --yes --older-versions x", 64),
  ])
  func `changes nothing`(command: String, status: Int32) async throws {
    let vault = try await vault()
    let before = try vault.read(vault.path)
    #expect(try await vault(command, with: .password).failed(status))
    #expect(try vault.read(vault.path) == before)
  }

  @Test func `leaves no vault that only a new recovery key would open`() async throws {
    let vault = try await vault()
    let before = try vault.read(vault.path)
    let result = try await vault("rekey --yes")
    #expect(
      result.failed(4) && result.error.contains("nothing that was given would open the vault"))
    #expect(try vault.read(vault.path) == before)
  }

  @Test(arguments: [">/dev/full", ">&-"])
  func `makes no key whose recovery key nobody could see`(output: String) async throws {
    let vault = try await vault()
    let before = try vault.read(vault.path)
    let result = try await vault.shell(
      #""$program" rekey --yes --password-fd 7 7<"$keys/password" \#(output)"#)
    #expect(result.end == .exited(1) && result.error.contains("cannot print"))
    #expect(try vault.read(vault.path) == before)
  }

  @Test func `asks for other passwords, then whether to do it, then about older versions`()
    async throws
  {
    let vault = try await vault()
    let adding = "slots add password --kdf interactive --new-password-fd 5"
    #expect(try await vault(adding).end == .exited(0))
    try await Pane.running(#""$program" rekey"#, on: vault, columns: 120) { pane in
      try await pane.wait(for: "Password for \(vault.path):")
      try await pane.type(TestVault.password + "\n")
      try await pane.wait(for: "Password of slot 3 (password, ")
      try await pane.type(TestVault.newPassword + "\n")
      try await pane.wait(for: "Give the vault a new key? [y/N]")
      try await pane.type("y\n")
      try await pane.wait(for: "keep, reseal under the new key, or delete? [keep]")
      try await pane.type("delete\n")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("deleted 3 older versions") && screen.contains("[status 0]"))
    }
    for key in [TestVault.Key.password, .newPassword] {
      #expect(try await vault("code github --at 59", with: key).printed("287082"))
    }
    #expect(vault.keptFiles.isEmpty)
  }

  @Test func `drops a password that is not typed`() async throws {
    let vault = try await vault()
    let adding = "slots add password --kdf interactive --new-password-fd 5"
    #expect(try await vault(adding).end == .exited(0))
    try await Pane.running(#""$program" rekey"#, on: vault, columns: 120) { pane in
      try await pane.wait(for: "Password for \(vault.path):")
      try await pane.type(TestVault.password + "\n")
      try await pane.wait(for: "empty drops it:")
      try await pane.type("\n")
      try await pane.wait(for: "dropped: slot 3 (password, ")
      try await pane.type("n\n")
      try await pane.wait(for: "[status 1]")
    }
    #expect(try await vault("code github --at 59").printed("287082"))
  }
}

@Suite(.serialized) struct `A rekey elsewhere` {
  @Test func `refuses an edit that was begun with the old key, and says so`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let recovered = try vault.read(vault.path)
    // The edit waits for its answer while the vault gets another key.
    try await Pane.running("fob slots remove 1", on: vault, columns: 120) { pane in
      try await pane.wait(for: "[y/N]")
      #expect(try await vault("rekey --yes", with: .password).end == .exited(0))
      let rekeyed = try vault.read(vault.path)
      try await pane.type("y\n")
      let screen = try await pane.wait(for: "[status 4]")
      #expect(screen.contains("this change was not made"))
      #expect(try vault.read(vault.path) == rekeyed && rekeyed != recovered)
    }
  }
}
