import ChildProcesses
import Testing
import VaultSupport

@testable import Authenticator

@Suite(.serialized) struct `fob slots` {
  @Test func `lists the ways to open the vault`() async throws {
    let vault = try TestVault([])
    let rows = try await vault("slots").lines.map { $0.split(separator: " ").map(String.init) }
    #expect(rows.count == 3 && rows[0].prefix(3) == ["SLOT", "KIND", "ID"])
    #expect(rows[1].prefix(2) == ["1", "password"] && rows[2].prefix(2) == ["2", "recovery-key"])
    #expect(rows[1].joined(separator: " ").hasSuffix(" 2 passes over 64 MiB -"))
  }

  @Test func `lists them as JSON, with the time where it is known`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("slots add password --new-password-fd 5").end == .exited(0))
    let text = try await vault("slots --json").text
    let shape =
      /\[\{"number":1,"kind":"password","id":"[0-9a-f]{32}","passes":2,"memory_kib":65536,"made":null\},.*"passes":null,"memory_kib":null,"made":null\},\{"number":3,.*"passes":3,"memory_kib":262144,"made":[0-9]{10}\}\]\n/
    #expect(text.wholeMatch(of: shape) != nil, "\(text)")
  }

  @Test func `tells when the slots of a new vault were made`() async throws {
    let vault = try TestVault([])
    let options = "--vault new.fob --password-fd 7 7<\"$keys/password\""
    let result = try await vault.shell(
      "\"$program\" init --kdf interactive \(options) >/dev/null 2>&1; \"$program\" slots \(options)"
    )
    #expect(result.lines.count == 3 && result.lines.allSatisfy { !$0.hasSuffix(" -") })
  }

  @Test func `names a slot of a newer fob without knowing it`() async throws {
    let vault = try TestVault([])
    try vault.becomeNewer()
    #expect(try await vault("slots").text.contains("of a newer fob"))
    #expect(try await vault("slots --json").text.contains(#""kind":null"#))
  }

  @Test(arguments: ["slots frob", "slots remove", "slots add", "slots add passphrase"])
  func `refuses what it does not know`(command: String) async throws {
    #expect(try await TestVault([])(command).failed(64))
  }
}

@Suite(.serialized) struct `fob slots add` {
  @Test func `adds a password beside the first`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let added = try await vault("slots add password --kdf interactive --new-password-fd 5")
    #expect(added.end == .exited(0) && added.output.isEmpty)
    #expect(added.error.contains("added slot 3 (password, "))
    #expect(added.error.contains("any one of 3 slots opens the vault"))
    for key in [TestVault.Key.password, .newPassword, .recoveryKey] {
      #expect(try await vault("code github --at 59", with: key).printed("287082"))
    }
  }

  @Test func `adds a recovery key, printed once, and leaves the first`() async throws {
    let vault = try TestVault([])
    let added = try await vault("slots add recovery-key")
    #expect(added.text.wholeMatch(of: /([0-9A-Z]{4}-){8}[0-9A-Z]{4}\n/) != nil)
    let opened = try await vault(
      "list --json --recovery-key-fd 0", with: .nothing, input: added.text)
    #expect(opened.printed("[]"))
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test func `adds no recovery key that nobody could see`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(#"fob slots add recovery-key >/dev/full"#)
    #expect(result.end == .exited(1) && result.error.contains("cannot print"))
    #expect(try vault.slots.count == 2)
  }

  @Test func `makes a key file that opens the vault alone`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      #"""
      umask 0; fob slots add key-file --output k
      stat -c '%a %s' k; head -c 15 k; echo
      "$program" code github --at 59 --key-file k
      """#)
    #expect(result.text == "600 48\nfob key file v1\n287082\n")
    #expect(result.error.contains("whoever has the file opens the vault without a password"))
  }

  @Test func `makes a key file that opens the vault with its password only`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      #"""
      fob slots add key-file --with-password --output k --kdf interactive --new-password-fd 7 7<"$keys/new"
      fob() { "$program" code github --at 59 "$@"; echo $?; }
      fob --key-file k --password-fd 7 7<"$keys/new"
      fob --key-file k --password-fd 7 7<"$keys/password"
      fob --key-file k
      fob --password-fd 7 7<"$keys/new"
      fob --password-fd 7 7<"$keys/password"
      """#)
    #expect(result.text == "287082\n0\n4\n4\n4\n287082\n0\n")
    #expect(result.error.contains("a password still opens the vault without it"))
  }

  @Test func `warns of a key file that lies beside the vault`() async throws {
    let vault = try TestVault([])
    let output = vault.folder + "/data/fob/k"
    let result = try await vault("slots add key-file --output", output)
    #expect(result.end == .exited(0) && result.error.contains("it lies beside the vault"))
  }

  @Test(arguments: ["touch k", "mkdir k", "ln -s nothing k", "mkfifo k"])
  func `writes a key file over nothing`(making: String) async throws {
    let vault = try TestVault([])
    let result = try await vault.shell("\(making); fob slots add key-file --output k")
    #expect(result.end == .exited(1) && result.error.contains("cannot write k"))
    #expect(try vault.slots.count == 2)
    #expect(!Folder.names(in: vault.folder + "/home").contains("nothing"))
  }

  @Test func `leaves no key file where the vault cannot be written`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      "unset HOME XDG_STATE_HOME; fob slots add key-file --output k; echo $?; ls")
    #expect(result.text == "1\n", "\(result.error)")
  }

  @Test(arguments: [
    "password --output k", "recovery-key --with-password", "key-file", "password --with-password",
  ])
  func `refuses options that do not go together`(words: String) async throws {
    #expect(try await TestVault([])("slots add \(words)").failed(64))
  }

  @Test func `adds no more than a vault can have, and prints no key for it`() async throws {
    let vault = try TestVault([])
    try vault.rewriteSlots { slots, key, header in
      while slots.count < 32 {
        slots.append(Slot(recoveryKey: RecoveryKey(), wrapping: key, of: header))
      }
    }
    let result = try await vault("slots add recovery-key")
    #expect(result.failed(1) && result.error.contains("a vault has 1 to 32 ways to open it"))
  }
}

@Suite(.serialized) struct `fob slots remove` {
  @Test func `takes a way to open the vault away, and says what still opens with it`() async throws
  {
    let vault = try TestVault([])
    let result = try await vault("slots remove 1 --yes")
    #expect(result.end == .exited(0) && result.error.contains("removed slot 1 (password, "))
    #expect(result.error.contains("older copies still open with what it took"))
    #expect(result.error.contains("until fob rekey changes it"))
    #expect(try await vault("list", with: .password).failed(4))
    #expect(try await vault("list --json").printed("[]"))
    #expect(try await vault("undo").failed(1))
  }

  @Test func `knows a slot by the start of its id`() async throws {
    let vault = try TestVault([])
    let id = try vault.slots[0].id.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      .joined()
    #expect(try await vault("slots remove \(id.prefix(7)) --yes").failed(2))
    #expect(try await vault("slots remove \(id.prefix(8)) --yes").end == .exited(0))
    #expect(try vault.slots.map(\.kind) == [.recoveryKey])
  }

  @Test(arguments: ["0", "3", "99999999999999999999", "password", ""])
  func `finds no slot that is not there`(name: String) async throws {
    let vault = try TestVault([])
    #expect(try await vault("slots remove --yes", name).failed(2))
    #expect(try vault.slots.count == 2)
  }

  @Test func `leaves the last way in`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("slots remove 1 --yes").end == .exited(0))
    let result = try await vault("slots remove 1 --yes")
    #expect(result.failed(1) && result.error.contains("the only way to open the vault"))
    #expect(try await vault("list --json").printed("[]"))
  }

  @Test func `leaves the last way in that this fob knows`() async throws {
    let vault = try TestVault([])
    try vault.becomeNewer()
    let result = try await vault("slots remove 2 --yes")
    #expect(result.failed(1) && result.error.contains("the other slots are of a newer one"))
  }

  @Test func `warns where nothing but a key file would be left`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      fob slots add key-file --output k 2>/dev/null
      fob slots remove 1 --yes 2>&1 | grep -c 'only a key file'
      "$program" slots remove 1 --yes --key-file k 2>&1 | grep -c 'only a key file'
      """#)
    #expect(result.text == "0\n1\n")
  }

  @Test func `changes nothing unless somebody says yes`() async throws {
    let vault = try TestVault([])
    #expect(try await vault("slots remove 1").failed(64))
    try await Pane.running("fob slots remove 1", on: vault, columns: 120) { pane in
      try await pane.wait(for: "Remove slot 1 (password, ")
      try await pane.type("n\n")
      try await pane.wait(for: "[status 1]")
    }
    #expect(try vault.slots.count == 2)
  }
}

extension TestVault {
  /// Its password slot becomes one of a kind that this version does not know.
  fileprivate func becomeNewer() throws {
    try rewriteSlots { slots, _, _ in
      let old = slots[0]
      slots[0] = Slot(
        prefix: [99] + old.prefix.dropFirst(), nonce: old.nonce, wrapped: old.wrapped)
    }
  }
}
